"""File names from titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.naming import MOST_BYTES, distinct, slug


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Blinken's visit: 5 questions / answers", "blinkens-visit-5-questions-answers"),
        ("Über die Brücke", "über-die-brücke"),
        ("../../etc/passwd", "etc-passwd"),
        ("東京の朝", "東京の朝"),
        ("  …  ", "fallback"),
        ("CON", "con-article"),
        ("a" * 300, "a" * MOST_BYTES),
        ("\x00\n\t", "fallback"),
    ],
)
def test_a_title_becomes_a_name(title: str, name: str) -> None:
    assert slug(title, "fallback") == name


def test_a_long_title_is_cut_between_words() -> None:
    name = slug("word " * 60)
    assert len(name) <= MOST_BYTES
    assert set(name.split("-")) == {"word"}


@given(st.text())
def test_any_title_gives_a_safe_name(title: str) -> None:
    name = slug(title)
    assert name
    assert len(name.encode()) <= MOST_BYTES + len("-article")
    assert not set(name) & set('/\\:*?"<>|.\0\n')
    assert slug(name) == name


def test_sources_tell_one_title_apart() -> None:
    assert distinct("story", "a.txt") != distinct("story", "b.txt")
    assert distinct("story", "a.txt") == distinct("story", "a.txt")
