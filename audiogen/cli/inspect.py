"""audiogen inspect: a finished file, measured, drawn and listened to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audiogen.errors import SourceError

if TYPE_CHECKING:
    from audiogen.inspection import Inspection
    from audiogen.transcribe import Report


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--plot", type=click.Path(path_type=Path), metavar="PNG", help="Draw wave, segments, words and loudness.")
@click.option("--transcribe", is_flag=True, help="Let a speech recogniser hear it, and compare (English).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--debug", is_flag=True, help="Show a traceback where something fails.")
def inspect(file: Path, plot: Path | None, transcribe: bool, as_json: bool, debug: bool) -> None:
    """Measure a file that audiogen made: loudness, peaks, gaps, joints, segments and words."""
    from audiogen.inspection import inspect as inspect_file

    inspected = inspect_file(file)
    figures = measured(inspected)
    if transcribe:
        figures["transcript"] = _listened(inspected)
    if plot:
        _draw(inspected, plot)
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(figures)))


def measured(inspected: Inspection) -> dict[str, Any]:
    """All figures by name, rounded to what they mean."""
    figures: dict[str, Any] = {
        "file": str(inspected.path),
        "seconds": round(inspected.seconds, 3),
        "integrated_lufs": inspected.read.integrated_lufs,
        "true_peak_dbtp": inspected.read.true_peak_dbtp,
    }
    if not inspected.pieces:
        return figures
    gaps = [gap.heard_ms for gap in inspected.gaps]
    beyond = [gap.heard_ms - gap.planned_ms for gap in inspected.gaps]
    return figures | {
        "segments": len(inspected.pieces),
        "words": inspected.words,
        "words_estimated": sum(len(piece.words) for piece in inspected.pieces if piece.estimated),
        "shortest_gap_ms": round(min(gaps, default=0)),
        "longest_gap_ms": round(max(gaps, default=0)),
        "gap_beyond_plan_ms": round(max(beyond, default=0)),
        "joint_step": inspected.joint_step,
        "speech_step": inspected.speech_step,
        "level_step_lu": round(inspected.level_step_lu, 2),
    }


_NAMES = {
    "file": "File",
    "seconds": "Seconds",
    "integrated_lufs": "Loudness, LUFS",
    "true_peak_dbtp": "True peak, dBTP",
    "segments": "Segments",
    "words": "Words",
    "words_estimated": "Words with estimated times",
    "shortest_gap_ms": "Shortest gap between segments, ms",
    "longest_gap_ms": "Longest gap, ms",
    "gap_beyond_plan_ms": "Longest a gap goes beyond its pause, ms",
    "joint_step": "Largest step at a joint, of 32768",
    "speech_step": "99.9 % of steps inside speech are below",
    "level_step_lu": "Largest step of loudness between segments, LU",
}


def _lines(figures: dict[str, Any]) -> list[str]:
    wide = max(map(len, _NAMES.values())) + 2
    lines = [f"{label:<{wide}}{figures[name]}" for name, label in _NAMES.items() if name in figures]
    if "segments" not in figures:
        lines.append("No manifest lies beside the file: gaps, joints and words are not known.")
    if "transcript" in figures:
        heard = figures["transcript"]
        lines.append(f"{'Word error rate':<{wide}}{heard['word_error_rate']}")
        lines += [f"  {problem['problem']}: {problem['text']}" for problem in heard["problems"]]
    return lines


def _listened(inspected: Inspection) -> dict[str, Any]:
    from audiogen.transcribe import compare, transcribe

    if not inspected.pieces:
        raise SourceError("Without its manifest nobody knows what the file should say.", "Keep the .json beside it.")
    heard = transcribe(inspected.path)
    report: Report = compare([piece.spoken for piece in inspected.pieces], heard)
    problems = [{"segment": one.index + 1, "problem": one.problem, "text": one.text} for one in report.problems]
    return {"word_error_rate": round(report.word_error_rate, 4), "heard": heard, "problems": problems}


def _draw(inspected: Inspection, path: Path) -> None:
    from audiogen.inspection_plot import plot
    from audiogen.shelf import os_error

    try:
        plot(inspected).save(path, "PNG", optimize=True)
    except OSError as error:
        raise os_error(path, error) from error
