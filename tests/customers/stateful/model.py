"""Who has which customer, written a second time from the rules alone: plain values, and nothing of the product.

A question is answered by the set of ends that would be right: several, where more than one thing stands in the way and
the rules do not say which is told. Where nothing does, the little world has changed.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.customers.stateful.companies import Entry

DONE, WAITS, TAKEN, LIMIT, FORBIDDEN, NOT_NOW, MISSING = (
    *("done", "waits", "taken", "limit", "forbidden", "not now", "missing"),
)
Ends = set[str]

TENANTS = {"north": "north", "sky": "north", "south": "south"}
ZONES = {"north": "UTC", "south": "Asia/Singapore"}
#: Who works where, as what; ann looks after the reseller Sky.
PEOPLE = {
    "nora": ("north", "administrator"),
    "ann": ("north", "account manager"),
    "bob": ("north", "account manager"),
    "skye": ("sky", "administrator"),
    "sam": ("sky", "account manager"),
    "sue": ("south", "administrator"),
    "max": ("south", "account manager"),
}
LOOKS_AFTER_SKY = "ann"
#: How many preregistrations, of companies that nobody here asks for, the partners have besides.
OTHERS = {"north": 97, "sky": 98, "south": 0}
DAYS, MOST, REVIEWS_A_DAY, DISASSOCIATIONS = 15, 100, 10, 3


@dataclass
class Customer:
    company: str
    manager: str
    marks: dict[str, str]
    reviewed: bool
    email: str = ""
    state: str = ""
    until: date | None = None
    ended: date | None = None
    #: Whether the marks are its own; not while the operators decide between it and somebody else.
    holds: bool = True
    #: Whether the operators are asked.
    asked: bool = False
    history: list[tuple[str, str, str, str]] = field(default_factory=list)
    log: list[tuple[str, str]] = field(default_factory=list)
    disassociated: list[datetime] = field(default_factory=list)


class Model:
    def __init__(self, now: datetime) -> None:
        self.now = now
        self.customers: list[Customer] = []
        self.contested: list[tuple[str, datetime]] = []

    # --- What is so -------------------------------------------------------------------------------------------

    def today(self, company: str) -> date:
        return self.now.astimezone(ZoneInfo(ZONES[TENANTS[company]])).date()

    def runs(self, one: Customer) -> bool:
        """A preregistration, on its last day too."""
        return one.state == "preregistered" and one.until is not None and one.until >= self.today(one.company)

    def has_it(self, one: Customer) -> bool:
        """Whether nobody else may have a customer with one of its marks."""
        return one.holds and (one.state in {"pending_review", "associated"} or self.runs(one))

    def holders(self, wanted: Customer) -> list[int]:
        return [
            key
            for key, one in enumerate(self.customers)
            if one is not wanted and self.has_it(one) and one.marks.items() & wanted.marks.items()
        ]

    def sees(self, who: str, key: int) -> bool:
        (company, role), one = PEOPLE[who], self.customers[key]
        if role == "administrator":
            return company in {one.company, TENANTS[one.company]}
        after_sky = (who, one.company, one.state) == (LOOKS_AFTER_SKY, "sky", "associated")
        return after_sky or (one.company, one.manager) == (company, who)

    def _in_hand(self, who: str, one: Customer) -> Ends:
        company, role = PEOPLE[who]
        own = one.company == company and (role == "administrator" or one.manager == who)
        return set() if own else {FORBIDDEN}

    def _no_room(self, company: str) -> Ends:
        counted = [one for one in self.customers if one.company == company]
        running = sum(one.state == "pending_review" or self.runs(one) for one in counted)
        return {LIMIT} if running + OTHERS[company] >= MOST else set()

    # --- On the way to an association -------------------------------------------------------------------------

    def look(self, who: str, entry: Entry) -> Ends:
        return self._taken(Customer(PEOPLE[who][0], "", entry.marks, entry.reviewed)) or {DONE}

    def _taken(self, wanted: Customer) -> Ends:
        """In the own tenant it is told by whom; of all others nothing."""
        tenant, holders = TENANTS[wanted.company], self.holders(wanted)
        here = {f"taken by {key}" for key in holders if TENANTS[self.customers[key].company] == tenant}
        return here or ({TAKEN} if holders else set())

    def preregister(self, who: str, entry: Entry, *, manager: str, review: bool) -> Ends:
        company, role = PEOPLE[who]
        manager = manager if role == "administrator" else who
        made = Customer(company, manager, dict(entry.marks), entry.reviewed, entry.typed["email"])
        no = self._no_room(company)
        if manager and PEOPLE[manager] != (company, "account manager"):
            no |= {FORBIDDEN}
        ends = self._begin(made, who, no, review=review)
        if ends <= {DONE, WAITS}:
            self.customers.append(made)
            made.history += [("assigned", "", manager, who)] if manager else []
        return ends

    def again(self, who: str, key: int, *, review: bool) -> Ends:
        if not self.sees(who, key):
            return {MISSING}
        one = self.customers[key]
        no = self._in_hand(who, one) | self._no_room(one.company)
        ran_out = one.state == "preregistered" and not self.runs(one)
        if not ran_out and one.state not in {"expired", "released", "rejected"}:
            return no | {NOT_NOW}
        return self._begin(one, who, no, review=review)

    def _begin(self, one: Customer, who: str, no: Ends, *, review: bool) -> Ends:
        taken = self._taken(one)
        contested = taken == {TAKEN} and review
        day_ago = self.now - timedelta(days=1)
        asked = [at for company, at in self.contested if company == one.company and at >= day_ago]
        if contested:
            taken = {LIMIT} if len(asked) >= REVIEWS_A_DAY else set()
        if no | taken:
            return no | taken
        one.asked = contested or one.reviewed
        one.holds = not contested
        one.state, one.ended = "pending_review" if one.asked else "preregistered", None
        one.until = None if one.asked else self.today(one.company) + timedelta(days=DAYS)
        one.log.append(("preregistration sent to review" if one.asked else "customer preregistered", who))
        self.contested += [(one.company, self.now)] if contested else []
        return {WAITS if one.asked else DONE}

    def review(self, who: str, key: int, *, approve: bool) -> Ends:
        one = self.customers[key]
        no = set() if who == "olga" else {FORBIDDEN}
        no |= set() if one.asked else {NOT_NOW}
        if no or (approve and self.holders(one)):
            return no or {TAKEN}
        one.asked = False
        if approve:
            one.state, one.holds, one.until = "preregistered", True, self.today(one.company) + timedelta(days=DAYS)
        else:
            self._end(one, "rejected")
        one.log.append((f"preregistration {'approved' if approve else 'rejected'}", who))
        return {DONE}

    def release(self, who: str, key: int) -> Ends:
        if not self.sees(who, key):
            return {MISSING}
        one = self.customers[key]
        no = self._in_hand(who, one)
        if one.state != "pending_review" and not self.runs(one):
            no |= {NOT_NOW}
        if no:
            return no
        self._end(one, "released")
        one.asked = False
        one.log.append(("customer released", who))
        return {DONE}

    def _end(self, one: Customer, state: str) -> None:
        one.state, one.holds, one.until, one.ended = state, False, None, self.today(one.company)

    def accept(self, key: int) -> Ends:
        one = self.customers[key]
        if not self.runs(one):
            return {NOT_NOW}
        one.state = "associated"
        one.log.append(("customer associated", ""))
        return {DONE}

    # --- Afterwards -------------------------------------------------------------------------------------------

    def assign(self, who: str, key: int, *, to: str) -> Ends:
        one = self.customers[key]
        if not self.sees(who, key):
            return {MISSING}
        # Of who assigns nothing, the colleague may not even be there.
        no = set() if PEOPLE[who][1] == "administrator" else {FORBIDDEN, MISSING}
        if to and PEOPLE[to] != (one.company, "account manager"):
            no |= {FORBIDDEN, MISSING}
        if no:
            return no
        if to != one.manager:
            one.history.append(("assigned", one.manager, to, who))
            one.log.append(("customer assigned" if to else "customer withdrawn", who))
            one.manager = to
        return {DONE}

    def disassociate(self, who: str, key: int) -> Ends:
        one = self.customers[key]
        if not self.sees(who, key):
            return {MISSING}
        no = set() if PEOPLE[who] in {("north", "administrator"), ("south", "administrator")} else {FORBIDDEN}
        recent = [at for at in one.disassociated if at > three_months_before(self.now)]
        if one.state != "associated" or len(recent) >= DISASSOCIATIONS:
            no |= {NOT_NOW}
        if no:
            return no
        self._end(one, "disassociated")
        one.disassociated.append(self.now)
        one.history.append(("disassociated", "", "", who))
        one.log.append(("customer disassociated", who))
        return {DONE}

    def restore(self, key: int) -> Ends:
        """The operator associates once more what was disassociated."""
        one = self.customers[key]
        if self.holders(one):
            return {TAKEN}
        one.state, one.holds = "associated", True
        one.log.append(("customer changed", "olga"))
        return {DONE}

    def modify(self, who: str, key: int, *, email: str, mark: str) -> Ends:
        """Another address. Only who has the customer must find it free."""
        one = self.customers[key]
        if not self.sees(who, key):
            return {MISSING}
        company, role = PEOPLE[who]
        if role != "administrator" and (one.company, one.manager) != (company, who):
            return {FORBIDDEN}
        changed = Customer(one.company, "", {**one.marks, "email": mark}, reviewed=False)
        others = [other for other in self.holders(changed) if other != key]
        if self.has_it(one) and others:
            tenant = TENANTS[one.company]
            here = {f"taken by {other}" for other in others if TENANTS[self.customers[other].company] == tenant}
            return here or {TAKEN}
        if email != one.email:
            one.email, one.marks["email"] = email, mark
            one.log.append(("customer modified", who))
        return {DONE}

    def sweep(self) -> None:
        """Housekeeping writes down what time has done."""
        for one in self.customers:
            if one.state == "preregistered" and not self.runs(one):
                one.state, one.ended, one.holds, one.until = "expired", one.until, False, None
                one.log.append(("preregistration expired", ""))


def three_months_before(moment: datetime) -> datetime:
    month, year = (moment.month - 3, moment.year) if moment.month > 3 else (moment.month + 9, moment.year - 1)
    day = moment.day
    while True:
        try:
            return moment.replace(year=year, month=month, day=day)
        except ValueError:
            day -= 1
