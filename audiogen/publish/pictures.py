"""The pictures of episodes and podcast: square JPEGs of at least the size that directories take."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import Any

from audiogen.cover import SIDE, cover, load_picture
from audiogen.model import Article


def embedded(audio: Path) -> bytes:
    """The cover that `make` put into the audio; empty where there is none that can be taken out."""
    from mutagen import File, MutagenError

    try:
        file: Any = File(audio)
    except (MutagenError, OSError):
        return b""
    if file is None or file.tags is None:
        return b""
    if audio.suffix in (".m4a", ".m4b"):
        return bytes(next(iter(file.tags.get("covr", [])), b""))
    if audio.suffix == ".flac":
        return next((bytes(picture.data) for picture in file.pictures), b"")
    if audio.suffix in (".opus", ".ogg"):
        return _vorbis(next(iter(file.tags.get("metadata_block_picture", [])), ""))
    return next((bytes(frame.data) for frame in file.tags.getall("APIC")), b"")


def _vorbis(coded: str) -> bytes:
    from mutagen.flac import Picture, error

    try:
        return bytes(Picture(base64.b64decode(coded)).data)
    except (binascii.Error, error, ValueError):
        return b""


def episode_cover(audio: Path, article: Article) -> bytes:
    """The audio's own picture, made large and square where it is not; else one drawn from title and site."""
    from audiogen.errors import SourceError

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
    import io

    from PIL import Image

    try:
        with Image.open(io.BytesIO(picture), formats=("JPEG",)) as image:
            return image.width == image.height and SIDE <= image.width <= 3000
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
