"""audiogen: articles in, audio you would listen to out. Offline, open, exact.

Every CLI command has a twin here. Names are looked up on first use, so that ``import audiogen`` stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

# Bound at once: loading the packages of these names later would put themselves in the functions' place.
from audiogen.publish import publish
from audiogen.speakable import speakable

if TYPE_CHECKING:
    from audiogen.batch import make
    from audiogen.benchmark import bench
    from audiogen.cache import CacheInfo, cache_clear, cache_info, cache_prune
    from audiogen.casting import voices
    from audiogen.errors import AudiogenError
    from audiogen.model import Article, Block, Clip, Page, Removal, Segment, Voice
    from audiogen.pipeline import clean, say, segments
    from audiogen.provenance.verifying import verify
    from audiogen.segmenter import sentences
    from audiogen.speakable.homographs import reading
    from audiogen.watching import watch

__version__ = "0.1.0"

__all__ = [
    "Article",
    "AudiogenError",
    "Block",
    "CacheInfo",
    "Clip",
    "Page",
    "Removal",
    "Segment",
    "Voice",
    "bench",
    "cache_clear",
    "cache_info",
    "cache_prune",
    "clean",
    "make",
    "publish",
    "reading",
    "say",
    "segments",
    "sentences",
    "speakable",
    "verify",
    "voices",
    "watch",
]

_HOMES = {
    "audiogen.errors": ("AudiogenError",),
    "audiogen.model": ("Article", "Block", "Clip", "Page", "Removal", "Segment", "Voice"),
    "audiogen.batch": ("make",),
    "audiogen.benchmark": ("bench",),
    "audiogen.cache": ("CacheInfo", "cache_clear", "cache_info", "cache_prune"),
    "audiogen.casting": ("voices",),
    "audiogen.pipeline": ("clean", "say", "segments"),
    "audiogen.provenance.verifying": ("verify",),
    "audiogen.segmenter": ("sentences",),
    "audiogen.speakable.homographs": ("reading",),
    "audiogen.watching": ("watch",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'audiogen' has no attribute '{name}'")
