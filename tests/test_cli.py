"""The command line as a user meets it: a real process, real exit codes, stdout apart from stderr."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from audiogen import __version__
from audiogen.cli import cli

RUN = [sys.executable, "-m", "audiogen"]


def audiogen(*arguments: str | Path, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "COLUMNS": "120"}
    return subprocess.run([*RUN, *map(str, arguments)], cwd=cwd, input=stdin, capture_output=True, env=environment)


def test_a_file_becomes_an_mp3_and_a_table(story: Path, tmp_path: Path) -> None:
    done = audiogen(story, "-e", "tone", cwd=tmp_path)
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "output" / "the-lamp-at-harrow-point.mp3").exists()
    for text in ("Article", "Duration", "Voice", "Not read", "tone tone", "1 made."):
        assert text in said
    assert "1 up to date." in audiogen(story, "-e", "tone", cwd=tmp_path).stderr.decode()


def test_standard_input_to_standard_output(story: Path, tmp_path: Path) -> None:
    done = audiogen("-", "-o", "-", "-e", "tone", "-q", cwd=tmp_path, stdin=story.read_bytes())
    assert done.returncode == 0
    assert done.stdout[:3] == b"ID3"
    assert done.stderr == b""
    assert [path.name for path in tmp_path.iterdir()] == ["story.txt"]


def test_json_is_a_line_an_article(story: Path, tmp_path: Path) -> None:
    done = audiogen("none.txt", story, "-e", "tone", "--json", cwd=tmp_path)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [row["status"] for row in rows] == ["failed", "made"]
    assert rows[0]["error"] and rows[0]["hint"]
    assert rows[1]["title"] == "The lamp at Harrow Point"
    assert (tmp_path / rows[1]["files"][0]).exists()


def test_without_sources_it_reads_seeds_or_shows_the_help(story: Path, tmp_path: Path) -> None:
    helped = audiogen(cwd=tmp_path)
    assert helped.returncode == 0
    assert b"Examples:" in helped.stdout
    (tmp_path / "seeds").mkdir()
    story.rename(tmp_path / "seeds" / "story.txt")
    assert audiogen("-e", "tone", cwd=tmp_path).returncode == 0
    assert len(list((tmp_path / "output").glob("*.mp3"))) == 1


def test_a_dry_run_says_what_it_would_do(story: Path, tmp_path: Path) -> None:
    done = audiogen(story, "-n", "-e", "tone", cwd=tmp_path)
    assert b"1 would be made." in done.stderr
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["none.txt"], 1, "none.txt"),
        (["story.txt", "-e", "tome"], 1, "tone"),
        (["story.txt", "-e", "tone", "-v", "nobody"], 1, "nobody"),
        (["story.txt", "--speed", "9"], 2, "0.5<=x<=3.0"),
        (["story.txt", "--nonsense"], 2, "--nonsense"),
        (["story.txt", "--config", "none.toml"], 2, "none.toml"),
        (["story.txt", "-e", "tone", "--format", "mp5"], 2, "mp3"),
        (["story.txt", "-e", "tone", "-o", "story.txt"], 1, "not a folder"),
        (["story.txt", "-o", "-", "--json"], 2, "standard output"),
    ],
)
def test_what_is_wrong_is_said_with_a_way_out(
    story: Path, tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    done = audiogen(*arguments, cwd=tmp_path)
    text = done.stderr.decode()
    assert done.returncode == code, text
    assert said in text
    assert "Traceback" not in text
    if code == 1:
        assert "Error:" in text and "Hint:" in text


def test_debug_shows_a_traceback(tmp_path: Path) -> None:
    assert b"Traceback" in audiogen("none.txt", "--debug", cwd=tmp_path).stderr


def test_clean_shows_text_reasons_and_json(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(
        "Listen to article\n\nThe lamp\n\nThe lamp was lit on Monday. Forty people came.\n\nShare\n", encoding="utf-8"
    )
    text = audiogen("clean", "page.txt", cwd=tmp_path).stdout.decode()
    assert text == "The lamp\n\nThe lamp was lit on Monday. Forty people came.\n"
    explained = audiogen("clean", "--explain", "page.txt", cwd=tmp_path).stdout.decode().splitlines()
    assert [line.split()[1] for line in explained] == ["removed", "read", "read", "removed"]
    table = json.loads(audiogen("clean", "--json", "page.txt", cwd=tmp_path).stdout)
    assert table["text"] + "\n" == text
    assert len(table["removals"]) == 2
    spoken = audiogen("clean", "--spoken", "page.txt", cwd=tmp_path).stdout.decode()
    assert spoken.count("written") == 3


def test_say_writes_a_clip(tmp_path: Path) -> None:
    done = audiogen("say", "It cost $5.", "-e", "tone", "-o", "clip.mp3", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "clip.mp3").stat().st_size > 1000
    assert b"five dollars" in done.stderr
    assert audiogen("say", "...", "-e", "tone", "-o", "clip.mp3", cwd=tmp_path).returncode == 1


def test_voices_and_doctor_and_version(tmp_path: Path) -> None:
    voices = json.loads(audiogen("voices", "--engine", "tone", "--json", cwd=tmp_path).stdout)
    assert [voice["name"] for voice in voices] == ["tone"]
    report = json.loads(audiogen("doctor", "--json", cwd=tmp_path).stdout)
    assert report["encoder"].startswith("ffmpeg")
    assert audiogen("--version", cwd=tmp_path).stdout.decode() == f"audiogen {__version__}\n"


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupt_leaves_no_files_and_no_workers(tmp_path: Path, sent: signal.Signals, code: int) -> None:
    text = "\n\n".join(f"Sentence {n} of a long story that is read aloud." for n in range(6000))
    (tmp_path / "long.txt").write_text(f"A long story\n\n{text}\n", encoding="utf-8")
    with subprocess.Popen([*RUN, "long.txt", "-e", "tone"], cwd=tmp_path, stderr=subprocess.PIPE) as process:
        try:
            _wait_for_sound(tmp_path / "output")
            workers = children(process.pid)
            process.send_signal(sent)
            _, said = process.communicate(timeout=20)
        finally:
            process.kill()
    assert process.returncode == code
    assert b"Traceback" not in said
    assert not list((tmp_path / "output").iterdir())
    time.sleep(0.3)
    assert workers and not [pid for pid in workers if alive(pid)]


def _wait_for_sound(output: Path) -> None:
    for _ in range(400):
        if output.exists() and any(path.stat().st_size > 50_000 for path in output.glob(".audiogen-*")):
            return
        time.sleep(0.05)
    raise AssertionError("nothing was spoken in 20 seconds")


@pytest.mark.skipif(os.name != "posix", reason="a limit on file sizes")
def test_a_full_disk_is_an_error_and_the_old_file_stays(story: Path, tmp_path: Path) -> None:
    assert audiogen(story, "-e", "tone", "-q", cwd=tmp_path).returncode == 0
    (mp3,) = (tmp_path / "output").glob("*.mp3")
    old = mp3.read_bytes()
    limited = "import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (60000, 60000)); "
    limited += "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    limited += (
        "import sys; sys.argv = ['audiogen', 'story.txt', '-e', 'tone', '-f', '-q']; runpy.run_module('audiogen')"
    )
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}  # it would be cut off too, and stay
    done = subprocess.run([sys.executable, "-c", limited], cwd=tmp_path, env=env, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"disk is full" in done.stderr and b"Hint:" in done.stderr and b"Traceback" not in done.stderr
    assert mp3.read_bytes() == old
    assert len(list((tmp_path / "output").iterdir())) == 2


def test_standard_output_takes_any_one_format(story: Path, tmp_path: Path) -> None:
    assert audiogen(story, "-o", "-", "--format", "wav", "-e", "tone", cwd=tmp_path).stdout[:4] == b"RIFF"
    assert audiogen(story, "-o", "-", "--format", "mp3,wav", "-e", "tone", cwd=tmp_path).returncode == 2


def test_a_title_may_look_like_markup(tmp_path: Path) -> None:
    from rich.console import Console

    from audiogen.cli.progress import Show

    with Show(quiet=False) as show:
        show._bar.update(show._task, description="Mayor says [/x] to budget")
        with (tmp_path / "screen").open("w", encoding="utf-8") as screen:
            Console(force_terminal=True, file=screen).print(show._bar)
    assert "[/x]" in (tmp_path / "screen").read_text(encoding="utf-8")


def children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    return [int(word) for word in listed.split()]


def alive(pid: int) -> bool:
    try:
        return "Z" not in (Path("/proc") / str(pid) / "status").read_text().split("State:")[1].split("\n")[0]
    except (OSError, IndexError):
        return False


def test_a_mistyped_command_is_named_and_nothing_is_made(story: Path, tmp_path: Path) -> None:
    said = CliRunner().invoke(cli, ["cleen", str(story)])
    assert said.exit_code == 2 and "Did you mean 'clean'?" in said.stderr


@pytest.mark.parametrize("columns", ["40", "80"])
def test_a_voice_s_name_is_whole_however_narrow_the_terminal(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    said = CliRunner().invoke(cli, ["voices", "--lang", "de", "--engine", "piper"], standalone_mode=False)
    assert "de_DE-thorsten-medium" in said.stdout
