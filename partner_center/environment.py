"""Reads the process environment for settings.py. A wrong value stops the start with a sentence.

Knows names and shapes of variables, never what they are used for.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The variable without surrounding white space; `default` when unset or empty."""
    return os.environ.get(name, "").strip() or default


def switch(name: str, *, default: bool = False) -> bool:
    """A variable that is 1 or 0."""
    value = text(name)
    if value not in {"", "0", "1"}:
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to 1 or 0, or leave it out.")
    return value == "1" if value else default


def words(name: str, default: str) -> list[str]:
    """A comma-separated variable as a list without empty entries."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def one_of(name: str, allowed: tuple[str, ...], default: str) -> str:
    """A variable with a short list of values."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to one of: {', '.join(filter(None, allowed))}.")
    return value


#: How to speak to a mail server, and at which port unless the address says another one.
_MAIL_SCHEMES = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail_server(name: str) -> dict[str, Any]:
    """The mail server of a variable like smtps://user:password@host:port?from=address; empty when unset."""
    url = text(name)
    if not url:
        return {}
    parts = urlsplit(url)
    sender = parse_qs(parts.query).get("from", [""])[0]
    if parts.scheme not in _MAIL_SCHEMES or not parts.hostname or "@" not in sender:
        raise ImproperlyConfigured(
            f"{name} is no mail server. Set it like smtp+tls://user:password@host:587?from=partner-center@example.com."
        )
    return {
        "host": parts.hostname,
        "port": parts.port or _MAIL_SCHEMES[parts.scheme],
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "tls": parts.scheme == "smtp+tls",
        "ssl": parts.scheme == "smtps",
        "from": sender,
    }


def secret(name: str, kept_in: Path) -> str:
    """The variable, or a secret made once and kept in a file that only its owner can read."""
    value = text(name)
    if value:
        if len(value) < 50:
            raise ImproperlyConfigured(f"{name} has {len(value)} characters. Set one of 50 or more.")
        return value
    if not kept_in.exists():
        kept_in.parent.mkdir(parents=True, exist_ok=True)
        fresh = kept_in.with_name(f"{kept_in.name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64))
        # os.link refuses to replace: of two processes that start at once, the first one's secret stays.
        try:
            os.link(fresh, kept_in)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return kept_in.read_text().strip()
