"""Clips by content: what was spoken once is not spoken again, in this run or another, on this machine or another.

A clip's key is a SHA-256 over all that it depends on. An entry carries its key and a checksum: one that is torn,
tampered with or somebody else's is noticed, removed and made again. Nothing here ever makes a run fail.
"""

from __future__ import annotations

import hashlib
import json
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

from audiogen.errors import OutputError
from audiogen.model import Clip, Mark, Reading, Voice
from audiogen.stores import SHARDS, Entry, Store, store_at

if TYPE_CHECKING:
    from audiogen.settings import Settings

OFF = "off"
FOLDER = "clips"
"""In the cache's folder, which holds other things too: `clear` and eviction touch this one only."""
_MAGIC = b"audiogen clip 1\n"
_HEAD = struct.Struct("<16s32sIIQ")  # magic, key, frame rate, number of marks, bytes of PCM
_MARK = struct.Struct("<III")
_DIGEST = 32
REGION_BYTES = 8_000_000
"""Shards are watched in regions that may hold at least this much, so that one listing decides about many clips."""
STEP = 16
"""A region is listed once for each 1/16 of its share that is written, and brought down by as much."""
GIVE_UP_AFTER = 8
"""Failures in a row, after which a run does without its cache."""


def clip_key(identity: str, segment_spoken: str, readings: Sequence[Reading], voice: Voice) -> str:
    """The key of a clip, as 64 hex digits.

    Args:
        identity: `Engine.identity`: name, version, hash of the model.
        voice: with its language and speed.
    """
    parts = [identity, astuple(voice), segment_spoken, [astuple(reading) for reading in readings]]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def pack(key: str, clip: Clip) -> bytes:
    """The entry: head, marks, PCM as it is, and a SHA-256 over all of it."""
    marks = b"".join(_MARK.pack(mark.frame, mark.start, mark.end) for mark in clip.marks)
    head = _HEAD.pack(_MAGIC, bytes.fromhex(key), clip.frame_rate_hz, len(clip.marks), len(clip.pcm))
    body = b"".join((head, marks, clip.pcm))
    return body + hashlib.sha256(body).digest()


def unpack(key: str, data: bytes) -> Clip | None:
    """The clip in an entry; None where the entry is not whole, or another's."""
    body, digest = memoryview(data)[:-_DIGEST], data[-_DIGEST:]
    if len(body) < _HEAD.size or hashlib.sha256(body).digest() != digest:
        return None
    magic, own, rate, count, length = _HEAD.unpack_from(body)
    start = _HEAD.size + count * _MARK.size
    if magic != _MAGIC or own != bytes.fromhex(key) or len(body) != start + length:
        return None
    marks = tuple(Mark(*values) for values in _MARK.iter_unpack(body[_HEAD.size : start]))
    try:
        return Clip(bytes(body[start:]), rate, marks, cached=True)
    except ValueError:
        return None


