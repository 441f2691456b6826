"""The lists that can be exported, and who finds their rows, without this room knowing them.

An app names its lists in its AppConfig.ready(). Plain calls in a plain list, as in followers.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from accounts.roles import Capability

if TYPE_CHECKING:
    # The apps name their lists before any model is there.
    from accounts.models import User
    from partner_center.web.asked import Asked


@dataclass(frozen=True, slots=True)
class ExportedList:
    name: str
    title: str | Promise
    #: What one needs to export it; what one sees of it is the list's own affair.
    capability: Capability
    #: Dotted path of (user, query, **words) -> Asked, with which its page is made too.
    source: str
    #: How its files are called.
    stem: str
    words: Mapping[str, str] = field(default_factory=dict)

    def asked(self, user: "User", query: QueryDict) -> "Asked[Any, Any]":
        """The list as the address asks for it, as this person sees it now."""
        found: Asked[Any, Any] = import_string(self.source)(user, query, **self.words)
        return found


_lists: dict[str, ExportedList] = {}


def exported(listed: ExportedList) -> None:
    """Let a list be exported. Named twice, it counts once."""
    _lists.setdefault(listed.name, listed)


def list_named(name: str) -> ExportedList | None:
    return _lists.get(name)


def names() -> list[str]:
    return list(_lists)


def export_of(user: "User", name: str) -> str:
    """The list's name for the page's Export, if the person may; else nothing."""
    return name if user.can(_lists[name].capability) else ""
