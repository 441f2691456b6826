"""Two people, one record: an edit must name the version that it was made on. One person, two clicks: one record."""

import uuid
from typing import Protocol


class Versioned(Protocol):
    version: int


class StaleEdit(Exception):
    """The record was changed after the page with the form was shown."""


def number_seen(text: str) -> int:
    """The version that a form brought along; what no page of ours sends counts as older than every version."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def submission_of(text: str) -> uuid.UUID:
    """The key under which sending a form twice makes one record; a new one for what no form of ours contains."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


def require_version(current: Versioned, seen: int) -> None:
    """Raise StaleEdit unless the record is still as the person saw it."""
    if current.version != seen:
        raise StaleEdit
