"""Signed files: they play as before, say who made them, and tell what was changed since."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import mutagen
import pytest

pytest.importorskip("c2pa", reason="the extra audiogen[c2pa] is not installed")

from certificates import Authority
from conftest import STORY

import audiogen
from audiogen.batch import run
from audiogen.cli import main
from audiogen.episode import Episode
from audiogen.errors import SettingsError, SourceError
from audiogen.model import Article, Voice, VoiceInfo
from audiogen.outputs import is_file_name
from audiogen.provenance.credentials import read
from audiogen.provenance.signing import Speech, sign, sound_hash
from audiogen.settings import load
from audiogen.writers.encoder import FORMATS as FORMS
from audiogen.writers.tags import Tags

FORMATS = ("mp3", "m4a", "m4b", "wav", "flac")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> tuple[Path, Path]:
    """The story in every format: a folder without signatures and one with."""
    folder = tmp_path_factory.mktemp("made")
    story = folder / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    names = ",".join(FORMATS)
    make(story, folder / "plain", format=names, cache="off")
    make(story, folder / "signed", authority.signer(), format=names, cache="off")
    return folder / "plain", folder / "signed"


@pytest.fixture
def signed(made: tuple[Path, Path], tmp_path: Path) -> Path:
    """A signed MP3, with the other formats and the manifest beside it, to do harm to."""
    return next(Path(shutil.copytree(made[1], tmp_path / "harm")).glob("*.mp3"))


def make(story: Path, output: Path, signer: tuple[Path, Path] | None = None, **more: Any) -> Episode:
    cert, key = signer or ("", "")
    (episode,) = audiogen.make(story, output, engine="tone", sign_cert=str(cert), sign_key=str(key), **more)
    return episode


def lyrics(path: Path) -> str:
    tags: Any = mutagen.File(path).tags
    if hasattr(tags, "getall"):
        return str(tags.getall("USLT")[0].text)
    return str((tags.get("lyrics") or tags.get("\xa9lyr"))[0])


def test_every_format_is_signed_and_is_otherwise_what_it_was(made: tuple[Path, Path], authority: Authority) -> None:
    from audiogen.inspection import inspect

    plain, signed = (next(folder.glob("*.mp3")) for folder in made)
    manifest = json.loads(signed.with_suffix(".json").read_text(encoding="utf-8"))
    for form in FORMATS:
        before, after = plain.with_suffix(f".{form}"), signed.with_suffix(f".{form}")
        verdict = audiogen.verify(after, authority.root)
        assert verdict.valid and verdict.trusted and not verdict.changes and not verdict.problems, form
        assert verdict.signer == "Newsroom, Harrow Courier"
        assert verdict.declared["source_type"] == "algorithmicMedia"
        assert (verdict.declared["engine"], verdict.declared["identity"]) == ("tone", "tone 1")
        assert verdict.declared["text_sha256"] == manifest["text_sha256"]
        assert sound_hash(after) == sound_hash(before) == verdict.declared["sound_sha256"]
        assert lyrics(after) == lyrics(before)
        assert mutagen.File(after).info.length == mutagen.File(before).info.length
        assert inspect(after).seconds == pytest.approx(inspect(before).seconds, abs=1e-6)
        assert chapters(after) == chapters(before) != []
        assert after.stat().st_size == manifest["files"][after.name] > before.stat().st_size


def chapters(path: Path) -> list[str]:
    from audiogen.ffmpeg import executable

    said = subprocess.run([executable(), "-hide_banner", "-i", str(path)], capture_output=True, text=True).stderr
    return [line.strip() for line in said.splitlines() if "Chapter #" in line or "title  " in line]


@pytest.mark.parametrize("kind", ["es384", "ps256", "ed25519"])
def test_the_key_decides_the_algorithm(
    kind: str, made: tuple[Path, Path], tmp_path: Path, authority: Authority
) -> None:
    credentials = read(*authority.signer(kind))
    assert credentials.algorithm == kind
    article, voice = Article("", ()), Voice("x", "anna", "en")
    path = Path(shutil.copy(next(made[0].glob("*.wav")), tmp_path))
    tags = Tags("", "", "", "", "", "", lyrics(path), (), "", (), 1, b"")
    sign(path, FORMS["wav"], tags, Speech.of(article, voice, "", []), credentials)
    verdict = audiogen.verify(path, authority.root)
    assert verdict.valid and verdict.declared["source_type"] == "trainedAlgorithmicMedia"


def test_an_unknown_signer_is_told_and_is_no_fault_until_trust_is_asked_for(
    signed: Path, story: Path, tmp_path: Path
) -> None:
    path = signed
    verdict = audiogen.verify(path)
    assert verdict.valid and not verdict.trusted
    verdict = audiogen.verify(path, Authority(tmp_path / "other").root)
    assert not verdict.valid and not verdict.trusted and not verdict.changes
    with pytest.raises(SettingsError, match="holds no certificates"):
        audiogen.verify(path, story)


@pytest.mark.parametrize("form", FORMATS)
def test_a_changed_byte_of_sound_is_told(form: str, signed: Path, authority: Authority) -> None:
    path = signed.with_suffix(f".{form}")
    data = bytearray(path.read_bytes())
    place = {"m4a": data.rfind(b"mdat") + 3000, "m4b": data.rfind(b"mdat") + 3000, "wav": data.find(b"data") + 9000}
    at = place.get(form, len(data) - 5000)
    data[at] ^= 0x10
    path.write_bytes(data)
    verdict = audiogen.verify(path, authority.root)
    assert not verdict.valid
    assert verdict.changes == ("The audio was changed.",)


@pytest.mark.parametrize("form", FORMATS)
def test_a_changed_text_is_told(form: str, signed: Path, authority: Authority) -> None:
    path = signed.with_suffix(f".{form}")
    data = path.read_bytes()
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        data = data.replace("museum".encode(encoding), "casino".encode(encoding))
    path.write_bytes(data)
    assert "casino" in lyrics(path)
    verdict = audiogen.verify(path, authority.root)
    assert not verdict.valid
    assert [change[:21] for change in verdict.changes] == ["The text was changed:"]


def test_a_changed_manifest_beside_it_is_told(signed: Path, authority: Authority) -> None:
    path = signed
    beside = path.with_suffix(".json")
    beside.write_text(beside.read_text(encoding="utf-8").replace("museum", "casino"), encoding="utf-8")
    (change,) = audiogen.verify(path, authority.root).changes
    assert change.startswith("The text was changed") and beside.name in change
    beside.unlink()
    assert audiogen.verify(path, authority.root).valid


def test_a_changed_tag_is_not_a_changed_sound(signed: Path, authority: Authority) -> None:
    path = signed.with_suffix(".flac")
    tags: Any = mutagen.File(path)
    tags["artist"] = "Somebody else"
    tags.save()
    (change,) = audiogen.verify(path, authority.root).changes
    assert "the audio and its text were not" in change


def test_a_changed_declaration_is_told(signed: Path, authority: Authority) -> None:
    path = signed
    data = path.read_bytes()
    assert data.count(b"tone 1") == 1
    path.write_bytes(data.replace(b"tone 1", b"tone 2"))
    assert "What is declared was changed." in audiogen.verify(path, authority.root).changes


def test_damage_of_any_kind_is_a_verdict_or_an_error_with_a_hint(signed: Path, authority: Authority) -> None:
    path = signed
    whole = path.read_bytes()
    for length in (0, 3, 100, 20_000, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        try:
            assert not audiogen.verify(path, authority.root).valid
        except SourceError as error:
            assert error.hint


def test_an_unsigned_file_says_so(made: tuple[Path, Path], story: Path, tmp_path: Path) -> None:
    path = next(made[0].glob("*.mp3"))
    with pytest.raises(SourceError, match="nobody signed it"):
        audiogen.verify(path)
    with pytest.raises(SourceError, match="no kind that can be signed"):
        audiogen.verify(story)
    with pytest.raises(SourceError, match="There is no file"):
        audiogen.verify(tmp_path / "none.mp3")


def test_a_signed_file_is_kept_and_another_signer_makes_it_again(
    story: Path, tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path / "cache"))

    def status(signer: tuple[Path, Path] | None) -> str:
        cert, key = signer or ("", "")
        settings = load(output=str(tmp_path / "out"), engine="tone", sign_cert=str(cert), sign_key=str(key))
        (outcome,) = run([str(story)], settings)
        return outcome.status

    first = authority.signer()
    assert [status(None), status(first)] == ["made", "made"]
    path = next((tmp_path / "out").glob("*.mp3"))
    data = path.read_bytes()
    assert status(first) == "kept"
    assert path.read_bytes() == data
    for old, new in zip(first, authority.signer(), strict=True):
        shutil.copy(new, old)  # renewed, under the same names
    assert status(first) == "made"


@pytest.mark.slow
def test_chapters_in_files_of_their_own(story: Path, tmp_path: Path, authority: Authority) -> None:
    episode = make(story, tmp_path / "out", authority.signer(), split="chapters")
    assert len(episode.files) > 1
    for name in episode.files:
        verdict = audiogen.verify(tmp_path / "out" / name, authority.root)
        assert verdict.valid
        assert verdict.declared["article_sha256"] == episode.manifest["text_sha256"] != verdict.declared["text_sha256"]
    beside = episode.path.parent / f"{story_slug(episode)}.json"
    beside.write_text(beside.read_text(encoding="utf-8").replace("museum", "casino"), encoding="utf-8")
    assert all(not audiogen.verify(tmp_path / "out" / name).valid for name in episode.files)


def story_slug(episode: Episode) -> str:
    return next(path.stem for path in episode.path.parent.glob("*.json"))


def test_formant_voices_are_algorithmic_and_learned_ones_trained() -> None:
    article, voice = Article("", ()), Voice("x", "anna", "en")
    known = [VoiceInfo("x", "anna", "en", quality="formant"), VoiceInfo("x", "bert", "en", quality="medium")]
    assert Speech.of(article, voice, "", known).computed
    assert not Speech.of(article, replace(voice, name="bert"), "", known).computed
    assert not Speech.of(article, replace(voice, name="carl"), "", known).computed  # nothing is known of it


def test_what_cannot_sign_is_refused_before_the_first_sentence(
    story: Path, tmp_path: Path, authority: Authority
) -> None:
    cert, key = authority.signer()
    other = authority.signer()[1]
    reversed_chain = tmp_path / "reversed.pem"
    parts = cert.read_text().split("-----END CERTIFICATE-----\n")
    reversed_chain.write_text("-----END CERTIFICATE-----\n".join([parts[1], parts[0], ""]))
    cases: list[tuple[Path, Path, str, str]] = [
        (tmp_path / "none.pem", key, "There is no certificate", "path"),
        (cert, tmp_path / "none.key", "There is no key", "path"),
        (cert, other, "does not belong", "key that it was made for"),
        (reversed_chain, key, "does not belong", "first in the file"),
        (key, cert, "holds no certificate", "First the certificate"),
        (cert, cert, "holds no private key", "First the certificate"),
        (story, key, "holds no certificate", "PEM"),
        (*authority.signer(password=b"secret"), "encrypted", "openssl pkey"),
        (*authority.signer(start=-30, end=-1), "expired on", "renewed"),
        (*authority.signer(start=5), "is valid from", "clock"),
        (*authority.signer(purpose=False), "cannot sign", "extended key usage"),
        (*authority.signer("secp256k1"), "does not sign with", "P-256"),
    ]
    output = tmp_path / "out"
    for certificate, private, message, hint in cases:
        with pytest.raises(SettingsError, match=message) as caught:
            make(story, output, (certificate, private))
        assert hint in caught.value.hint, message
        assert "PRIVATE KEY-----" not in str(caught.value)
    assert not output.exists()


def test_a_format_that_cannot_be_signed_is_refused_first(story: Path, tmp_path: Path, authority: Authority) -> None:
    for form, named in (("mp3,opus", "opus"), ("ogg", "ogg"), ("epub", "EPUB")):
        with pytest.raises(SettingsError, match=named):
            make(story, tmp_path / "out", authority.signer(), format=form)
    with pytest.raises(SettingsError, match="the key is missing"):
        audiogen.make(story, tmp_path / "out", engine="tone", sign_cert=str(authority.signer()[0]))
    assert not is_file_name(str(tmp_path / "out")) and not (tmp_path / "out").exists()


@pytest.mark.slow
def test_the_key_is_in_no_message(
    story: Path, tmp_path: Path, authority: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    cert, key = authority.signer()
    secret = key.read_text().splitlines()[1]
    credentials = read(cert, key)
    episode = make(story, tmp_path / "out", (cert, key))
    written = [path.read_bytes() for path in (tmp_path / "out").iterdir()]
    assert secret not in repr(credentials) + caplog.text + json.dumps(episode.manifest)
    assert all(secret.encode() not in data for data in written)


def test_the_command_line(
    signed: Path, story: Path, tmp_path: Path, authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    def audiogen_(*arguments: object) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        return int(ended.value.code or 0), capsys.readouterr().out

    cert, key = authority.signer()
    assert audiogen_(story, "-e", "tone", "-q", "-o", tmp_path / "out.wav", "--sign", cert, key)[0] == 0
    assert audiogen_("verify", tmp_path / "out.wav")[0] == 0
    code, said = audiogen_("verify", signed, "--trust", authority.root)
    assert code == 0
    for text in ("Valid", "Newsroom, Harrow Courier (trusted)", "algorithmicMedia"):
        assert text in said
    signed.write_bytes(signed.read_bytes()[:-400] + bytes(400))
    code, said = audiogen_("verify", signed, "--json")
    row = json.loads(said)
    assert (code, row["valid"]) == (1, False)
    assert "The audio was changed." in row["changes"]
    assert audiogen_(story, "-e", "tone", "--sign", cert, story)[0] == 2
