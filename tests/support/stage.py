"""The people of the lifecycle machine at their browsers: what each step of the rules is as a request to the product.

Everything goes through the pages, what operators do included. Afterwards the database says what has become of it.
"""

import re
import uuid
from collections.abc import Collection
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.test import Client as Browser

from accounts.audit import REVEALED
from accounts.models import AuditEntry, Counter, Partner, User
from customers.models import Customer
from opportunities.models import Draft, Note, Opportunity
from tests.cast import Cast
from tests.support import wizard
from tests.support.browsers import client_of
from tests.support.law import Law
from tests.support.law_words import ADMINISTRATOR, DIRECTOR, MANAGER, Client, Company, Deal, End, Person, Report
from tests.support.operations import address as of_operations
from tests.support.things import number_the_south_apart

ROOT = "/partner/sales/opportunities"
ENDS = {200: End.DONE, 303: End.DONE, 403: End.FORBIDDEN, 404: End.MISSING, 409: End.CONFLICT, 422: End.INVALID}
PEOPLE = ("nora", "ann", "bob", "dirk", "skye", "sam", "sue", "max")
CUSTOMERS = (
    *("ann_associated", "ann_preregistered", "bob_associated", "unassigned_customer"),
    *("sky_associated", "sky_preregistered", "copper_associated", "south_associated", "delta_associated"),
)
#: Behind this number South's new opportunities are counted, so that a number means one opportunity.
SOUTH_BEGINS = 500_000


def law_of(numbers: dict[str, str]) -> Law:
    """The cast as the rules see it, typed from tests/cast.py; `numbers` are those of its opportunities."""
    deals = {
        "ann_opportunity": Deal("ann_associated", "ann", 10, 10),
        "ann_sky_opportunity": Deal("sky_associated", "ann", 30, 50),
        "bob_opportunity": Deal("bob_associated", "bob", 40, 50, test_project=True),
        "unassigned_opportunity": Deal("copper_associated", "", 10, 10),
        "won_opportunity": Deal("ann_associated", "ann", 60, 100, entries=2),
        "lost_opportunity": Deal("ann_associated", "ann", 99, 0, entries=2),
        "south_opportunity": Deal("south_associated", "max", 10, 10),
    }
    return Law(
        companies={
            "north": Company(),
            "sky": Company(under="north", account_manager="ann"),
            "copper": Company(under="north"),
            "south": Company(),
            "delta": Company(under="south"),
        },
        people={
            "nora": Person("north", ADMINISTRATOR),
            "ann": Person("north", MANAGER, director="dirk"),
            "bob": Person("north", MANAGER),
            "dirk": Person("north", DIRECTOR),
            "skye": Person("sky", ADMINISTRATOR),
            "sam": Person("sky", MANAGER, director="sid"),
            "sid": Person("sky", DIRECTOR),
            "sue": Person("south", ADMINISTRATOR),
            "max": Person("south", MANAGER),
        },
        customers={
            "ann_associated": Client("north", "ann"),
            "ann_preregistered": Client("north", "ann", "preregistered"),
            "bob_associated": Client("north", "bob"),
            "unassigned_customer": Client("north"),
            "sky_associated": Client("sky", "sam"),
            "sky_preregistered": Client("sky", "sam", "preregistered"),
            "copper_associated": Client("copper"),
            "south_associated": Client("south", "max"),
            "delta_associated": Client("delta"),
        },
        deals={numbers[name]: deal for name, deal in deals.items()},
    )


