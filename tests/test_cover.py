"""The picture that a player shows: square, legible where it is small, and no trap for who makes it."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from audiogen.cover import MARGIN, MOST_PIXELS, SIDE, SIZES, cover, drawable, load_picture
from audiogen.errors import SourceError
from audiogen.model import Article

TITLES = [
    "Tax",
    "The lamp at Harrow Point",
    "Ministers agree on a plan to bring night trains back to every border town by the end of next year",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "word " * 80,
    "",
]


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (SIDE, SIDE))
    return image


def png(image: Image.Image, form: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title[:12])
def test_a_drawn_cover_is_legible_at_200_pixels(title: str) -> None:
    image = opened(cover(Article(title, (), site="The Harbour Post")))
    small = np.asarray(image.convert("L").resize((200, 200), Image.Resampling.LANCZOS)).astype(float)
    background = float(np.median(small))
    assert background < 110 and small.max() > 220  # WCAG contrast of large text: white on this is above 4.5
    edge = MARGIN * 200 // SIDE - 3
    for border in (small[:edge], small[-edge:], small[:, :edge], small[:, -edge:]):
        assert np.abs(border - background).max() < 20  # nothing runs over the margin
    assert min(SIZES) * 200 / SIZES[-1] / SIDE * SIZES[-1] >= 14  # pixels of the smallest type


def test_sites_have_a_colour_of_their_own() -> None:
    def corner(site: str) -> object:
        return opened(cover(Article("A title", (), site=site))).getpixel((5, 5))

    assert corner("The Harbour Post") == corner("The Harbour Post") != corner("Der Bote")


def test_same_article_same_bytes() -> None:
    article = Article(TITLES[1], (), site="The Harbour Post")
    assert cover(article) == cover(article)


def test_what_the_font_lacks_is_left_out() -> None:
    assert drawable("Ein Gruß aus Ελλάδα и Москва 東京 👍 heute") == "Ein Gruß aus Ελλάδα и Москва heute"
    opened(cover(Article("東京の朝", (), site="朝")))


@pytest.mark.parametrize("size", [(4000, 500), (500, 4000), (1, 1), (1400, 1400)])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
def test_a_picture_is_cut_square(size: tuple[int, int], mode: str) -> None:
    opened(cover(Article("", ()), png(Image.new(mode, size))))


def test_a_picture_is_not_distorted_and_transparency_is_white() -> None:
    picture = Image.new("RGBA", (1000, 500), (0, 0, 0, 0))
    picture.paste((200, 0, 0, 255), (450, 200, 550, 300))  # a square in the middle
    image = np.asarray(opened(cover(Article("", ()), png(picture)))).astype(int)
    red = (image[:, :, 0] > 150) & (image[:, :, 1] < 100)
    rows, columns = np.flatnonzero(red.any(1)), np.flatnonzero(red.any(0))
    assert len(rows) == pytest.approx(len(columns), abs=12) and len(rows) == pytest.approx(280, abs=12)
    assert image[5, 5].tolist() == pytest.approx([255, 255, 255], abs=2)


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "GIF", "BMP"])
def test_common_formats_are_taken(form: str) -> None:
    opened(cover(Article("", ()), png(Image.new("RGB", (300, 200), "red"), form)))


def test_a_photo_is_turned_the_way_its_camera_says() -> None:
    picture = Image.new("RGB", (400, 400), "white")
    picture.paste("black", (0, 0, 400, 200))  # dark above
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    image = opened(cover(Article("", ()), png(picture, "JPEG", exif=exif))).convert("L")
    assert image.getpixel((700, 200)) > 200 and image.getpixel((700, 1200)) < 50  # type: ignore[operator]


def bomb() -> bytes:
    """A PNG of a few kilobytes that says it is 40,000 pixels square."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    side = 40_000
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(side + 1) * 50))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "data",
    [b"not a picture", SVG, bomb(), png(Image.new("RGB", (300, 200)))[:80],
     png(Image.new("RGB", (900, 900)), "JPEG")[:400], b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(r) file\n",
     b"GIF89a" + bytes(7)],
    ids=["text", "svg", "bomb", "cut png", "cut jpeg", "postscript", "no frame"],
)  # fmt: skip
def test_what_is_no_picture_or_too_large_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError) as refused:
        cover(Article("", ()), data)
    assert refused.value.hint


def test_the_limit_is_said() -> None:
    with pytest.raises(SourceError, match="too many pixels"):
        cover(Article("", ()), png(Image.new("1", (8000, MOST_PIXELS // 8000 + 1))))


def test_a_missing_picture_names_the_path(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.png"):
        load_picture(str(tmp_path / "nowhere.png"))
