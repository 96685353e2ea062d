"""The measurement measures: with the engine `tone`, for two seconds."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from audiogen.benchmark import bench
from audiogen.cli import cli
from audiogen.errors import AudiogenError


@pytest.mark.slow
def test_an_engine_is_measured() -> None:
    code = [sys.executable, "-m", "audiogen", "bench", "-e", "tone", "--seconds", "1", "--json"]
    (line,) = subprocess.run(code, capture_output=True, text=True, timeout=120, check=True).stdout.splitlines()
    figures = json.loads(line)
    assert figures["engine"] == "tone" and figures["articles"] >= 2
    assert figures["words"] / figures["articles"] > 300
    assert figures["audio_per_cpu_s"] > 1 and figures["words_per_s"] > 1
    assert 0 < figures["unchanged_s"] < figures["from_cache_s"]
    assert figures["cold_start_s"] > 0
    if sys.platform != "win32":
        assert figures["memory_mb"] > 20


def test_an_engine_that_is_not_there_is_said() -> None:
    (error,) = bench(["none"])
    assert isinstance(error, AudiogenError)
    said = CliRunner().invoke(cli, ["bench", "-e", "none"], standalone_mode=False)
    assert said.return_value == 1 and "There is no engine 'none'" in said.stderr


@pytest.mark.parametrize("seconds", ["0", "9999"])
def test_the_time_is_bounded(seconds: str) -> None:
    assert CliRunner().invoke(cli, ["bench", "--seconds", seconds]).exit_code == 2