class ClipCache:
    """Clips in a store, the least recently used ones let go above a size. Safe with threads, processes and machines.

    Nothing is counted and nothing shared but the store: which puts look for what to let go is decided by their keys,
    so that on average each 1/16 of a region's share leads to one listing of that region, whoever writes it.
    """

    def __init__(self, store: Store, cap_bytes: int) -> None:
        self._store = store
        self.cap_bytes = cap_bytes
        self._lock = threading.Lock()
        self._failures = 0
        regions = 1
        while regions < len(SHARDS) and cap_bytes >= 2 * regions * REGION_BYTES:
            regions *= 2
        self._shards_a_region = len(SHARDS) // regions
        self._share = max(cap_bytes // regions, 1)
        self.problem = ""
        """Why clips are not kept, or not found, as they should be; empty: all is well."""

    def get(self, key: str) -> Clip | None:
        """The clip of that key; None where it was never kept, or was let go, or is damaged."""
        if self._failures >= GIVE_UP_AFTER:
            return None
        try:
            data = self._store.read(_name(key))
            if data is None:
                return None
            clip = unpack(key, data)
            if clip is None:
                self._store.remove(_name(key))
        except Exception as error:  # file systems of fsspec raise types of their own
            self._failed(error)
            return None
        self._failures = 0
        return clip

    def put(self, key: str, clip: Clip) -> None:
        """Keep a clip, if that can be done; `problem` tells where it cannot."""
        if self._failures >= GIVE_UP_AFTER:
            return
        data = pack(key, clip)
        if len(data) > self._share:
            return
        try:
            self._store.write(_name(key), data)
            # The key is as good as a random number, and no other process has to be asked for one.
            if int(key[8:16], 16) * self._share < STEP * len(data) << 32:
                self._evict(self._region(key), self._share - self._share // STEP)
        except Exception as error:  # as above
            self._failed(error)
            return
        self._failures = 0

    def remove(self, key: str) -> None:
        """Let go of a clip that proved to be wrong."""
        try:
            self._store.remove(_name(key))
        except Exception as error:  # as above
            self._failed(error)

    @property
    def where(self) -> str:
        """The folder or address, for messages."""
        return self._store.where

    def is_empty(self) -> bool:
        """Nothing was ever kept here: no clip will be found."""
        try:
            return self._store.is_empty()
        except Exception as error:  # as above
            self._failed(error)
            return True

    def tidy(self) -> None:
        """Remove what killed runs left half written."""
        try:
            self._store.tidy()
        except Exception as error:  # as above
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        with self._lock:
            self._failures += 1
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            self.problem = self.problem or f"The cache {self._store.where} cannot be used as it should: {reason}."

    def _region(self, key: str) -> Sequence[str]:
        first = int(key[:2], 16) // self._shards_a_region * self._shards_a_region
        return SHARDS[first : first + self._shards_a_region]

    def _evict(self, shards: Sequence[str], most: int) -> int:
        """Let go of the least recently used entries of some shards until they take at most so much; bytes let go."""
        found = [entry for shard in shards for entry in self._store.entries(shard)]
        surplus = sum(entry.size for entry in found) - most
        if surplus <= 0:
            return 0
        freed, goal = 0, surplus + self._share // STEP
        for entry in sorted(found, key=lambda entry: (entry.used_s, entry.name)):
            if freed >= min(goal, surplus + most):
                break
            self._store.remove(entry.name)
            freed += entry.size
        return freed

    def entries(self) -> Iterator[Entry]:
        """All that is kept, shard after shard. OSError where it cannot be listed."""
        return chain.from_iterable(self._store.entries(shard) for shard in SHARDS)

    def prune(self) -> int:
        """Let go of what is over the cap, now and everywhere; bytes let go. OSError where that cannot be done."""
        self._store.tidy()
        step = self._shards_a_region
        regions = [SHARDS[first : first + step] for first in range(0, len(SHARDS), step)]
        return sum(self._evict(region, self._share) for region in regions)

    def clear(self) -> int:
        """Let go of everything; bytes let go. OSError where that cannot be done."""
        self._store.tidy()
        freed = 0
        for entry in self.entries():
            self._store.remove(entry.name)
            freed += entry.size
        return freed


def _name(key: str) -> str:
    return f"{key[:2]}/{key}"


def place(settings: Settings) -> str:
    """The folder or address of the clips; empty where the cache is off."""
    from audiogen.integrity import cache_folder

    where = settings.cache.strip()
    if where.lower() == OFF:
        return ""
    return f"{where.rstrip('/')}/{FOLDER}" if where else str(cache_folder() / FOLDER)


def open_cache(settings: Settings) -> ClipCache | None:
    """The cache of a run; None where it is off. SettingsError where its address means nothing."""
    where = place(settings)
    return ClipCache(store_at(where), round(settings.cache_size * 1e9)) if where else None


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """What is in a cache."""

    where: str
    """Empty: it is off."""
    clips: int
    size_bytes: int
    cap_bytes: int
    oldest_s: float
    """When the clip that goes next was last used, in seconds since 1970; 0 where there is none."""


def cache_info(**knobs: Any) -> CacheInfo:
    """What is in the cache.

    Args:
        knobs: `cache` and `cache_size`, as in `audiogen.settings.Settings`; without them, what a run would use.

    Raises:
        OutputError: it cannot be read.
    """
    return cast(CacheInfo, _with_cache(knobs, _info) or CacheInfo("", 0, 0, 0, 0.0))


def cache_prune(**knobs: Any) -> int:
    """Let go of the clips that are over the size, the least recently used first; bytes let go. See `cache_info`."""
    return cast(int, _with_cache(knobs, ClipCache.prune) or 0)


def cache_clear(**knobs: Any) -> int:
    """Let go of all clips; bytes let go. See `cache_info`."""
    return cast(int, _with_cache(knobs, ClipCache.clear) or 0)


def _with_cache(knobs: dict[str, Any], do: Callable[[ClipCache], object]) -> object:
    from audiogen.settings import load

    cache = open_cache(load(**knobs))
    try:
        return do(cache) if cache else None
    except Exception as error:  # file systems of fsspec raise types of their own
        raise OutputError(f"The cache cannot be used: {error}.", "Choose another place with --cache.") from error


def _info(cache: ClipCache) -> CacheInfo:
    clips, size, oldest_s = 0, 0, 0.0
    for entry in cache.entries():
        clips, size = clips + 1, size + entry.size
        oldest_s = min(oldest_s or entry.used_s, entry.used_s)
    return CacheInfo(cache.where, clips, size, cache.cap_bytes, oldest_s)
