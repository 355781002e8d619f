"""The count, the file of ballots and its recount."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from coffeepress.topics.ballot_file import (
    BallotLine,
    Ballots,
    NotReadable,
    TopicLine,
    commitment,
    read,
    write,
)
from coffeepress.topics.commands import recount_command
from coffeepress.topics.receipt import NotAReceipt, hash_of, new_receipt, read_receipt, shown_receipt
from coffeepress.topics.recount import main, problems, recount
from coffeepress.topics.tally import GoesInCircles, chosen, ranked, root, tally

RECEIPT = "7K3MX4Q8ZT0123456789"
BALLOTS = Ballots(
    site="https://paper.example",
    round=7,
    votes=3,
    places=1,
    topics=(
        TopicLine(12, True, None, "Who owns  the\nferry?"),
        TopicLine(13, False, 12, "Whose is the ferry?"),
        TopicLine(14, False, None, "Why?"),
        TopicLine(15, True, None, "Where?"),
    ),
    ballots=tuple(
        sorted(
            [
                BallotLine(hash_of(RECEIPT), (12, 13)),
                BallotLine(hash_of("A" * 20), (13, 14)),
                BallotLine(hash_of("B" * 20), (15,), is_lapsed=True),
                BallotLine(hash_of("C" * 20), ()),
            ]
        )
    ),
    counts=((12, 2), (15, 0)),
)
TEXT = write(BALLOTS)


def test_ballot_that_names_both_of_a_merge_counts_once() -> None:
    assert tally([[1, 2]], standing={2, 3}, merges={1: 2}) == {2: 1, 3: 0}


def test_merges_are_followed_to_the_end() -> None:
    assert root(1, {1: 2, 2: 3}) == 3
    assert tally([[1], [2], [3]], standing={3}, merges={1: 2, 2: 3}) == {3: 3}


def test_topic_that_does_not_stand_gets_no_votes_and_takes_none_away() -> None:
    assert tally([[1, 2]], standing={1}, merges={}) == {1: 1}


def test_merges_in_a_circle_are_refused() -> None:
    with pytest.raises(GoesInCircles):
        root(1, {1: 2, 2: 1})


def test_topics_are_ranked_by_votes_then_by_number() -> None:
    assert ranked({5: 1, 3: 1, 4: 2}) == [(4, 2), (3, 1), (5, 1)]


@pytest.mark.parametrize(
    ("votes", "places", "found"),
    [
        ({1: 3, 2: 2, 3: 1}, 2, [1, 2]),
        ({1: 3, 2: 2, 3: 2}, 2, [1, 2, 3]),
        ({1: 3, 2: 0}, 2, [1]),
        ({1: 0}, 1, []),
        ({1: 1}, 0, []),
        ({}, 1, []),
    ],
)
def test_chosen_are_the_first_and_all_that_equal_the_last_of_them(
    votes: dict[int, int], places: int, found: list[int]
) -> None:
    assert chosen(votes, places) == found


def test_file_is_read_as_it_was_written() -> None:
    found = read(TEXT)
    assert found == replace(
        BALLOTS, topics=(TopicLine(12, True, None, "Who owns the ferry?"), *BALLOTS.topics[1:])
    )
    assert write(found) == TEXT


def test_file_is_the_same_whatever_the_order() -> None:
    assert write(replace(BALLOTS, ballots=BALLOTS.ballots[::-1], topics=BALLOTS.topics[::-1])) == TEXT


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("coffeepress-ballots 1", "coffeepress-ballots 2"),
        ("votes 3", "votes three"),
        ("round 7\n", ""),
        ("count 12 2", "count 12"),
        ("topic 14 out", "topic x out"),
        ("count 12 2", "count 012 2"),
        ("count 12 2", "surprise 12 2"),
        ("\n", "\r\n"),
    ],
)
def test_file_that_is_not_as_it_is_written_is_refused(old: str, new: str) -> None:
    with pytest.raises(NotReadable):
        read(TEXT.replace(old, new))


def test_recount_finds_nothing_wrong_with_a_file_as_it_was_published() -> None:
    assert list(problems(TEXT, commitment(TEXT))) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("count 12 2", "count 12 3", "The count in the file"),
        ("lapsed", "ballot", ""),
        ("votes 3", "votes 1", "more than 1 votes"),
        ("topic 14 out Why?\n", "", "not listed"),
        ("topic 15 stands", "topic 15 out", "The count in the file"),
        ("topic 13 merged-into 12", "topic 13 out", "The count in the file"),
    ],
)
def test_recount_finds_what_was_changed(old: str, new: str, said: str) -> None:
    changed = TEXT.replace(old, new)
    try:
        found = list(problems(changed, commitment(TEXT)))
    except NotReadable:
        return
    assert "not what was committed" in found[0] or "SHA-256" in found[0]
    assert any(said in each for each in found)


def test_recount_finds_a_ballot_that_is_there_twice() -> None:
    twice = replace(BALLOTS, ballots=(BALLOTS.ballots[0], *BALLOTS.ballots))
    assert "A ballot is listed twice." in list(problems(write(twice)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ballots.txt"
    path.write_bytes(TEXT.encode())
    path.with_name("ballots.txt.sha256").write_text(f"{commitment(TEXT)}  ballots.txt\n")
    return path


def test_commitment_beside_the_file_is_compared(file: Path) -> None:
    assert recount(file)[1] is True
    file.with_name("ballots.txt.sha256").write_text(f"{'0' * 64}  ballots.txt\n")
    assert recount(file)[1] is False


def test_voter_finds_the_own_ballot_by_its_receipt(file: Path) -> None:
    lines, is_well = recount(file, receipt=shown_receipt(RECEIPT))
    assert is_well
    own = lines.index("Your ballot is counted. It names:")
    assert [line.split()[0] for line in lines[own + 1 : own + 3]] == ["12", "13"]


def test_receipt_that_nobody_has_is_told_and_ends_with_another_status(file: Path) -> None:
    lines, is_well = recount(file, receipt="Z" * 20)
    assert not is_well
    assert "There is no ballot with this receipt." in lines


def test_command_ends_with_0_where_all_is_well_and_with_1_where_not(file: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(recount_command, [str(file)]).exit_code == 0
    assert runner.invoke(recount_command, [str(file), "--commitment", "0" * 64]).exit_code == 1
    assert runner.invoke(recount_command, [str(file), "--receipt", "Z" * 20]).exit_code == 1
    file.write_bytes(TEXT.replace("count 12 2", "count 12 5").encode())
    assert runner.invoke(recount_command, [str(file)]).exit_code == 1
    file.write_bytes(b"\xff\xfe")
    assert runner.invoke(recount_command, [str(file)]).exit_code == 1


def test_file_is_recounted_without_a_site_and_without_django(file: Path) -> None:
    code = (
        "import sys; from coffeepress.topics.recount import main; status = main(sys.argv[1:]);"
        " sys.exit(9 if 'django' in sys.modules else status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_program_tells_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert capsys.readouterr().out.startswith("Usage")


def test_receipt_is_read_however_it_is_typed() -> None:
    assert read_receipt(f" {shown_receipt(RECEIPT).lower()} ") == RECEIPT
    assert read_receipt(RECEIPT.replace("0", "o").replace("1", "l")) == RECEIPT


@pytest.mark.parametrize("typed", ["", "7K3MX", RECEIPT + "A", "!" * 20, "Ä" * 20])
def test_what_is_no_receipt_is_refused(typed: str) -> None:
    with pytest.raises(NotAReceipt):
        read_receipt(typed)


def test_receipts_differ() -> None:
    assert len({new_receipt() for _ in range(1000)}) == 1000
