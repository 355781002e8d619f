"""When the best place of a passage may be another passage that is like it."""

import pytest

from coffeepress.corrections.anchoring import Anchor, anchor, place, select

HARBOUR = (
    "The harbour board met on Monday. It wants to sell the old crane to a museum in Bergen. The crane has stood on "
    "the quay since 1931, and it lifted its last load nine years ago. A museum in Oslo had asked for it too. Nobody "
    "has said yet what the transport will cost, or who pays for it. The board decides in April.\n"
)
LATER_PAGES = "\n".join(
    f"On day {day} ship number {day * 7} came in with {day * 13} crates of salt." for day in range(120)
)


def selected(text: str, passage: str, after: str = ""):
    start = text.index(passage, text.index(after))
    return select(text, start, start + len(passage))


def test_another_sentence_in_the_place_of_one_is_not_what_it_became():
    passage = "Nobody has said yet what the transport will cost, or who pays for it."
    later = HARBOUR.replace(passage, "Ferries run every hour again.")
    assert anchor(later, selected(HARBOUR, passage)) == Anchor("gone")


def test_a_short_passage_written_anew_is_changed():
    later = HARBOUR.replace("in Bergen", "abroad")
    start = later.index("abroad")
    assert anchor(later, selected(HARBOUR, "in Bergen")) == Anchor("changed", start, start + 6)


def test_a_lookalike_elsewhere_is_not_taken_when_the_gap_has_closed():
    passage = "The harbour board met with the owners of the crane on Monday."
    alike = "The harbour board met with the owners of the quay on Monday."
    old = f"Spring came late. {alike} It rained. The mayor was away. {passage} It rained again. {LATER_PAGES}"
    later = old.replace(f"{passage} ", "")
    assert anchor(later, selected(old, passage)) == Anchor("gone")
    assert anchor(old, selected(old, passage)).standing == "there"


def test_a_changed_passage_is_found_though_its_surroundings_also_meet_elsewhere():
    around = "at the end of the long quay, {}when the tide is highest in March."
    old = "It stands " + around.format("near the brick lighthouse, ") + "\n" + LATER_PAGES
    later = old.replace("brick", "stone") + "\nAnother one stood " + around.format("")
    start = later.index("near the stone lighthouse,")
    assert anchor(later, selected(old, "near the brick lighthouse,")) == Anchor("changed", start, start + 26)


def test_the_same_sentence_close_by_a_closed_gap_is_ambiguous():
    passage = "Nobody answered the letter of the board."
    old = f"{HARBOUR}{passage} That was in May, and it was very cold. {passage} Then it was June.\n{LATER_PAGES}"
    later = old.replace(f" {passage} Then", " Then")
    assert anchor(later, selected(old, passage, "That was")) == Anchor("ambiguous")


def test_with_the_old_text_a_move_close_by_is_there_and_a_repetition_left_is_not():
    passage = "Nobody answered the letter of the board. "
    old = f"{HARBOUR}That was in May, and it was very cold. {passage}Then it was June.\n{LATER_PAGES}"
    moved = f"{HARBOUR}{passage}That was in May, and it was very cold. Then it was June.\n{LATER_PAGES}"
    wanted = selected(old, passage.strip())
    assert anchor(moved, wanted) == Anchor("ambiguous")
    assert place(moved, wanted, old) == Anchor("there", len(HARBOUR), len(HARBOUR) + len(passage) - 1)

    twice = old.replace("That was", f"{passage}That was")
    wanted = selected(twice, passage.strip(), "That was")
    assert place(moved, wanted, twice) == Anchor("gone")


def test_a_sentence_moved_further_away_is_there():
    passage = "Nobody answered the letter of the board. "
    old = f"{HARBOUR}{passage}Then it was June.\n{LATER_PAGES}\nThe end came soon."
    later = old.replace(passage, "").replace("The end", f"{passage}The end")
    start = later.index(passage)
    assert anchor(later, selected(old, passage.strip())) == Anchor("there", start, start + len(passage) - 1)


@pytest.mark.parametrize("lead", ["", "A line that was put in first.\n"])
def test_a_page_that_stands_twice_is_ambiguous_however_near_the_old_position_is(lead):
    page = HARBOUR + LATER_PAGES
    old = f"Day one.\n{page}"
    later = f"{lead}Day one.\n{page}\nDay two.\n{page}"
    assert anchor(later, selected(old, "on day 60 ship".replace("on", "On"))) == Anchor("ambiguous")


def test_a_repeated_paragraph_is_told_by_its_position():
    paragraph = "Complaints may be sent to the harbour office on the first floor of the customs house."
    old = f"{LATER_PAGES}\n{paragraph}\n{HARBOUR * 3}{paragraph}\n{'It is closed. ' * 40}"
    start = old.index("the first floor", old.index(HARBOUR))
    later = "New.\n" + old
    assert anchor(later, select(old, start, start + 15)) == Anchor("there", start + 5, start + 20)
