"""Facts about an article as formats give them -> the forms of `Metadata`."""

from __future__ import annotations

import html
import re
from dataclasses import fields
from datetime import date, datetime, timezone

from audiogen.model import Metadata

_TAG = re.compile(r"<[^<>]{1,2000}>")
_Z = re.compile("[Zz]$")
_LANGUAGE = re.compile(r"^([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.@].*)?$")


def plain(markup: str) -> str:
    """The text of a bit of markup, white space folded."""
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split()) if markup else ""


def language_tag(value: str) -> str:
    """BCP 47: ``en_gb`` -> ``en-GB``; empty where it is none."""
    found = _LANGUAGE.match(value.strip())
    if not found:
        return ""
    language, script, region = found.groups()
    parts = [language.lower(), script.title() if script else "", region.upper() if region else ""]
    return "-".join(part for part in parts if part)


def iso_date(value: str) -> str:
    """An ISO 8601 date or date and time as it stands; empty for anything else."""
    value = value.strip()
    try:
        if len(value) <= 10:
            return date.fromisoformat(value).isoformat()
        datetime.fromisoformat(_Z.sub("+00:00", value))  # Python 3.10 takes no Z
    except ValueError:
        return ""
    return value


def utc(value: str) -> str:
    """What `iso_date` gives, in UTC where it has a zone, so that text order is the order of time."""
    if len(value) <= 10:
        return value
    moment = datetime.fromisoformat(_Z.sub("+00:00", value))
    try:
        return (moment.astimezone(timezone.utc) if moment.tzinfo else moment).replace(tzinfo=None).isoformat()
    except OverflowError:  # in the first or the last hours that a datetime knows
        return moment.replace(tzinfo=None).isoformat()


def web_address(value: str) -> str:
    """An http(s) address, else empty."""
    value = value.strip()
    return value if value.lower().startswith(("http://", "https://")) else ""


def merged(first: Metadata, second: Metadata) -> Metadata:
    """What `first` knows, and what `second` knows besides."""
    names = [field.name for field in fields(Metadata)]
    return Metadata(**{name: getattr(first, name) or getattr(second, name) for name in names})