class Stage:
    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        number_the_south_apart(cast)
        Counter.objects.filter(tenant=cast.south, name__startswith="OPP").update(value=SOUTH_BEGINS)
        self.browsers: dict[str, Browser] = {who: client_of(who, cast) for who in (*PEOPLE, "olga")}
        for name in CUSTOMERS:
            getattr(cast, name).refresh_from_db()
        self.customer_names = {getattr(cast, name).pk: name for name in CUSTOMERS}
        self._unique = count(1)

    def sign_everybody_in(self) -> None:
        """Sessions end with the life in which they began, or when somebody may not come in any more."""
        for who in self.browsers:
            self.sign_in(who)

    def sign_in(self, who: str) -> None:
        self.browsers[who].force_login(getattr(self.cast, who))

    def numbers(self) -> dict[str, str]:
        ours = {name: value for name, value in vars(self.cast).items() if isinstance(value, Opportunity)}
        stored = dict(Opportunity.objects.values_list("pk", "number"))
        return {name: stored[row.pk] for name, row in ours.items()}

    # --- What has become of it --------------------------------------------------------------------------------

    def found(self) -> dict[str, tuple[Any, ...]]:
        """Every opportunity of both tenants, as `told` says it of the rules."""
        notes = dict(Note.objects.values_list("opportunity").annotate(Count("pk")).order_by())
        rows = Opportunity.objects.select_related("owner").annotate(written=Count("entries"))
        return {
            row.number: (
                self.customer_names[row.customer_id],
                row.owner.username if row.owner else "",
                row.phase,
                row.win_probability,
                row.status,
                row.test_project,
                row.written,
                notes.get(row.pk, 0),
                row.version - 1,
            )
            for row in rows
        }

    def seen(self, people: Collection[str]) -> dict[str, set[str]]:
        """Whose scope holds which opportunities."""
        found = User.objects.filter(username__in=people).select_related("partner", "distributor")
        return {
            who.username: set(Opportunity.objects.visible_to(who).values_list("number", flat=True)) for who in found
        }

    def _post(self, who: str, address: str, typed: dict[str, Any]) -> HttpResponse:
        answer: Any = self.browsers[who].post(address, typed)
        return answer

    # --- Members ----------------------------------------------------------------------------------------------

    def begin(
        self, who: str, customer: str, *, phase: int, probability: int, test_project: bool
    ) -> tuple[End, Draft | None]:
        answer = self._post(who, wizard.NEW, {"customer": getattr(self.cast, customer).number})
        if end_of(answer) is not End.DONE:
            return end_of(answer), None
        draft = Draft.objects.get(pk=answer["Location"].split("/")[-3])
        typed = wizard.basic(
            name=f"Sale {next(self._unique)}",
            phase=str(phase),
            probability=str(probability),
            test_project="yes" if test_project else "no",
        )
        answer = wizard.send(self.browsers[who], draft, "basic", typed)
        if end_of(answer) is End.DONE:
            answer = wizard.send(self.browsers[who], draft, "detailed", wizard.detailed())
        return end_of(answer), draft

    def submit(self, who: str, draft: Draft) -> tuple[End, str]:
        """How it ends, and the number of what the draft became."""
        revision = Draft.objects.filter(pk=draft.pk).values_list("revision", flat=True).first() or 0
        typed = {**wizard.revenue(), "action": "next", "revision": revision}
        answer = self._post(who, wizard.address(draft, "revenue"), typed)
        end = end_of(answer)
        if end is End.DONE and answer["Location"].endswith("/customer/"):
            return End.INVALID, ""
        return end, answer["Location"].split("/")[-3] if end is End.DONE else ""

    def modify(self, who: str, number: str, tab: str, *, stale: bool, test_project: bool | None) -> End:
        version = 1 if stale else Opportunity.objects.values_list("version", flat=True).get(number=number)
        typed = {
            "basic": lambda: wizard.basic(
                name=f"Sale {next(self._unique)}", test_project="yes" if test_project else "no", tender_date=""
            ),
            "other": lambda: wizard.detailed(pain_points=f"It takes {next(self._unique)} nights"),
            "revenue": lambda: wizard.revenue(estimated_monthly_revenue=str(20_000 + next(self._unique))),
        }[tab]()
        return end_of(self._post(who, f"{ROOT}/{number}/modify/{tab}/", {**typed, "version": version}))

    def report(self, who: str, number: str, said: Report, *, stale: bool, key: uuid.UUID) -> End:
        seen = 1 if stale else Opportunity.objects.values_list("progress_count", flat=True).get(number=number)
        typed = {
            "submission_id": str(key),
            "seen_entry": seen,
            "phase": said.phase,
            "probability": said.probability,
            "technical_exchange": said.exchange,
            "test_details": said.test,
            "details": "d" * said.length,
            "signed_on": date.today().isoformat() if said.signed else "",
            "actual_monthly_revenue": "5,000",
            "lost_reason": said.lost_reason,
            **(dict.fromkeys(("backward", "skips", "closes"), "on") if said.ticked else {}),
        }
        return end_of(self._post(who, f"{ROOT}/{number}/progress/new/", typed))

    def note(self, who: str, number: str, *, length: int) -> End:
        typed = {"text": "n" * length, "submission_id": str(uuid.uuid4())}
        return end_of(self._post(who, f"{ROOT}/{number}/notes/new/", typed))

    def steer(self, who: str, number: str, act: str, typed: dict[str, str]) -> End:
        return end_of(self._post(who, f"{ROOT}/{number}/{act}/", typed))

    def look(self, who: str, number: str) -> End:
        return end_of(self.browsers[who].get(f"{ROOT}/{number}/"))

    def reveal(self, who: str, number: str) -> tuple[End, tuple[bool, int]]:
        """How it ends; whether the customer's name stands in the answer, and how many lines say that it was shown."""
        revealed = AuditEntry.objects.filter(action=REVEALED, subject=number, actor=getattr(self.cast, who))
        before = revealed.count()
        answer = self._post(who, f"{ROOT}/{number}/", {"toggle": "customer_name"})
        name = Customer.objects.get(opportunities__number=number).name
        return end_of(answer), (name in answer.content.decode(), revealed.count() - before)

    def browse(self, who: str) -> tuple[End, set[str]]:
        """Both tabs of the list: the numbers in them."""
        answers = [self.browsers[who].get(f"{ROOT}/{group}/?attain=any") for group in ("mine", "resellers")]
        pages = "".join(answer.content.decode() for answer in answers)
        return end_of(answers[0]), set(re.findall(rf"{ROOT}/(OPP-\d{{4}}-\d{{6}})/", pages))

    # --- The operator -----------------------------------------------------------------------------------------

    def employ(self, who: str, *, role: str, director: str, active: bool) -> End:
        member = User.objects.get(username=who)
        typed = {
            "username": who,
            "name": member.name,
            "role": role,
            "director": getattr(self.cast, director).pk if director else "",
            **({"is_active": "on"} if active else {}),
        }
        end = self._kept(self._post("olga", of_operations(User, "change", member.pk), typed))
        if active:
            # Whoever was shut out while asking for something has no session any more.
            self.sign_in(who)
        return end

    def keep_reseller(self, company: str, *, account_manager: str, shares: bool) -> End:
        partner = Partner.objects.get(pk=getattr(self.cast, company).pk)
        typed = {
            **{name: getattr(partner, name) for name in ("name", "country", "currency", "time_zone", "status")},
            "account_manager": getattr(self.cast, account_manager).pk if account_manager else "",
            **({"share_opportunities": "on"} if shares else {}),
        }
        return self._kept(self._post("olga", of_operations(Partner, "change", partner.pk), typed))

    def relate(self, customer: str, *, relation: str) -> End:
        row = Customer.objects.get(pk=getattr(self.cast, customer).pk)
        until = date.today() + timedelta(days=-3 if relation == "expired" else 10)
        typed = {
            **{name: getattr(row, name) for name in ("kind", "name", "account_name", "country", "email")},
            "state": "preregistered" if relation == "expired" else relation,
            "preregistered_until": until.isoformat(),
            "seen_version": row.version,
        }
        return self._kept(self._post("olga", of_operations(Customer, "change", row.pk), typed))

    def _kept(self, answer: HttpResponse) -> End:
        """Django admin leads on when it has stored, and shows the form again when it has not."""
        return {302: End.DONE, 200: End.INVALID}[answer.status_code]


def told(law: Law) -> dict[str, tuple[Any, ...]]:
    """What the rules say of every opportunity."""
    return {
        number: (
            deal.customer,
            deal.owner,
            deal.phase,
            deal.probability,
            deal.status,
            deal.test_project,
            deal.entries,
            deal.notes,
            deal.changes,
        )
        for number, deal in law.deals.items()
    }


def end_of(answer: Any) -> End | str:
    """How it ended; a status that means none of that stays a number, which no rule predicts."""
    if answer.status_code == 302:
        return End.STRANGER if answer["Location"].startswith("/signin/") else "302"
    return ENDS.get(answer.status_code, str(answer.status_code))
