"""Who made this, and is it still what they made: C2PA manifests put into audio files, and read back.

`credentials` checks a certificate and its key before anything is spoken, `signing` puts the manifest into a finished
file, `verifying` reads it back and says what was changed. Needs the extra ``audiogen[c2pa]``; nothing goes online.
"""

from __future__ import annotations

from typing import Any

from audiogen.errors import SettingsError
from audiogen.writers.encoder import Format

MEDIA_TYPES = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "m4b": "audio/mp4",
    "wav": "audio/wav",
    "flac": "audio/flac",
}
"""The formats that can hold a C2PA manifest, by what the library calls them."""

SPEECH = "org.audiogen.speech"
"""Label of the assertion that says what was read and by whom."""

_IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
SOURCE_TYPES = {False: _IPTC + "trainedAlgorithmicMedia", True: _IPTC + "algorithmicMedia"}
"""By whether the voice is computed by rules alone: a formant voice has learned from no recording."""

UNTRUSTED = "signingCredential.untrusted"
"""The library's word for a signer that no given authority stands for."""


def library() -> Any:
    """The module `c2pa`. SettingsError where it is not installed."""
    try:
        import c2pa
    except (ImportError, OSError, RuntimeError) as error:  # a wheel of another system: its library does not load
        raise SettingsError("C2PA is not installed.", "Run: pip install 'audiogen[c2pa]'") from error
    return c2pa


def media_type(form: Format) -> str:
    """What the library calls the format. SettingsError where a file of that kind cannot be signed."""
    if form.name not in MEDIA_TYPES:
        raise SettingsError(f"A file in {form.name} cannot be signed.", f"Formats: {', '.join(MEDIA_TYPES)}.")
    return MEDIA_TYPES[form.name]


def context(trust: str = "") -> Any:
    """The library's settings: nothing is fetched. `trust`: certificates, as PEM, of those who stand for signers."""
    anchors: dict[str, Any] = {"trust": {"trust_anchors": trust}} if trust else {}
    online = {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_after_sign": False}
    thumbnails = {"builder": {"thumbnail": {"enabled": False}}}
    return library().Context.from_dict({"version_major": 1, "verify": online, **thumbnails, **anchors})


def claim(created: dict[str, Any], *more: dict[str, Any], title: str = "") -> dict[str, Any]:
    """A manifest for the library: how the file was created, and further assertions."""
    from audiogen import __version__

    actions = {"label": "c2pa.actions.v2", "data": {"actions": [created]}}
    by = [{"name": "audiogen", "version": __version__}]
    return {"claim_generator_info": by, "title": title, "assertions": [actions, *more]}
