"""Installed voices and those that can be: a catalogue, a folder, and the way from one to the other.

In: a name and an https base address that serves Piper's catalogue (``voices.json``) or a Kokoro voices file. Out: a
folder ``<voices>/<engine>/<name>`` with the files and ``voice.json``, which holds what they are and their SHA-256. It
appears in one step once every file has been checked, and what a cancelled download fetched is used the next time.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Any

from audiogen import integrity
from audiogen.download import Progress, Wanted, check_address, fetch, fetch_bytes
from audiogen.errors import EngineError
from audiogen.model import VoiceInfo

PIPER_URL = "https://huggingface.co/rhasspy/piper-voices/resolve/main/"
KOKORO_URL = "https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0/"

SUGGESTED: Mapping[str, str] = {
    "cs": "cs_CZ-jirka-medium",
    "de": "de_DE-thorsten-medium",
    "en": "en_US-lessac-medium",
    "es": "es_ES-davefx-medium",
    "fi": "fi_FI-harri-medium",
    "fr": "fr_FR-siwis-medium",
    "it": "it_IT-paola-medium",
    "nl": "nl_NL-mls-medium",
    "no": "no_NO-talesyntese-medium",
    "pl": "pl_PL-gosia-medium",
    "pt": "pt_BR-faber-medium",
    "ru": "ru_RU-irina-medium",
    "sv": "sv_SE-nst-medium",
    "tr": "tr_TR-dfki-medium",
    "uk": "uk_UA-ukrainian_tts-medium",
}
"""Language -> a voice of Piper's catalogue, for the command in a hint."""

_CATALOGUE = "voices.json"
_CATALOGUE_LIMIT = 20_000_000
_MANIFEST = "voice.json"
_NAME = re.compile(r"\w[\w.+-]*")
_LICENCE = re.compile(r"(?im)^\W*licen[cs]e\W*:\s*(.+?)\s*$")


@dataclass(frozen=True, slots=True)
class Remote:
    """A file to fetch: its path below the base address, and what it must be."""

    path: str
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be installed."""

    info: VoiceInfo
    files: tuple[Remote, ...]
    aliases: tuple[str, ...] = ()
    url: str = ""
    """Where the files are, unless another base address is given."""


KOKORO = Offer(
    VoiceInfo(
        "kokoro", "kokoro", "en", "", "high", False, 28_214_398, "Apache-2.0", "Kokoro v1.0: 41 voices in 7 languages"
    ),
    (
        Remote(
            "voices-v1.0.bin",
            Wanted(28_214_398, "bca610b8308e8d99f32e6fe4197e7ec01679264efed0cac9140fe9c29f1fbf7d"),
        ),
    ),
    url=KOKORO_URL,
)


@dataclass(frozen=True, slots=True)
class Installed:
    """A voice on this machine: the folder, and each file's SHA-256."""

    info: VoiceInfo
    folder: Path
    hashes: Mapping[str, str]

    def path(self, suffix: str) -> Path:
        """The one file whose name ends so. EngineError where the folder has none."""
        for name in sorted(self.hashes):
            if name.endswith(suffix):
                return self.folder / name
        raise EngineError(f"The voice '{self.info.name}' has no {suffix} file.", reinstall(self.info.name))

    def verify(self) -> None:
        """EngineError where a file is missing, torn or foreign."""
        for name, digest in self.hashes.items():
            integrity.verify([self.folder / name], digest, reinstall(self.info.name))


def folder() -> Path:
    """Where voices live: ``AUDIOGEN_VOICES``, else the system's place for a user's data."""
    from platformdirs import user_data_dir

    return Path(os.environ.get("AUDIOGEN_VOICES") or Path(user_data_dir("audiogen", appauthor=False), "voices"))


def reinstall(name: str) -> str:
    """The hint for a voice whose files are not right."""
    return f"Fetch it anew: audiogen voices install {name}"


def command_for(language: str) -> str:
    """The command that installs a natural voice for a language, or the one that lists them all."""
    code = language.replace("_", "-").split("-")[0].lower()
    name = SUGGESTED.get(code)
    if not name:
        return "audiogen voices"
    if find_spec("piper") is None:
        extra = "pip install 'audiogen[piper]'"
        return extra if code == "en" else f"{extra}, then audiogen voices install {name}"
    return f"audiogen voices install {name}"


