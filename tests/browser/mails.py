"""The mails that the site has sent, as it has put them into its folder."""

import os
import re
from collections.abc import Mapping
from email import policy
from email.parser import BytesParser
from pathlib import Path

from tests.support.jobs import manage
from tests.support.source import ROOT

_LIKE_THE_SITE = {"INSECURE_HTTP": "1", "LANGUAGE_CODE": "en"}


def link_sent_to(address: str, environment: Mapping[str, str]) -> str:
    """The path of the link to join in the newest mail to the address, once a worker has sent what waits."""
    manage("worker", "--no-wait", environment={**os.environ, **environment, **_LIKE_THE_SITE}).communicate(timeout=60)
    for path in sorted((ROOT / "var" / "mail").iterdir(), key=lambda path: path.stat().st_mtime, reverse=True):
        mail = BytesParser(policy=policy.default).parsebytes(_first(path))
        if mail["To"] == address:
            return str(re.findall(r"(/join/[\w-]+/)", mail.get_body().get_content())[0])  # type: ignore[union-attr]
    raise AssertionError(f"No mail to {address}.")


def _first(path: Path) -> bytes:
    return path.read_bytes().partition(b"\n-----")[0]
