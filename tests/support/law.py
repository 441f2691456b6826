"""The rules of opportunities once more, written from the specification alone, for the lifecycle machine.

Nothing of the product is imported here, not even its words: two who copy from each other agree on every mistake.
Each verb says how it ends and, where it succeeds, changes the little world as the rules want it.

Where the specification is silent this file says what the product decided: a customer's account manager who has left or
sells no more gets no new opportunities; a director who was deactivated leads nobody; a form sent twice counts once.
"""

from dataclasses import dataclass, field
from enum import Enum


class End(Enum):
    DONE = "done"
    #: Nobody is signed in any more.
    STRANGER = "stranger"
    FORBIDDEN = "forbidden"
    #: Does not exist for the person.
    MISSING = "missing"
    #: What was typed breaks a rule, and the form comes back.
    INVALID = "invalid"
    #: Somebody was faster.
    CONFLICT = "conflict"


ADMINISTRATOR, MANAGER, DIRECTOR = "administrator", "account_manager", "director"
OPENING = (10, 20, 30, 40, 50)
SIGNED, IN_SERVICE, SUSPENDED, LOST = 60, 70, 90, 99
EXCHANGE_WANTED = (30, 40, 50, 60, 70)
BANDS = {
    10: (10, 30),
    20: (10, 30, 50),
    30: (30, 50, 70),
    40: (30, 50, 70),
    50: (50, 70, 90),
    60: (100,),
    70: (100,),
    90: (0, 10, 30, 50),
    99: (0,),
}
STATUS = {60: "won", 70: "won", 90: "suspended", 99: "lost"}


@dataclass
class Company:
    #: The distributor above; of a distributor itself, nothing.
    under: str = ""
    account_manager: str = ""
    shares: bool = False


@dataclass
class Person:
    company: str
    role: str
    director: str = ""
    active: bool = True


@dataclass
class Client:
    """A customer of a company."""

    company: str
    manager: str = ""
    relation: str = "associated"


@dataclass
class Deal:
    """An opportunity."""

    customer: str
    owner: str
    phase: int
    probability: int
    test_project: bool = False
    voided: bool = False
    entries: int = 1
    notes: int = 0
    #: How often its information, or whose it is, was changed.
    changes: int = 0
    before_lost: tuple[int, int] = (50, 70)

    @property
    def status(self) -> str:
        return "voided" if self.voided else STATUS.get(self.phase, "active")

    @property
    def closed(self) -> bool:
        return self.status in {"won", "lost", "voided"}


@dataclass
class Report:
    """What somebody says in Specify Progress."""

    phase: int
    probability: int
    exchange: str = "held"
    test: str = "not_required"
    #: How many characters of Progress Details.
    length: int = 20
    signed: bool = True
    lost_reason: str = "price"
    #: The boxes under what is allowed but wants a second thought: going back, skipping, closing.
    ticked: bool = True


@dataclass
class Unfinished:
    """A draft that waits at the last step."""

    author: str
    customer: str
    phase: int
    probability: int
    test_project: bool
    became: str = ""


