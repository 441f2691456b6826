"""What people typed stands where neither a browser nor htmx acts on it (R40).

Autoescaping keeps it text. This is the wall behind that one: markup that slipped through would still lie inside
hx-disable, for no content policy keeps htmx from sending a request that a stored `hx-post` asks for.
"""

import re
from html.parser import HTMLParser

import pytest
from django.utils import timezone

from accounts.audit import record
from customers.models import CustomerEvent, ResellerEvent
from marketing.models import MarketingTask
from opportunities.models import BusinessSystem, Opportunity
from opportunities.progress import Phase
from tests import make
from tests.access_table import PEOPLE
from tests.support.browsers import clients_of
from tests.support.cells import EYED, PAGES, open_to
from tests.support.source import templates
from tests.support.things import number_the_south_apart, references, undone
from tests.support.typed import APPEND_ONLY, called, plant, typed_fields

#: Begins every planted text and every mask of one, and stands nowhere else.
SIGN = "Ω"
PLANTED = {called(field): f"{SIGN}typed{number:03}" for number, field in enumerate(typed_fields())}
#: Nobody is shown these but operators, whose pages have no htmx; or they are Chinese names of reference lists.
UNSHOWN = {
    *("Review.reason", "Mail.address", "Mail.text"),
    *(f"ProtectedAccount.{name}" for name in ("name", "registration_number", "remarks")),
    *(f"{model}.name_zh" for model in ("BusinessSystem", "Provider", "Competitor", "Product", "Industry")),
}
#: Their content is text, whatever it looks like.
TEXT_ONLY = {"title", "option", "textarea"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
#: What a browser or htmx acts on.
ACTED_ON = re.compile(r"hx-|data-hx-|on|id$|class$|style$|href$|src$|action$|formaction$|form$|for$|http-equiv$")


class Page(HTMLParser):
    """Where on a page typed text stands unguarded, and where the form token stands outside a form."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.faults: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        inside_form = any(name == "form" for name, _disabled in self.open)
        for name, value in given.items():
            if SIGN in (value or "") and ACTED_ON.match(name):
                self.faults.append(f"<{tag} {name}={value!r}>")
            a_token = name in {"hx-headers", "hx-vals", "hx-vars"} or (name == "name" and "csrf" in (value or ""))
            if a_token and not (tag == "input" and given.get("type") == "hidden" and inside_form):
                self.faults.append(f"<{tag} {name}={value!r}> outside a form")
        if tag not in VOID:
            self.open.append((tag, "hx-disable" in given))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if SIGN in data and not any(disabled or name in TEXT_ONLY for name, disabled in self.open):
            self.faults.append(f"{data.strip()!r} in {'/'.join(name for name, _disabled in self.open[-4:])}")


@pytest.fixture
def world(cast):
    """A text of its own in every field, also in those that are shown in few states only."""
    number_the_south_apart(cast)
    names = references(cast)
    said = PLANTED.get
    make.progress_entry(
        opportunity=cast.ann_opportunity,
        phase=Phase.LOST,
        lost_note=said("ProgressEntry.lost_note"),
        lost_competitor=said("ProgressEntry.lost_competitor"),
    )
    make.progress_entry(opportunity=cast.ann_opportunity, phase=Phase.INITIAL_CONTACT)
    CustomerEvent.objects.create(
        tenant=cast.north, customer=cast.ann_associated, kind="disassociated", reason=said("CustomerEvent.reason")
    )
    ResellerEvent.objects.create(
        tenant=cast.north, reseller=cast.sky, kind="resumed", reason=said("ResellerEvent.reason")
    )
    for opportunity in Opportunity.objects.filter(tenant=cast.north):
        by = opportunity.owner or cast.nora
        if opportunity.is_open:
            make.progress_entry(
                opportunity=opportunity,
                by=by,
                details=said("ProgressEntry.details"),
                technical_exchange_note=said("ProgressEntry.technical_exchange_note"),
                test_note=said("ProgressEntry.test_note"),
            )
        make.note(opportunity=opportunity, author=by, text=said("Note.text"))
        changes = {"name": [said("Opportunity.name")] * 2, "notes": ["", said("Opportunity.notes")]}
        record("opportunity modified", on=opportunity, by=by, details={"changes": changes})
    Opportunity.objects.update(
        business_system=make.business_system(code=BusinessSystem.OTHER),
        current_providers=[make.provider().code],
        competitors=[make.competitor().code],
        next_step="Call",
        next_step_date=timezone.now().date(),
    )
    type(cast.ann_associated).objects.update(industry=make.industry())
    answers = make.answers(name=said("Opportunity.name"))
    answers["detailed"]["pain_points"] = [said("Opportunity.pain_points")]
    for draft in (cast.ann_draft, cast.nora_draft):
        type(draft).objects.filter(pk=draft.pk).update(answers=answers, target=cast.ann_target)
    # Only such a task has a contract.
    MarketingTask.objects.update(strategy=MarketingTask.Strategy.LARGE_ORDER_RENEWAL)
    plant(lambda field: PLANTED[called(field)])
    return clients_of(PEOPLE, cast), names


def _eyes(client, address: str, page: str) -> dict[str, str]:
    """The page again with each of its eyes pressed."""
    revision = re.search(r'name="revision" value="(\d+)"', page)
    keep = {"revision": revision[1]} if revision else {}
    keys = sorted(set(re.findall(r'name="toggle" value="(\w+)"', page)))
    return {f" {key} shown": client.post(address, {"toggle": key, **keep}).content.decode() for key in keys}


def _faces(client, address: str, row) -> dict[str, str]:
    """A page as loaded, searched, as each fragment, with each eye pressed, and with everything in its form refused."""
    page = client.get(address, {"progress": "all", "activity": "all"}).content.decode()
    faces = {"": page, " searched": client.get(address, {"q": f"{SIGN}typed"}).content.decode()}
    for target in ("dialog", "results", "record", "activity", "progress"):
        answer = client.get(address, headers={"HX-Request": "true", "HX-Target": target})
        faces[f" #{target}"] = answer.content.decode()
    if row in EYED:
        faces |= _eyes(client, address, page)
        sent = dict.fromkeys(re.findall(r'<(?:input|select|textarea)[^>]*? name="([^"]+)"', page), f"{SIGN}typed")
        answer = client.post(address, {**sent, "toggle": "", "version": "0", "revision": "0", "action": "save"})
        faces[" refused"] = answer.content.decode()
    return faces


def test_what_people_typed_is_out_of_the_reach_of_htmx(world):
    """On every page of the administrator, who sees all that there is, and of the reseller's."""
    clients, names = world
    faults, seen = {}, set()
    for row in PAGES:
        for thing, person in open_to(row, only_first=True):
            address = row.address.format(it=names[thing])
            with undone():
                if person == "nora":
                    faces = _faces(clients[person], address, row)
                elif person == "skye":
                    faces = {"": clients[person].get(address).content.decode()}
                else:
                    continue
            faults |= {
                f"{address}{face} as {person}": found for face, text in faces.items() if (found := Page(text).faults)
            }
            seen |= set(re.findall(rf"{SIGN}typed\d+", "".join(faces.values())))
    assert faults == {}
    # Or a field that no page prints would pass for guarded.
    assert {name for name, text in PLANTED.items() if text not in seen} == UNSHOWN


def test_the_check_sees_what_it_is_there_for():
    """A text outside, in an attribute that is acted on, and a token where every element could inherit it."""
    assert Page(f"<p hx-disable><b>{SIGN}</b><br>{SIGN}</p><title>{SIGN}</title>").faults == []
    assert len(Page(f"<p hx-disable>{SIGN}</p><p>{SIGN}</p>").faults) == 1
    assert len(Page(f'<p hx-disable id="{SIGN}" hx-get="?q={SIGN}" title="{SIGN}"></p>').faults) == 2
    assert len(Page('<body hx-headers=\'{"X-CSRFToken": "1"}\'><meta name="csrf-token">').faults) == 2
    assert Page('<form><input type="hidden" name="csrfmiddlewaretoken" value="1"></form>').faults == []


def test_the_token_is_in_forms_only_as_the_templates_say():
    """L22: what stands on the body is inherited by whatever is in it."""
    assert not [
        name for name, text in templates().items() if re.search(r"hx-(headers|vals|vars)|csrf_token\s*}}", text)
    ]


def test_rows_that_cannot_be_changed_are_planted_by_hand():
    assert {name.split(".")[0] for name in PLANTED} >= APPEND_ONLY - {"AuditEntry"}