def installed(engine: str) -> dict[str, Installed]:
    """name -> voice of an engine in the store, in the order of their names. Unreadable folders are passed over."""
    found: dict[str, Installed] = {}
    for manifest in sorted((folder() / engine).glob(f"*/{_MANIFEST}")):
        try:
            table = json.loads(manifest.read_text(encoding="utf-8"))
            info = VoiceInfo(**{**table["info"], "engine": engine, "installed": True})
            hashes = {str(name): str(digest) for name, digest in table["files"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
        found[info.name] = Installed(info, manifest.parent, hashes)
    return found


def suggestions() -> list[VoiceInfo]:
    """Known to be in the catalogues, for a list that asks no server: Kokoro, and for Piper a voice a language."""
    piper = (
        VoiceInfo("piper", name, name.split("-")[0].replace("_", "-"), quality=name.split("-")[-1], installed=False)
        for name in SUGGESTED.values()
    )
    return [KOKORO.info, *piper]


def catalogue(base_url: str = "") -> list[Offer]:
    """What can be installed: Kokoro's voices, and every voice in the ``voices.json`` below the base address."""
    url = (base_url or PIPER_URL).rstrip("/") + "/" + _CATALOGUE
    check_address(url)
    try:
        table = json.loads(fetch_bytes(url, _CATALOGUE_LIMIT))
        offers = [_offer(key, entry) for key, entry in table.items()]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EngineError(f"{url} is no catalogue of voices: {error!r}.", "Check the base address.") from error
    return [KOKORO, *offers]


def find(name: str, offers: list[Offer]) -> Offer:
    """The offer of that name or alias. EngineError with the nearest names where there is none."""
    for offer in offers:
        if name == offer.info.name or name in offer.aliases:
            return offer
    from audiogen.registry import nearest

    names = [offer.info.name for offer in offers]
    raise EngineError(f"The catalogue has no voice '{name}'.", f"Nearest: {nearest(name, names)}.")


def install(name: str, base_url: str = "", progress: Progress | None = None) -> VoiceInfo:
    """Fetch a voice and put it in the store; one that is there is replaced in one step.

    name: as the catalogue has it, or ``kokoro`` for the voices of that engine. progress: bytes done, bytes in all.
    EngineError where the name is unknown, or the files cannot be fetched or are not what the catalogue says.
    """
    offer = KOKORO if name == KOKORO.info.name else find(name, catalogue(base_url))
    return install_offer(offer, base_url, progress)


def install_offer(offer: Offer, base_url: str = "", progress: Progress | None = None) -> VoiceInfo:
    """`install` for an offer in hand."""
    base = (base_url or offer.url or PIPER_URL).rstrip("/") + "/"
    check_address(base)
    name = offer.info.name
    place = folder() / offer.info.engine / name
    part = folder() / ".parts" / f"{offer.info.engine}-{name}"
    total = sum(remote.wanted.size_bytes for remote in offer.files)
    done = 0
    for remote in offer.files:
        path = part / PurePosixPath(remote.path).name
        if not _complete(path, remote.wanted):
            fetch(base + remote.path, path, remote.wanted, progress and _shifted(progress, done, total))
        done += remote.wanted.size_bytes
        if progress:
            progress(done, total)
    _finish(offer, part)
    _swap(part, place)
    return installed(offer.info.engine)[name].info


def remove(engine: str, name: str) -> None:
    """Take a voice off this machine. EngineError where the store has none of that name."""
    known = installed(engine)
    if name not in known:
        from audiogen.registry import nearest

        hint = f"Installed: {nearest(name, known)}." if known else "None is installed in the store."
        raise EngineError(f"There is no voice '{name}' of {engine} in {folder()}.", hint)
    shutil.rmtree(known[name].folder)


def _offer(key: str, entry: Mapping[str, Any]) -> Offer:
    """An entry of Piper's catalogue. ValueError where a name would lead out of the store."""
    if not _NAME.fullmatch(key):
        raise ValueError(f"the name {key!r}")
    files = []
    for path, facts in sorted(entry["files"].items()):
        parts = PurePosixPath(path).parts
        if path.startswith("/") or ".." in parts or ":" in path or "\\" in path:
            raise ValueError(f"the path {path!r}")
        files.append(Remote(path, Wanted(int(facts["size_bytes"]), str(facts["md5_digest"]), "md5")))
    language = str(entry["language"]["code"]).replace("_", "-")
    size = sum(remote.wanted.size_bytes for remote in files)
    label = str(entry["language"].get("name_english", ""))
    info = VoiceInfo("piper", key, language, "", str(entry.get("quality", "")), False, size, "", label)
    return Offer(info, tuple(files), tuple(str(alias) for alias in entry.get("aliases", ())))


def _complete(path: Path, wanted: Wanted) -> bool:
    """Fetched and checked by an earlier call that was cancelled later on: `fetch` names only checked files so."""
    return path.is_file() and path.stat().st_size == wanted.size_bytes


def _shifted(progress: Progress, before: int, total: int) -> Progress:
    return lambda done, _: progress(before + done, total)


def _finish(offer: Offer, part: Path) -> None:
    """Write what the folder holds, its licence as the voice's own card gives it."""
    names = [PurePosixPath(remote.path).name for remote in offer.files]
    card = part / "MODEL_CARD"
    licence = _LICENCE.search(card.read_text(encoding="utf-8", errors="replace")) if card.is_file() else None
    info = {
        "name": offer.info.name,
        "language": offer.info.language,
        "gender": offer.info.gender,
        "quality": offer.info.quality,
        "size_bytes": offer.info.size_bytes,
        "licence": licence[1] if licence else offer.info.licence,
        "label": offer.info.label,
    }
    hashes = {name: integrity.sha256([part / name]) for name in names}
    text = json.dumps({"info": info, "files": hashes}, indent=1, ensure_ascii=False)
    (part / _MANIFEST).write_text(text, encoding="utf-8")


def _swap(part: Path, place: Path) -> None:
    """Put the new folder in its place; the old one goes only after it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    old = part.with_name(part.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    try:
        if place.exists():
            place.rename(old)
        part.rename(place)
    except OSError as error:
        raise EngineError(f"The voice cannot be put in {place}: {error}.", "Set AUDIOGEN_VOICES.") from error
    shutil.rmtree(old, ignore_errors=True)
