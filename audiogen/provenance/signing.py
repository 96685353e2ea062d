"""A finished, tagged file -> the same file with a signed C2PA manifest in it: who made it, how, and from which text.

The manifest carries numbers drawn at random, so that signing the same file twice gives two different files.
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from audiogen import ffmpeg
from audiogen.errors import OutputError
from audiogen.provenance import SOURCE_TYPES, SPEECH, claim, context, library, media_type
from audiogen.provenance.credentials import Credentials

if TYPE_CHECKING:
    from audiogen.model import Article, Voice, VoiceInfo
    from audiogen.writers.encoder import Format
    from audiogen.writers.tags import Tags

_COMPUTED = ("formant", "tone")
"""Qualities of voices that are computed by rules, not learned from recordings."""


@dataclass(frozen=True)
class Speech:
    """Who read what: the same for each file of an article."""

    article: Article
    voice: Voice
    identity: str
    """Of the engine: name, version and model hash."""
    computed: bool
    """By rules alone."""

    @classmethod
    def of(cls, article: Article, voice: Voice, identity: str, voices: Sequence[VoiceInfo]) -> Speech:
        """`voices`: what the engine offers. A voice that it says nothing of counts as learned from recordings."""
        qualities = {info.quality for info in voices if info.name == voice.name}
        return cls(article, voice, identity, not qualities.isdisjoint(_COMPUTED))


def sign(path: Path, form: Format, tags: Tags, speech: Speech, credentials: Credentials) -> None:
    """Put the manifest into the file. OutputError where that fails or would touch the sound."""
    from audiogen import __version__

    c2pa = library()
    sound = sound_hash(path)
    said = {
        "text_sha256": text_hash(tags.lyrics),
        "article_sha256": text_hash(speech.article.text),
        "sound_sha256": sound,
        "language": speech.article.language,
        "engine": speech.voice.engine,
        "voice": speech.voice.name,
        "identity": speech.identity,
        "audiogen": __version__,
    }
    created = {"action": "c2pa.created", "digitalSourceType": SOURCE_TYPES[speech.computed]}
    statement = claim(created, {"label": SPEECH, "data": said}, title=tags.title)
    signed = path.with_name(path.name + ".signed")
    try:
        with path.open("rb") as source, signed.open("w+b") as target, credentials.signer() as signer:
            c2pa.Builder(statement, context()).sign(signer, media_type(form), source, target)
        if sound_hash(signed) != sound:
            raise OutputError(f"Signing changed the sound of a file in {form.name}.", "Leave --sign out.")
        signed.replace(path)
    except c2pa.C2paError as error:
        raise OutputError(f"The file could not be signed: {str(error).strip()}.", "Is the disk full?") from error
    finally:
        signed.unlink(missing_ok=True)


def text_hash(text: str) -> str:
    """As the manifest beside the audio has it, too."""
    return hashlib.sha256(text.encode()).hexdigest()


def sound_hash(path: Path) -> str:
    """SHA-256 of the encoded sound, without the container and its tags. OutputError where the file has none."""
    process = ffmpeg.start(
        *("-i", str(path), "-map", "0:a:0", "-c", "copy", "-f", "hash", "-hash", "sha256", "-"),
        stdout=subprocess.PIPE,
    )
    out, error = process.communicate()
    kind, _, digest = out.decode(errors="replace").strip().partition("=")
    if process.returncode or kind != "SHA256":
        said = error.decode(errors="replace").strip()
        raise OutputError(f"{path} has no sound that can be read: {said or 'no stream'}.", "Is it an audio file?")
    return digest.lower()
