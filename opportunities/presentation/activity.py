"""Activity: what the audit log says about one opportunity, in plain words, and the notes on it; names masked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.audit import REVEALED
from accounts.models import AuditEntry, User
from accounts.reveal_words import named
from accounts.roles import Reach
from opportunities.information import PERSONAL
from opportunities.models import Note, Opportunity
from opportunities.presentation.masks import person
from opportunities.presentation.words import MONTH_FLAGS, Vocabulary, label
from opportunities.progress import Phase
from partner_center.web import formats

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: Lines that the page shows, and how many it shows when it is asked for all.
FIRST, MOST = 10, 200
#: Longer texts are cut: the activity says that they changed, the card says what they are.
_LONGEST = 80

#: In the log so that nothing is missing there; on the page stands the note itself, for whoever may read it.
_NOTED = "note added"

_ACTS = {
    "opportunity added": _lazy("added this opportunity"),
    "opportunity modified": _lazy("changed"),
    "opportunity voided": _lazy("voided this opportunity"),
    "opportunity reopened": _lazy("reopened this opportunity"),
    "opportunity transferred": _lazy("transferred this opportunity"),
    "opportunity suspended": _lazy("suspended this opportunity with its customer"),
}
_FLAG_OF = {flag: name for name, flag in MONTH_FLAGS.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """One changed field. Personal data has no values here: neither the old nor the new one is in the log."""

    label: "StrOrPromise"
    values: tuple[SafeString | str, SafeString | str] | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    when: str
    who: SafeString | str
    what: str
    changes: list[Change] = field(default_factory=list)
    #: What somebody wrote, in lines.
    text: str = ""


def log_of(opportunity: Opportunity, reader: User) -> QuerySet[AuditEntry]:
    """The lines about the opportunity that the reader may see: who looked at what is the administrator's to know."""
    lines = AuditEntry.objects.about(opportunity).exclude(action=_NOTED).select_related("actor")
    if reader.reach is Reach.TENANT:
        return lines
    return lines.exclude(Q(action=REVEALED) & ~Q(actor=reader))


def newest_editor(opportunity: Opportunity) -> User | None:
    """Who gave the opportunity its newest version."""
    edits = ("opportunity modified", "opportunity transferred", "opportunity reopened")
    newest = AuditEntry.objects.about(opportunity).filter(action__in=edits).select_related("actor").first()
    return newest.actor if newest else None


def notes_on(opportunity: Opportunity, reader: User) -> QuerySet[Note]:
    return Note.objects.visible_to(reader).filter(opportunity=opportunity).select_related("author").in_order()


def newest(entries: Iterable[AuditEntry], notes: Iterable[Note], most: int) -> list[AuditEntry | Note]:
    """The newest of both by time. Each kind keeps its own order, whatever the clock did."""
    return list(islice(merge(entries, notes, key=attrgetter("at"), reverse=True), most))


def activity(opportunity: Opportunity, found: Iterable[AuditEntry | Note], words: Vocabulary) -> list[Happening]:
    """Lines and notes in words, newest first. The lines must be the newest ones without a gap."""
    return _Teller(opportunity, words).tell(list(found))


class _Teller:
    def __init__(self, opportunity: Opportunity, words: Vocabulary) -> None:
        self._opportunity, self._words = opportunity, words
        #: Dates and their month flags as they were when the line being told was written; the log keeps
        #: only what changed, so the walk from now backwards keeps the rest.
        self._then: dict[str, Any] = {name: getattr(opportunity, name) for pair in MONTH_FLAGS.items() for name in pair}
        self._names: dict[str, SafeString | str] = {}

    def tell(self, found: list[AuditEntry | Note]) -> list[Happening]:
        details = [line.details for line in found if isinstance(line, AuditEntry)]
        mentioned = {said.get(side) for said in details for side in ("before", "after")} - {None}
        if mentioned:
            members = User.objects.filter(username__in=mentioned, partner_id=self._opportunity.tenant_id)
            self._names = {member.username: person(member) for member in members}
        return [self._note(line) if isinstance(line, Note) else self._happening(line) for line in found]

    def _note(self, note: Note) -> Happening:
        when = formats.moment(note.at, self._opportunity.tenant.time_zone)
        return Happening(when=when, who=person(note.author), what=_("noted"), text=note.text)

    def _happening(self, entry: AuditEntry) -> Happening:
        return Happening(
            when=formats.moment(entry.at, self._opportunity.tenant.time_zone),
            who=person(entry.actor) if entry.actor else _("The system"),
            what=self._what(entry.action, entry.details),
            changes=[*self._transfer(entry), *self._changes(entry.details.get("changes") or {})],
        )

    def _transfer(self, entry: AuditEntry) -> list[Change]:
        if entry.action != "opportunity transferred":
            return []
        before, after = (entry.details[side] for side in ("before", "after"))
        nobody = person(None)
        return [Change(label("owner"), (self._names.get(before, nobody), self._names.get(after, nobody)))]

    def _what(self, action: str, details: Mapping[str, Any]) -> str:
        if action == "progress specified":
            words = {"phase": Phase(details["phase"]).label, "number": details["entry"]}
            return _("specified progress: %(phase)s, entry %(number)s") % words
        if action == REVEALED:
            return _("showed in full: %(value)s") % {"value": named(details["column"])}
        return str(_ACTS.get(action, action))

    def _changes(self, changes: Mapping[str, list[Any]]) -> list[Change]:
        told = []
        for name in dict.fromkeys(_FLAG_OF.get(name, name) for name in changes):
            if name in MONTH_FLAGS:
                told.append(Change(label(name), self._dates(name, changes)))
            elif name == "lines":
                told.append(Change(_("Main Products")))
            elif name in PERSONAL:
                told.append(Change(label(name)))
            else:
                old, new = changes[name]
                told.append(Change(label(name), (self._said(name, old), self._said(name, new))))
        return told

    def _said(self, name: str, value: Any, *, is_month: bool = False) -> SafeString | str:
        text = self._words.say(name, value, is_month=is_month)
        return format_html("<bdi>{}</bdi>", Truncator(text).chars(_LONGEST)) if text else formats.nothing()

    def _dates(self, name: str, changes: Mapping[str, list[Any]]) -> tuple[SafeString | str, SafeString | str]:
        flag = MONTH_FLAGS[name]
        old, new = changes.get(name, [self._then[name]] * 2)
        old_is_month, new_is_month = changes.get(flag, [self._then[flag]] * 2)
        self._then |= {name: old, flag: old_is_month}
        return self._said(name, old, is_month=old_is_month), self._said(name, new, is_month=new_is_month)
