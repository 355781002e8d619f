"""The keys of topics: what reader pages made of them depend on."""

from coffeepress.edition.keys import declare

TOPIC = declare("topic", "a topic as readers see it: its question, its state, its assignment and articles")
TOPICS = declare("topics", "which topics and rounds a language's page of topics lists")
ROUND = declare("round", "a round: its times, its turnout as last counted, and what it came to")
TOPICS_OF = declare("topics-of", "the chosen topics that one article answers")
