"""What strangers send: read where it is a report, named where it is none, and text whatever it says."""

from __future__ import annotations

import json
import mailbox
import multiprocessing
import sqlite3
import time
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from audiogen.errors import AudiogenError, OutputError, SettingsError, SourceError
from audiogen.feedback.imports import MOST_LINE, MOST_MAIL, Problem, read
from audiogen.feedback.mail import reports
from audiogen.feedback.report import KEYS, LENGTHS, Report
from audiogen.feedback.store import Store

ONE: dict[str, Any] = {
    "guid": "urn:uuid:1", "slug": "the-lamp", "segment": 2, "text": "Mayor Quillfeather lit “it” – on Monday.",
    "word": "Quillfeather", "seconds": 5.25, "note": "It is KWIL-feather", "url": "https://example.org/the-lamp.html",
    "language": "en", "title": "The lamp at Harrow Point",
}  # fmt: skip
REPORT = Report(**ONE)
BODY = (
    "Please say KWIL-feather,\nas her mother does.\n\n-----------------------------\nThe lamp at Harrow Point, 0:05\n"
    + json.dumps({**ONE, "note": ""}, ensure_ascii=False)
    + "\n"
)


def found(path: Path, data: str | bytes) -> list[Report | Problem]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read(str(path)))


def mail(body: str, **more: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Feedback"
    message.set_content(body, **more)
    return message


def test_the_keys_are_those_of_the_player() -> None:
    named = "guid slug segment text word seconds note url language title"
    assert tuple(named.split()) == KEYS


def test_json_lines_and_arrays(tmp_path: Path) -> None:
    line = json.dumps(ONE)
    assert found(tmp_path / "a", f"\ufeff{line}\r\n\n{line}\n") == [REPORT, REPORT]
    assert found(tmp_path / "b", f"  [{line},\n {line}]") == [REPORT, REPORT]
    assert found(tmp_path / "c", line) == [REPORT]


def test_bad_lines_are_named_and_stop_nothing(tmp_path: Path) -> None:
    bad = [
        "nonsense", "17", "null", '{"slug": 7}', "{}", json.dumps({**ONE, "seconds": True}),
        '{"slug": "a", "seconds": NaN}', '{"slug": "a", "segment": 1.5}', '{"slug": "a", "segment": 1e300}',
        '{"slug": "a", "seconds": "4"}', "[" * 5000, "x" * (MOST_LINE + 10), '{"slug": ["a"]}',
        '{"slug": "a", "segment": ' + "9" * 5000 + "}",
    ]  # fmt: skip
    rows = found(tmp_path / "r.jsonl", "\n".join([json.dumps(ONE), *bad, json.dumps({**ONE, "segment": 3})]))
    problems = [row for row in rows if isinstance(row, Problem)]
    assert [problem.place.rpartition(" ")[2] for problem in problems] == [str(n) for n in range(2, len(bad) + 2)]
    assert [row.segment for row in rows if isinstance(row, Report)] == [2, 3]
    assert len(found(tmp_path / "r.bin", b"\xff\xfe\x00{\n" + json.dumps(ONE).encode())) == 2
    assert isinstance(found(tmp_path / "deep", "[" * 100_000)[0], Problem)


def test_what_is_written_stays_text() -> None:
    hostile = {
        **ONE,
        "text": "a\u001b[31m\u202egnihtemos\u0000\nb",
        "note": "one\r\n\r\n\r\n\r\ntwo\u0007\u2066 <script>alert(1)</script>",
        "url": "javascript:alert(1)",
        "language": "en; rm -rf",
        "word": "w" * 10_000,
        "title": "\ud800",
        "extra": {"a": [1]},
    }
    report = Report.of(hostile)
    assert report.text == "a [31mgnihtemos b"
    assert report.note == "one\n\ntwo <script>alert(1)</script>"
    assert (report.url, report.language, report.title) == ("", "", "?")
    assert len(report.word) == LENGTHS["word"]
    json.dumps(report.note).encode()


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_mail_in_every_encoding(encoding: str, charset: str) -> None:
    (report,) = reports(mail(BODY, cte=encoding, charset=charset).as_bytes())
    assert report == Report(**{**ONE, "note": "Please say KWIL-feather,\nas her mother does."})


def test_a_mail_that_programs_have_wrapped_quoted_or_put_into_html() -> None:
    line = json.dumps({**ONE, "note": ""}, ensure_ascii=False)
    wrapped = "Say it right.\n------\n" + line.replace(", ", ",\n").replace("Harrow ", "Harrow \n") + "\n-- \nAnn"
    quoted = "Thanks, we will.\n\n" + "".join(f"> > {row}\n" for row in BODY.splitlines())
    escaped = line.replace('"', "&quot;")
    markup = f"<html><style>p {{}}</style><p>Say it right.</p><p>------</p><pre>{escaped}</pre>"
    for body, note in (
        (wrapped, "Say it right."),
        (quoted, "Thanks, we will.\n\nPlease say KWIL-feather,\nas her mother does."),
    ):
        (report,) = reports(mail(body).as_bytes())
        assert (report.text, report.title, report.note) == (ONE["text"], ONE["title"], note)
    html = mail(markup, subtype="html")
    (report,) = reports(html.as_bytes())
    assert (report.text, report.note) == (ONE["text"], "Say it right.")
    both = mail(BODY)
    both.add_alternative(markup, subtype="html")
    both.add_attachment(b'{"slug": "attached"}', maintype="application", subtype="json", filename="a.json")
    assert len(reports(both.as_bytes())) == 1


def test_the_last_word_is_what_stands_in_the_mail() -> None:
    line = json.dumps({**ONE, "note": "As typed in the player."}, ensure_ascii=False)
    body = f"As typed in the player.\n\n0:05 “{ONE['text']}”\n\n{line}\n"
    assert reports(mail(body).as_bytes())[0].note == "As typed in the player."
    assert reports(mail(body.replace("player.\n", "player. And more.\n", 1)).as_bytes())[0].note.endswith("And more.")
    answer = "Thank you.\n\n" + "".join(f"> {row}\n" for row in body.splitlines())
    assert reports(mail(answer).as_bytes()) == reports(mail(body).as_bytes())


def test_a_mail_box_and_a_single_mail(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "in.mbox")
    nested = EmailMessage()
    nested["Subject"] = "Fwd"
    nested.set_content("See below")
    nested.add_attachment(mail(BODY.replace("the-lamp", "forwarded")))
    large = mail("x" * (MOST_MAIL + 100))
    for message in (mail(BODY), mail("Buy our lamps!"), nested, large, mail(BODY)):
        box.add(message)
    box.add(b"Content-Type: text/plain; charset=no-such\n\n" + BODY.encode())
    box.add(b"Content-Type: multipart/mixed; boundary=\xff\n\n--\xff\n\n\x00")
    box.close()
    rows = list(read(str(tmp_path / "in.mbox")))
    assert [type(row) is Report for row in rows] == [True, False, True, False, True, True, False]
    assert [row.place[-6:] for row in rows if isinstance(row, Problem)] == ["mail 2", "mail 4", "mail 7"]
    assert len(found(tmp_path / "one.eml", mail(BODY).as_bytes())) == 1


def test_what_cannot_be_read_at_all(tmp_path: Path) -> None:
    for name in (tmp_path / "none", tmp_path):
        with pytest.raises(SourceError, match="no file"):
            list(read(str(name)))
    assert found(tmp_path / "empty", "") == []


def test_a_report_is_kept_once_and_has_a_state(tmp_path: Path) -> None:
    store = Store(tmp_path / "deep" / "feedback.db")
    first = store.add(REPORT)
    assert first and store.add(REPORT) is None
    other = store.add(Report(slug="b"))
    assert other and [kept.report for kept in store.reports("open")] == [REPORT, Report(slug="b")]
    store.set_state(first, "rejected", "too late")
    assert (store.get(first).state, store.get(first).remark) == ("rejected", "too late")
    assert [kept.id for kept in store.reports("open")] == [other]
    assert len(store.reports()) == 2
    for call in (lambda: store.get(99), lambda: store.set_state(99, "open")):
        with pytest.raises(SettingsError, match="no feedback 99"):
            call()
    mode = sqlite3.connect(store.path).execute("PRAGMA journal_mode").fetchone()
    assert mode == ("wal",)


def test_a_database_that_is_none_or_newer(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(b"no database at all, but long enough to be looked at" * 20)
    with pytest.raises(OutputError, match="cannot be read"):
        Store(path).reports()
    newer = sqlite3.connect(tmp_path / "y.db")
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(AudiogenError, match="newer"):
        Store(tmp_path / "y.db").reports()


def _add(path: Path, start: int) -> None:
    store = Store(path)
    for number in range(start, start + 40):
        store.add(Report(slug=f"s{number}"))


def test_two_processes_at_once(tmp_path: Path) -> None:
    path = tmp_path / "feedback.db"
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=_add, args=(path, start)) for start in (0, 20)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert {kept.report.slug for kept in Store(path).reports()} == {f"s{number}" for number in range(60)}


def test_a_number_beyond_all_floats_is_out_of_range(tmp_path: Path) -> None:
    line = json.dumps(ONE).replace('"segment": 2', f'"segment": {10**400}')
    problem, report = found(tmp_path / "a", f"{line}\n{json.dumps(ONE)}\n")
    assert problem == Problem(f"{tmp_path / 'a'}, line 1", "'segment' is out of range") and report == REPORT


@pytest.mark.parametrize(
    "hostile",
    [
        b"Content-Type: text/html\n\n" + b"<a " * 66_000,
        b"Content-Type: text/html\n\n" + b"<!--" * 50_000,
        b"Content-Type: text/html\n\n" + b"</" * 99_000,
        b"Content-Type: text/plain; " + b"a=b;" * 240_000 + b"\n\nx",
        b"Content-Type: text/plain; " + b'a*0="x";' * 100_000 + b"\n\nx",
        b"Content-Disposition: " + b"=?utf-8?q?a?= " * 60_000 + b"\n\nx",
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(400))
        + b"x\n" * 400_000,
    ],
    ids=["tags", "comments", "ends", "parameters", "pieces", "words", "parts"],
)
def test_a_mail_made_to_take_for_ever_takes_a_moment(tmp_path: Path, hostile: bytes) -> None:
    begun_s = time.process_time()
    (problem,) = found(tmp_path / "a", b"From: a@example.org\n" + hostile)
    assert isinstance(problem, Problem)
    assert time.process_time() - begun_s < 2.5
