"""The mails that the site has sent, as it has put them into its folder."""

import re
from email import policy
from email.parser import BytesParser
from pathlib import Path

from tests.support.source import ROOT


def link_sent_to(address: str) -> str:
    """The path of the link to join in the newest mail to the address."""
    for path in sorted((ROOT / "var" / "mail").iterdir(), key=lambda path: path.stat().st_mtime, reverse=True):
        mail = BytesParser(policy=policy.default).parsebytes(_first(path))
        if mail["To"] == address:
            return str(re.findall(r"(/join/[\w-]+/)", mail.get_body().get_content())[0])  # type: ignore[union-attr]
    raise AssertionError(f"No mail to {address}.")


def _first(path: Path) -> bytes:
    return path.read_bytes().partition(b"\n-----")[0]
