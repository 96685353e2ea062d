"""The pictures of episodes and podcast: square JPEGs of at least the size that directories take."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from audiogen.cover import SIDE, cover, load_picture
from audiogen.errors import SourceError
from audiogen.model import Article


def embedded(audio: Path) -> bytes:
    """The cover that `make` put into the audio; empty where there is none that can be taken out."""
    from mutagen import MutagenError

    try:
        return _READERS[audio.suffix](audio)
    except (MutagenError, OSError, KeyError, IndexError, ValueError):
        return b""


def _from_mp3(audio: Path) -> bytes:
    from mutagen import id3

    tags = id3.ID3(audio, known_frames={"APIC": id3.APIC})  # parsing every frame would take ten times as long
    return bytes(tags.getall("APIC")[0].data)


def _from_wav(audio: Path) -> bytes:
    from mutagen.wave import WAVE

    tags: Any = WAVE(audio).tags
    return bytes(tags.getall("APIC")[0].data) if tags else b""


def _from_mp4(audio: Path) -> bytes:
    from mutagen.mp4 import MP4

    return bytes(MP4(audio)["covr"][0])


def _from_flac(audio: Path) -> bytes:
    from mutagen.flac import FLAC

    return bytes(FLAC(audio).pictures[0].data)


def _from_opus(audio: Path) -> bytes:
    from mutagen.flac import Picture
    from mutagen.oggopus import OggOpus

    return bytes(Picture(base64.b64decode(OggOpus(audio)["metadata_block_picture"][0])).data)


_READERS: dict[str, Callable[[Path], bytes]] = {
    ".mp3": _from_mp3, ".wav": _from_wav, ".m4a": _from_mp4, ".m4b": _from_mp4, ".flac": _from_flac,
    ".opus": _from_opus, ".ogg": _from_opus,
}  # fmt: skip


def episode_cover(audio: Path, article: Article) -> bytes:
    """The audio's own picture, made large and square where it is not; else one drawn from title and site."""
    picture = embedded(audio)
    if picture and _is_fit(picture):
        return picture
    try:
        return cover(article, picture or None)
    except SourceError:
        return cover(article)


def show_cover(title: str, author: str, picture: str) -> bytes:
    """The podcast's picture: the user's file, or one that is drawn. SourceError where the file is no picture."""
    article = Article(title, (), site=author)
    return cover(article, load_picture(picture) if picture else None)


def _is_fit(picture: bytes) -> bool:
    """A square JPEG of a size that directories take: it is used byte for byte."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(picture), formats=("JPEG",)) as image:
            return image.width == image.height and SIDE <= image.width <= 3000
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
