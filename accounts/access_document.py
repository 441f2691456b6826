"""Writes docs/access.md from roles.py: `python -m accounts.access_document > docs/access.md`."""

import os
import sys

import django
from django.utils.translation import override

from accounts.roles import STANDINGS, Capability, PartnerKind, Role

_INTRODUCTION = """# Who may do what

Generated from `accounts/roles.py` by `python -m accounts.access_document`; a test compares it. One person has one
role in one partner. A capability says that somebody can do a thing at all; whether to a given record, now, is
decided by the `permissions.py` of each app. What a person does not reach does not exist for them: 404, never 403.
"""


def document() -> str:
    """The whole document, in English whatever the language of the process."""
    with override("en"):
        people = [(f"{kind.label}: {role.label}", standing) for (kind, role), standing in STANDINGS.items()]
        heads = [name for name, _standing in people]
        lines = [_INTRODUCTION, _row("", *heads), _row(*["---"] * (len(heads) + 1))]
        lines.append(_row("sees the records of", *(standing.reach.value for _name, standing in people)))
        for capability in Capability:
            can = ("yes" if capability in standing.capabilities else "no" for _name, standing in people)
            lines.append(_row(f"can {capability.value}", *can))
        lines += ["", "## What a person without it reads", ""]
        lines += [f"- {capability.value}: “{capability.refusal}”" for capability in Capability]
        lines += [
            "",
            f"Partners are of {len(PartnerKind)} kinds and have {len(Role)} roles. A platform operator belongs",
        ]
        lines += ["to no partner, has none of these capabilities and works in Django admin.", ""]
    return "\n".join(lines)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partner_center.settings")
    django.setup()  # Labels are translatable, and translations need the apps.
    sys.stdout.write(document())
