"""A signed file -> a verdict: is it as it was signed, by whom, what it declares, and what was changed since."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audiogen.errors import OutputError, SettingsError, SourceError
from audiogen.naming import one_line
from audiogen.provenance import MEDIA_TYPES, SPEECH, UNTRUSTED, context, library
from audiogen.provenance.signing import sound_hash, text_hash

_BYTES = ("assertion.dataHash.mismatch", "assertion.bmffHash.mismatch", "assertion.boxesHash.mismatch")
_CLAIM = ("claimSignature.mismatch", "assertion.hashedURI.mismatch")
_MOST_JSON = 64 << 20


@dataclass(frozen=True)
class Verdict:
    """What a file's C2PA manifest says, and whether it still holds."""

    path: Path
    signer: str
    """Name and organisation in the certificate."""
    trusted: bool
    """One of the authorities that the user gave stands for the signer."""
    wanted: bool
    """The user gave authorities, so that an unknown signer is a fault."""
    declared: dict[str, Any]
    """Source type, engine, voice, hashes ...: whatever the manifest declares of the speech."""
    changes: tuple[str, ...]
    """Sentences: what was changed since it was signed."""
    problems: tuple[str, ...]
    """Sentences: what else is wrong, such as a certificate that has expired."""

    @property
    def valid(self) -> bool:
        return not self.changes and not self.problems and (self.trusted or not self.wanted)


def verify(path: str | Path, trust: str | Path | None = None) -> Verdict:
    """Read back what `make --sign` put into a file.

    Args:
        trust: a PEM file with the certificates of those who stand for signers.

    Raises:
        SourceError: the file is missing, or holds no C2PA manifest.
        SettingsError: C2PA is not installed, or the trust file is none.
    """
    path = Path(path)
    kind = MEDIA_TYPES.get(path.suffix.lower().lstrip("."))
    if not path.is_file():
        raise SourceError(f"There is no file {path}.", "Check the path.")
    if kind is None:
        formats = ", ".join(MEDIA_TYPES)
        raise SourceError(f"'{path.name}' is of no kind that can be signed.", f"It ends in one of: {formats}.")
    store, failures = _read(path, kind, context(_anchors(trust)))
    manifest = store["manifests"][store["active_manifest"]] if store else {}
    declared = _declared(manifest)
    codes = {row["code"] for row in failures}
    others = [row for row in failures if row["code"] not in (UNTRUSTED, *_BYTES, *_CLAIM)]
    return Verdict(
        path,
        _signer(manifest.get("signature_info") or {}),
        bool(store) and trust is not None and UNTRUSTED not in codes,
        trust is not None,
        declared,
        tuple(_changes(path, declared, codes)),
        tuple(dict.fromkeys(_sentence(row) for row in others)),
    )


def _anchors(trust: str | Path | None) -> str:
    if trust is None:
        return ""
    from cryptography.x509 import load_pem_x509_certificates

    try:
        data = Path(trust).read_bytes()
        load_pem_x509_certificates(data)
    except (OSError, ValueError):
        raise SettingsError(f"{trust} holds no certificates.", "Give a PEM file: --trust CA.pem") from None
    return data.decode(errors="replace")


def _read(path: Path, kind: str, settings: Any) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """The manifest store, empty where it is damaged, and what the library finds wrong."""
    c2pa = library()
    try:
        with path.open("rb") as file, c2pa.Reader(kind, file, context=settings) as reader:
            store: dict[str, Any] = json.loads(reader.json())
            results = reader.get_validation_results() or {}
    except c2pa.C2paError.ManifestNotFound:
        hint = "Only files that were made with --sign hold one; some programs drop it as they copy."
        raise SourceError(f"{path.name} holds no C2PA manifest: nobody signed it.", hint) from None
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}.", "Check its permissions.") from error
    except (c2pa.C2paError, ValueError) as error:
        return {}, [{"code": "damaged", "explanation": f"the C2PA manifest is damaged ({str(error).strip()})"}]
    return store, results.get("activeManifest", {}).get("failure", [])


def _declared(manifest: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for assertion in manifest.get("assertions", []):
        data = assertion.get("data")
        if assertion.get("label") == SPEECH and isinstance(data, dict):
            found |= data
        elif str(assertion.get("label")).startswith("c2pa.actions") and isinstance(data, dict):
            actions = data.get("actions") or [{}]
            found["source_type"] = str(actions[0].get("digitalSourceType", "")).rpartition("/")[2]
    return {one_line(str(name)): one_line(str(value)) for name, value in found.items()}


def _signer(info: dict[str, Any]) -> str:
    names = [one_line(str(info.get(key) or "")) for key in ("common_name", "issuer")]
    return ", ".join(dict.fromkeys(name for name in names if name))


def _sentence(row: dict[str, str]) -> str:
    if row["code"] == "signingCredential.expired":
        return "The certificate has expired."
    text = one_line(row.get("explanation") or row["code"])
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _changes(path: Path, declared: dict[str, Any], codes: set[str]) -> list[str]:
    found = ["What is declared was changed."] if codes & {*_CLAIM} else []
    inside = list[str]()
    if codes & {*_BYTES}:
        if declared.get("sound_sha256") != _sound(path):
            inside.append("The audio was changed.")
        if "text_sha256" in declared and text_hash(_lyrics(path)) != declared["text_sha256"]:
            inside.append("The text was changed: the words in the file's tags are not those that were signed.")
        found += inside or ["The file was changed, in its tags or its container; the audio and its text were not."]
    beside = _manifest_beside(path)
    if beside and "article_sha256" in declared and _article_hash(beside) != declared["article_sha256"]:
        found.append(f"The text was changed: {beside.name} holds other words than were signed.")
    return found


def _sound(path: Path) -> str:
    try:
        return sound_hash(path)
    except OutputError:
        return ""  # so torn that it no longer opens


def _lyrics(path: Path) -> str:
    """The text in the file's tags; empty where there is none."""
    import mutagen

    try:
        tags: Any = mutagen.File(path).tags or {}
        if hasattr(tags, "getall"):
            return "".join(frame.text for frame in tags.getall("USLT")[:1])
        return "".join((tags.get("lyrics") or tags.get("\xa9lyr") or [""])[:1])
    except (mutagen.MutagenError, AttributeError, OSError, ValueError):
        return ""


def _manifest_beside(path: Path) -> Path | None:
    """The manifest that names the file: of its own name or, for a chapter's file, of the article's."""
    stem = path.stem
    while stem:
        beside = path.with_name(f"{stem}.json")
        if beside.is_file() and path.name in (_table(beside).get("files") or {}):
            return beside
        stem = stem.rpartition("-")[0]
    return None


def _table(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MOST_JSON:
            return {}
        table = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return table if isinstance(table, dict) else {}


def _article_hash(manifest: Path) -> str:
    """Of what the blocks in the manifest say now, not of what it says that they said."""
    table = _table(manifest)
    try:
        return text_hash("\n\n".join(text for role, text in table["blocks"] if role not in table["silent"]))
    except (KeyError, TypeError, ValueError):
        return ""
