"""The picture that a player shows: the user's, the page's, or one drawn from title and site."""

from __future__ import annotations

import colorsys
import io
import unicodedata
import zlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audiogen.errors import SourceError
from audiogen.model import Article

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

FONT = Path(__file__).parent / "fonts" / "DejaVuSans-Bold.ttf"
"""Latin, Greek, Cyrillic. A title in another script is not drawn: boxes would tell nobody anything."""

SIDE = 1400
"""Pixels of a side: the least that podcast directories take."""

MARGIN = 110
SIZES = (170, 150, 130, 115, 100)
"""Of type, in pixels; the smallest is 14 where the picture is shown at 200."""
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
"""What is opened; not PostScript and others that start programs."""
MOST_PIXELS = 60_000_000
"""A picture that unfolds to more is refused: a small file can hold a very large one."""


def cover(article: Article, picture: bytes | None = None) -> bytes:
    """A square JPEG of `SIDE` pixels: the picture, cut square, or one that is drawn.

    SourceError where `picture` is none that can be read.
    """
    return _jpeg(_square(picture) if picture else _draw(article))


def load_picture(path: str) -> bytes:
    """A picture's bytes. SourceError where the file cannot be read."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise SourceError(f"The cover {path} cannot be read: {error.strerror}.", "Check the path.") from error


def load_image(picture: bytes) -> Any:
    """The picture, opaque and the right way up. SourceError where it cannot be read or unfolds to too much."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(picture), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise SourceError("The cover has too many pixels.", f"At most {MOST_PIXELS // 10**6} million.")
            flat = ImageOps.exif_transpose(image).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise SourceError("The cover is no picture that can be read.", "Give a JPEG, PNG or WebP.") from error
    white = Image.new("RGBA", flat.size, "white")
    return Image.alpha_composite(white, flat).convert("RGB")


def _square(picture: bytes) -> Any:
    from PIL import ImageOps

    return ImageOps.fit(load_image(picture), (SIDE, SIDE))


def _draw(article: Article) -> Any:
    """White on a colour of the site's own: the title as large as it fits, the site under a line."""
    from PIL import Image, ImageDraw

    hue = zlib.crc32((article.site or article.title).encode()) % 360 / 360
    dark = tuple(round(255 * part) for part in colorsys.hls_to_rgb(hue, 0.23, 0.55))
    image = Image.new("RGB", (SIDE, SIDE), dark)
    pen = ImageDraw.Draw(image)
    width, room = SIDE - 2 * MARGIN, SIDE - 2 * MARGIN - 200
    size, lines = _fit(pen, drawable(article.title), width, room)
    pen.multiline_text((MARGIN, MARGIN), "\n".join(lines), fill="white", font=font(size), spacing=size // 4)
    pen.line((MARGIN, SIDE - MARGIN - 130, MARGIN + 220, SIDE - MARGIN - 130), fill="white", width=10)
    pen.text((MARGIN, SIDE - MARGIN - 80), drawable(article.site)[:30], fill="white", font=font(64))
    return image


def drawable(text: str) -> str:
    """The words of which the font has every character, as one line."""
    words = unicodedata.normalize("NFC", text).split()
    return " ".join(word for word in words if all(_has_glyph(char) for char in word))


@lru_cache(maxsize=1024)
def _has_glyph(char: str) -> bool:
    missing = font(40).getmask("\U0010fffd")  # a place for private use: drawn as the box of what is missing
    mask = font(40).getmask(char)
    return bool((mask.size, bytes(mask)) != (missing.size, bytes(missing)))


def _fit(pen: ImageDraw, text: str, width: int, room: int) -> tuple[int, list[str]]:
    """The largest type in which the text fits, and its lines; too long a text is cut at the smallest."""
    for size in SIZES:
        lines = _wrap(pen, text, size, width)
        if len(lines) * size * 1.25 <= room and all(pen.textlength(line, font(size)) <= width for line in lines):
            return size, lines
    most = int(room / (SIZES[-1] * 1.25))
    return SIZES[-1], lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1] + " …"]


def _wrap(pen: ImageDraw, text: str, size: int, width: int) -> list[str]:
    """Lines as wide as fit; a word wider than that is broken, but only in the smallest type."""
    letters, lines = font(size), [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if pen.textlength(longer, letters) <= width:
            lines[-1] = longer
        elif size > SIZES[-1] or pen.textlength(word, letters) <= width:
            lines = [*lines, word] if lines[-1] else [word]
        else:
            lines += _broken(pen, word, size, width)
    return [line for line in lines if line]


def _broken(pen: ImageDraw, word: str, size: int, width: int) -> list[str]:
    parts = [""]
    for char in word:
        if pen.textlength(parts[-1] + char + "-", font(size)) > width:
            parts[-1] += "-"
            parts.append("")
        parts[-1] += char
    return parts


@lru_cache(maxsize=16)
def font(size: int) -> Any:
    """The type of all our pictures, that many pixels high."""
    from PIL import ImageFont

    return ImageFont.truetype(str(FONT), size)


def _jpeg(image: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
