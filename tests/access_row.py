"""One row of the access table, and who is asked."""

from dataclasses import dataclass, field

PEOPLE = ("stranger", "exit", "olga", "nora", "ann", "dirk", "skye", "sam", "sid", "sue", "max")
LOOK = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")

SALES = "/partner/sales"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One address and what everybody gets there, thing by thing.

    `things` are names of tests/support/things.py; the first is the one on which an allowed POST by `writer` must
    change something, unless the address only `asks`. It sends `body`, together with what the page's own form holds if
    `form` says so.
    """

    address: str
    methods: tuple[str, ...]
    things: dict[str, str]
    body: dict[str, str] = field(default_factory=dict)
    form: bool = False
    writer: str = "nora"
    asks: bool = False