@dataclass
class Law:
    companies: dict[str, Company]
    people: dict[str, Person]
    customers: dict[str, Client]
    deals: dict[str, Deal] = field(default_factory=dict)

    # --- Who sees what ----------------------------------------------------------------------------------------

    def tenant(self, company: str) -> str:
        return self.companies[company].under or company

    def of_distributor(self, who: str) -> bool:
        return not self.companies[self.people[who].company].under

    def sees(self, who: str, deal: Deal) -> bool:
        person, customer = self.people[who], self.customers[deal.customer]
        if self.tenant(person.company) != self.tenant(customer.company):
            return False
        whose = deal.owner
        if not self.of_distributor(who):
            if customer.company != person.company or not self.companies[person.company].shares:
                return False
            whose = customer.manager
        if person.role == ADMINISTRATOR:
            return True
        if person.role == MANAGER:
            return whose == who
        return bool(whose) and self.people[whose].director == who

    def seen_by(self, who: str) -> set[str]:
        return {number for number, deal in self.deals.items() if self.sees(who, deal)}

    def _sees_customer(self, who: str, customer: Client) -> bool:
        """As somebody of the distributor who may add: administrators the whole tenant, account managers their own."""
        person = self.people[who]
        if self.tenant(person.company) != self.tenant(customer.company):
            return False
        if person.role == ADMINISTRATOR:
            return True
        if customer.company == person.company:
            return customer.manager == who
        return self.companies[customer.company].account_manager == who

    def _sells(self, who: str) -> bool:
        return self.of_distributor(who) and self.people[who].role in {ADMINISTRATOR, MANAGER}

    def _steers(self, who: str) -> bool:
        return self.of_distributor(who) and self.people[who].role == ADMINISTRATOR

    def _works_as_manager(self, who: str, company: str) -> bool:
        person = self.people.get(who)
        return person is not None and (person.company, person.role, person.active) == (company, MANAGER, True)

    def _reaches(self, who: str, deal: Deal, *, allowed: bool) -> End:
        """The order in which anybody is turned away: signed in, exists, may."""
        if not self.people[who].active:
            return End.STRANGER
        if not self.sees(who, deal):
            return End.MISSING
        return End.DONE if allowed else End.FORBIDDEN

    # --- What can be done -------------------------------------------------------------------------------------

    def look(self, who: str, number: str) -> End:
        return self._reaches(who, self.deals[number], allowed=True)

    def begin(self, who: str, customer: str, *, phase: int, probability: int, test_project: bool) -> End:
        """Choose a customer and answer the steps as far as the last."""
        if not self.people[who].active:
            return End.STRANGER
        if not self._sells(who):
            return End.FORBIDDEN
        fits = phase in OPENING and probability in BANDS[phase] and (phase != 40 or test_project)
        return End.DONE if fits and self._usable(who, customer) else End.INVALID

    def _usable(self, who: str, customer: str) -> bool:
        client = self.customers[customer]
        of_reseller = bool(self.companies[client.company].under)
        relations = {"associated"} if of_reseller else {"associated", "preregistered"}
        return self._sees_customer(who, client) and client.relation in relations

    def submit(self, draft: Unfinished) -> tuple[End, Deal | None]:
        """The last step. Everything is looked at again, and what was submitted once is not added twice."""
        who = draft.author
        if not self.people[who].active:
            return End.STRANGER, None
        if draft.became:
            return (End.DONE if self.sees(who, self.deals[draft.became]) else End.MISSING), None
        if not self._sells(who):
            return End.FORBIDDEN, None
        if not self._usable(who, draft.customer):
            return End.INVALID, None
        owner = self._owner_of_new(who, self.customers[draft.customer])
        return End.DONE, Deal(draft.customer, owner, draft.phase, draft.probability, draft.test_project)

    def _owner_of_new(self, who: str, client: Client) -> str:
        if self.people[who].role == MANAGER:
            return who
        company = self.companies[client.company]
        given = company.account_manager if company.under else client.manager
        return given if self._works_as_manager(given, self.tenant(client.company)) else ""

    def modify(self, who: str, number: str, *, stale: bool, test_project: bool | None = None) -> End:
        """`stale`: the page was opened when the opportunity was new; somebody may have changed it since.

        Something is always changed; `test_project` only where the tab asks it.
        """
        deal = self.deals[number]
        end = self._reaches(who, deal, allowed=self._sells(who) and not deal.closed)
        if end is not End.DONE:
            return end
        if test_project is False and deal.phase == 40:
            return End.INVALID
        if stale and deal.changes:
            return End.CONFLICT
        deal.test_project = deal.test_project if test_project is None else test_project
        deal.changes += 1
        return End.DONE

    def report(self, who: str, number: str, said: Report, *, stale: bool) -> End:
        """`stale`: the form was opened after entry 1."""
        deal = self.deals[number]
        end = self._reaches(who, deal, allowed=self._sells(who))
        if end is not End.DONE:
            return end
        if stale and deal.entries != 1:
            return End.CONFLICT
        if deal.voided or deal.phase in {IN_SERVICE, LOST}:
            return End.FORBIDDEN
        if self._faulty(deal, said) or (self._surprising(deal, said) and not said.ticked):
            return End.INVALID
        if said.phase == LOST:
            deal.before_lost = (deal.phase, deal.probability)
        deal.phase, deal.probability = said.phase, said.probability
        deal.entries += 1
        return End.DONE

    def report_again(self, who: str, number: str) -> End:
        """The author sends what was taken once: the answer of the first time, and nothing happens."""
        deal = self.deals[number]
        return self._reaches(who, deal, allowed=self._sells(who))

    def _follows(self, deal: Deal, phase: int) -> bool:
        if phase == 40 and not deal.test_project:
            return False
        if deal.phase == SIGNED:
            return phase == IN_SERVICE
        after_all_open = {*OPENING, SUSPENDED, LOST}
        return phase in (after_all_open if deal.phase == SUSPENDED else after_all_open | {SIGNED})

    def _backward(self, deal: Deal, phase: int) -> bool:
        return deal.phase in OPENING and phase < deal.phase

    def _faulty(self, deal: Deal, said: Report) -> bool:
        return (
            not self._follows(deal, said.phase)
            or said.probability not in BANDS[said.phase]
            or (said.phase in EXCHANGE_WANTED and not said.exchange)
            or (said.phase == 40 and said.test in {"", "not_required"})
            or said.length < (10 if self._backward(deal, said.phase) else 5)
            or said.length > 2000
            or (said.phase == SIGNED and not said.signed)
            or (said.phase == LOST and not said.lost_reason)
        )

    def _surprising(self, deal: Deal, said: Report) -> bool:
        between = [phase for phase in OPENING if deal.phase < phase < said.phase and (phase != 40 or deal.test_project)]
        skips = deal.phase in OPENING and said.phase <= SIGNED and bool(between)
        closes = said.phase in {SIGNED, IN_SERVICE, LOST} and deal.phase not in {SIGNED, IN_SERVICE, LOST}
        return self._backward(deal, said.phase) or skips or closes

    def note(self, who: str, number: str, *, length: int) -> End:
        deal = self.deals[number]
        end = self._reaches(who, deal, allowed=self._sells(who))
        if end is End.DONE and length < 2:
            return End.INVALID
        deal.notes += end is End.DONE
        return end

    def void(self, who: str, number: str, *, reason: str) -> End:
        deal = self.deals[number]
        end = self._reaches(who, deal, allowed=self._steers(who) and not deal.voided)
        if end is End.DONE and len(reason) < 5:
            return End.INVALID
        if end is End.DONE:
            deal.voided = True
            deal.entries += 1
            deal.changes += 1
        return end

    def reopen(self, who: str, number: str, *, reason: str) -> End:
        deal = self.deals[number]
        end = self._reaches(who, deal, allowed=self._steers(who) and deal.status == "lost")
        if end is End.DONE and len(reason) < 5:
            return End.INVALID
        if end is End.DONE:
            deal.phase, deal.probability = deal.before_lost
            deal.entries += 1
            deal.changes += 1
        return end

    def transfer(self, who: str, number: str, *, to: str) -> End:
        deal = self.deals[number]
        end = self._reaches(who, deal, allowed=self._steers(who) and not deal.closed)
        if end is not End.DONE:
            return end
        tenant = self.tenant(self.customers[deal.customer].company)
        if to == deal.owner or not self._works_as_manager(to, tenant):
            return End.INVALID
        deal.owner = to
        deal.changes += 1
        return End.DONE

    # --- What the operator changes ----------------------------------------------------------------------------

    def employ(self, who: str, *, role: str, director: str, active: bool) -> End:
        """Keep a member: role, director, and whether the account is open."""
        person, leader = self.people[who], self.people.get(director)
        if director and (
            role != MANAGER or director == who or not leader or not self._leads_in(leader, person.company)
        ):
            return End.INVALID
        person.role, person.director, person.active = role, director, active
        if not self._leads_in(person, person.company):
            for other in self.people.values():
                other.director = "" if other.director == who else other.director
        return End.DONE

    def _leads_in(self, person: Person, company: str) -> bool:
        return (person.company, person.role, person.active) == (company, DIRECTOR, True)

    def keep_reseller(self, company: str, *, account_manager: str, shares: bool) -> End:
        kept = self.companies[company]
        if account_manager and not self._works_as_manager(account_manager, kept.under):
            return End.INVALID
        kept.account_manager, kept.shares = account_manager, shares
        return End.DONE

    def relate(self, customer: str, *, relation: str) -> End:
        self.customers[customer].relation = relation
        return End.DONE
