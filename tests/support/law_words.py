"""Who and what the rules of the lifecycle machine (law.py) speak of. Nothing of the product is imported here."""

from dataclasses import dataclass
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
