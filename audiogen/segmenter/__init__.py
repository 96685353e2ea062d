"""Article -> segments: a sentence each, cut where an engine takes less, with the pause that follows it."""

from __future__ import annotations

from audiogen.segmenter.boundaries import sentences
from audiogen.segmenter.pauses import Pauses
from audiogen.segmenter.segments import segment

__all__ = ["Pauses", "segment", "sentences"]
