"""What all tests share: no user's settings, no network, a story to tell."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

STORY = """The lamp at Harrow Point

The harbour of Harrow Point has a new lamp. It was lit on Monday evening.

“We waited nine years for it,” said the harbour master. Forty people came to see it.

What happens next

The old lamp goes to the museum. It opens in spring.
"""


@pytest.fixture(autouse=True)
def _nobody_s_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No AUDIOGEN_* of the user, no clips of an earlier test, a home and a working folder of the test's own."""
    for name in list(os.environ):
        if name.startswith("AUDIOGEN_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AUDIOGEN_CACHE", "off")
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name.lower()))


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """An article as a text file."""
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path
