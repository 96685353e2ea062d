"""Chrome rules over the blocks of an extractor: roles and the page's metadata are known."""

from __future__ import annotations

from audiogen.cleaner.chrome import strip
from audiogen.cleaner.rules import load
from audiogen.model import Block, Metadata

RULES = load("en")


def test_lines_of_chrome_become_removals() -> None:
    blocks = [
        Block("headline", "Share", 1),
        Block("paragraph", "Share on Facebook", 2),
        Block("paragraph", "It rained.", 3),
    ]
    kept, gone = strip(blocks, RULES, Metadata())
    assert [block.text for block in kept] == ["Share", "It rained."]
    assert [(removal.line, removal.text, removal.rule) for removal in gone] == [(2, "Share on Facebook", "en:share")]


def test_items_of_a_list_stay_unless_no_story_lists_them() -> None:
    blocks = [Block("item", text) for text in ("Contact", "About us", "Advertisement", "3 May 2025")]
    kept, gone = strip(blocks, RULES, Metadata())
    assert [block.text for block in kept] == ["Contact", "About us", "3 May 2025"]
    assert [removal.rule for removal in gone] == ["en:advert"]


def test_a_credit_is_a_credit() -> None:
    kept, gone = strip([Block("paragraph", "(Photo: dpa)", 4)], RULES, Metadata())
    assert kept == [Block("credit", "(Photo: dpa)", 4)] and not gone


def test_the_author_alone_is_not_read() -> None:
    kept, gone = strip([Block("paragraph", "Jane Ferris", 2)], RULES, Metadata(byline="Jane Ferris"))
    assert not kept and gone[0].rule == "byline"


def test_marks_inside_go_with_their_column() -> None:
    kept, gone = strip([Block("paragraph", "It rained.[3] A lot.", 2)], RULES, Metadata())
    assert kept[0].text == "It rained. A lot." and (gone[0].text, gone[0].column) == ("[3]", 10)
