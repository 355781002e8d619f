"""The count. Pure, and without anything but Python: ballots and merges go in, votes come out.

A ballot names topics. Where one was merged into another, it counts for that one; where both are named, once. What does
not stand (it was declined, or chosen before) gets no votes, and takes none from the ballot's other topics.
"""

from collections.abc import Collection, Iterable, Mapping


class GoesInCircles(ValueError):
    """Topics that are merged into each other."""


def root(topic: int, merges: Mapping[int, int]) -> int:
    """What a topic was merged into in the end; itself where it was not.

    Args:
        merges: what each merged topic was merged into.

    Raises:
        GoesInCircles: following the merges never ends.
    """
    followed = {topic}
    while topic in merges:
        topic = merges[topic]
        if topic in followed:
            raise GoesInCircles(topic)
        followed.add(topic)
    return topic


def tally(
    ballots: Iterable[Iterable[int]], *, standing: Collection[int], merges: Mapping[int, int]
) -> dict[int, int]:
    """The votes of each topic that stands, 0 among them.

    Args:
        ballots: the topics that each ballot names, in any order.
        standing: the topics that can be chosen.
        merges: what each merged topic was merged into.
    """
    votes = dict.fromkeys(sorted(standing), 0)
    for choices in ballots:
        for topic in {root(choice, merges) for choice in choices}:
            if topic in votes:
                votes[topic] += 1
    return votes


def ranked(votes: Mapping[int, int]) -> list[tuple[int, int]]:
    """Topics and their votes: the most votes first, of equal ones the topic with the lower number."""
    return sorted(votes.items(), key=lambda each: (-each[1], each[0]))


def chosen(votes: Mapping[int, int], places: int) -> list[int]:
    """The topics that are chosen: so many with the most votes; with the last of them all that have as many as it.

    One that nobody voted for is never chosen.
    """
    order = [each for each in ranked(votes) if each[1]]
    if not order or not places:
        return []
    least = order[min(places, len(order)) - 1][1]
    return [topic for topic, number in order if number >= least]
