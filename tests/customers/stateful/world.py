"""The little world of the rules: who works where, which customers there are, and who has them. Plain values."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

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
class Invitation:
    key: int
    by: str
    channel: str
    sent: datetime
    until: datetime
    state: str = "sent"


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


class World:
    def __init__(self, now: datetime) -> None:
        self.now = now
        self.customers: list[Customer] = []
        self.invitations: list[Invitation] = []
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

    def in_hand(self, who: str, one: Customer) -> Ends:
        company, role = PEOPLE[who]
        own = one.company == company and (role == "administrator" or one.manager == who)
        return set() if own else {FORBIDDEN}

    def no_room(self, company: str) -> Ends:
        counted = [one for one in self.customers if one.company == company]
        running = sum(one.state == "pending_review" or self.runs(one) for one in counted)
        return {LIMIT} if running + OTHERS[company] >= MOST else set()


def three_months_before(moment: datetime) -> datetime:
    month, year = (moment.month - 3, moment.year) if moment.month > 3 else (moment.month + 9, moment.year - 1)
    day = moment.day
    while True:
        try:
            return moment.replace(year=year, month=month, day=day)
        except ValueError:
            day -= 1
