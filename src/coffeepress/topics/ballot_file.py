"""The file of a closed round's ballots: written and read. Pure, and without anything but Python.

    coffeepress-ballots 1
    site https://paper.example
    round 7
    votes 3
    places 1
    topic 12 stands Who owns the ferry?
    topic 13 merged-into 12 Whose is the ferry?
    topic 14 out Why is the harbour closed?
    ballot 3f0c… 12 13
    lapsed 9a41… 12
    count 12 1

Lines end with a line feed, words are parted by one space, the text is UTF-8. Topics and the topics on a ballot are in
order of their numbers, ballots in order of their receipts' hashes, counts as `tally.ranked` has them. There are no
persons in it and no times. `lapsed` is a ballot that was cast and does not count, since its voter stopped supporting
(only where the outlet has it so). The same contents always make the same file, so its SHA-256 commits to all of it.
"""

from dataclasses import dataclass
from hashlib import sha256

FIRST_LINE = "coffeepress-ballots 1"


class NotReadable(ValueError):
    """It is no such file; the message names the line."""


@dataclass(frozen=True, order=True)
class TopicLine:
    """A topic as it stood at the close: `into` another, or standing, or out."""

    number: int
    is_standing: bool
    into: int | None
    question: str


@dataclass(frozen=True, order=True)
class BallotLine:
    """A ballot: its receipt's hash and the topics it names."""

    receipt_hash: str
    choices: tuple[int, ...]
    is_lapsed: bool = False


@dataclass(frozen=True)
class Ballots:
    """What the file says. `counts` are topics and their votes."""

    site: str
    round: int
    votes: int
    places: int
    topics: tuple[TopicLine, ...]
    ballots: tuple[BallotLine, ...]
    counts: tuple[tuple[int, int], ...]

    @property
    def merges(self) -> dict[int, int]:
        return {each.number: each.into for each in self.topics if each.into is not None}

    @property
    def standing(self) -> set[int]:
        return {each.number for each in self.topics if each.is_standing}

    @property
    def counted(self) -> list[tuple[int, ...]]:
        """The choices of the ballots that count."""
        return [each.choices for each in self.ballots if not each.is_lapsed]


def commitment(text: str) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def write(ballots: Ballots) -> str:
    """The file's text."""
    lines = [FIRST_LINE, f"site {ballots.site}", f"round {ballots.round}", f"votes {ballots.votes}"]
    lines.append(f"places {ballots.places}")
    lines += [_topic(each) for each in sorted(ballots.topics)]
    lines += [_ballot(each) for each in sorted(ballots.ballots)]
    lines += [f"count {topic} {votes}" for topic, votes in ballots.counts]
    return "".join(f"{line}\n" for line in lines)


def read(text: str) -> Ballots:
    """What a file says.

    Raises:
        NotReadable: a line is not as `write` writes it.
    """
    first, *lines = text.split("\n")
    if first != FIRST_LINE:
        raise NotReadable(f"line 1: it does not begin with “{FIRST_LINE}”")
    facts: dict[str, str] = {}
    topics, ballots, counts = [], [], []
    for number, line in enumerate(lines, 2):
        name, _, rest = line.partition(" ")
        try:
            if name == "topic":
                topics.append(_read_topic(rest))
            elif name in ("ballot", "lapsed"):
                receipt_hash, *choices = rest.split(" ")
                ballots.append(BallotLine(receipt_hash, tuple(map(int, choices)), name == "lapsed"))
            elif name == "count":
                topic, votes = map(int, rest.split(" "))
                counts.append((topic, votes))
            elif name:
                facts[name] = rest
        except ValueError:
            raise NotReadable(f"line {number}: {line[:60]}") from None
    try:
        heads = {name: int(facts[name]) for name in ("round", "votes", "places")}
        found = Ballots(
            site=facts["site"], topics=tuple(topics), ballots=tuple(ballots), counts=tuple(counts), **heads
        )
    except (KeyError, ValueError) as error:
        raise NotReadable(f"it lacks {error}") from None
    if write(found) != text:
        raise NotReadable("a line is not in its place, or not written as it should be")
    return found


def _topic(each: TopicLine) -> str:
    state = f"merged-into {each.into}" if each.into is not None else "stands" if each.is_standing else "out"
    return f"topic {each.number} {state} {' '.join(each.question.split())}"


def _read_topic(rest: str) -> TopicLine:
    number, state, more = rest.split(" ", 2)
    if state == "merged-into":
        into, question = more.split(" ", 1)
        return TopicLine(int(number), False, int(into), question)
    return TopicLine(int(number), state == "stands", None, more)


def _ballot(each: BallotLine) -> str:
    name = "lapsed" if each.is_lapsed else "ballot"
    return " ".join([name, each.receipt_hash, *map(str, sorted(set(each.choices)))])
