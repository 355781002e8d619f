"""Recounts a file of ballots, for anyone who has the file: `python -m coffeepress.topics.recount FILE`.

It needs neither a site nor a database, only this file and its neighbours `ballot_file.py`, `tally.py` and `receipt.py`.
What it can say and what not is told in docs/adr/0010.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from coffeepress.topics.ballot_file import Ballots, commitment, read
from coffeepress.topics.receipt import hash_of, read_receipt
from coffeepress.topics.tally import chosen, ranked, tally

ENDING = ".sha256"
"""Beside the file the outlet publishes its commitment, under the same name with this ending."""


def problems(text: str, committed: str = "") -> Iterator[str]:
    """What is wrong with a file.

    Args:
        committed: the SHA-256 that the outlet made public when the round closed; "" leaves it out.

    Raises:
        NotReadable: it is no file of ballots.
    """
    if committed and commitment(text) != committed.strip().lower():
        yield f"The file's SHA-256 is {commitment(text)}, not {committed}: this is not what was committed to."
    ballots = read(text)
    yield from _not_as_it_should_be(ballots)
    if ranked(votes_of(ballots)) != list(ballots.counts):
        yield "The count in the file is not what its ballots come to."


def votes_of(ballots: Ballots) -> dict[int, int]:
    """The votes of each topic that stands."""
    return tally(ballots.counted, standing=ballots.standing, merges=ballots.merges)


def _not_as_it_should_be(ballots: Ballots) -> Iterator[str]:
    topics = {each.number for each in ballots.topics}
    if len(topics) != len(ballots.topics):
        yield "A topic is listed twice."
    hashes = [each.receipt_hash for each in ballots.ballots]
    if len(set(hashes)) != len(hashes):
        yield "A ballot is listed twice."
    for each in ballots.ballots:
        if len(each.choices) > ballots.votes:
            yield f"The ballot {each.receipt_hash} has more than {ballots.votes} votes."
        if set(each.choices) - topics:
            yield f"The ballot {each.receipt_hash} names a topic that is not listed."


def told(text: str, receipt: str = "") -> Iterator[str]:
    """The result in words; and what the ballot with a receipt says, where one is given."""
    ballots = read(text)
    questions = {each.number: each.question for each in ballots.topics}
    winners = chosen(votes_of(ballots), ballots.places)
    lapsed = len(ballots.ballots) - len(ballots.counted)
    yield f"{ballots.site}, round {ballots.round}: {len(ballots.counted)} ballots, {lapsed} lapsed."
    for topic, votes in ranked(votes_of(ballots)):
        yield f"{votes:>7}  {'chosen  ' if topic in winners else '        '}{topic}  {questions[topic]}"
    yield f"SHA-256 {commitment(text)}"
    if receipt:
        own = hash_of(read_receipt(receipt))
        found = [each for each in ballots.ballots if each.receipt_hash == own]
        for each in found:
            yield "Your ballot " + ("has lapsed. It named:" if each.is_lapsed else "is counted. It names:")
            yield from (f"         {topic}  {questions.get(topic, '')}" for topic in each.choices)
        if not found:
            yield "There is no ballot with this receipt."


def recount(path: Path, committed: str = "", receipt: str = "") -> tuple[list[str], bool]:
    """Recount a file.

    Args:
        committed: the published SHA-256; where it is left out, the one in the file beside, if there is one.

    Returns:
        Lines to be read, and whether all is well.

    Raises:
        NotReadable: it is no file of ballots.
        NotAReceipt: what was given is none.
        OSError, UnicodeDecodeError: it cannot be read.
    """
    text = path.read_bytes().decode()
    beside = path.with_name(path.name + ENDING)
    if not committed and beside.is_file():
        committed = beside.read_text(encoding="ascii").split(" ")[0]
    wrong = list(problems(text, committed))
    lines = [*told(text, receipt), *wrong]
    if not committed:
        lines.append("Compare the SHA-256 with the one on the round's page: no other was given here.")
    if not wrong:
        lines.append("The count is what the ballots come to.")
    is_missing = bool(receipt) and any(line.startswith("There is no ballot") for line in lines)
    return lines, not wrong and not is_missing


def main(arguments: list[str]) -> int:
    """`FILE [SHA-256 [RECEIPT]]`; returns the exit status."""
    if not 1 <= len(arguments) <= 3:
        print("Usage: python -m coffeepress.topics.recount FILE [SHA-256 [RECEIPT]]")
        return 2
    try:
        lines, is_well = recount(Path(arguments[0]), *arguments[1:])
    except (OSError, ValueError) as error:
        print(f"This cannot be recounted: {error}")
        return 1
    print("\n".join(lines))
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
