"""What people type about a few companies, and which marks that are: declared by hand, as a person would judge them.

Nothing here is computed. Two entries with the same word for a mark mean the same customer, however it is written.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One filled form, and its marks: kind of mark to a word for it, the same word for the same mark."""

    typed: dict[str, str]
    marks: dict[str, str]
    #: Of another country than the partners, or kept by the operators: reviewed first.
    reviewed: bool = False


def _entry(
    name: tuple[str, str],
    *,
    number: tuple[str, str] = ("", ""),
    email: tuple[str, str] = ("", ""),
    mobile: tuple[str, str] = ("", ""),
    account: tuple[str, str] = ("", ""),
    country: str = "CN",
    kind: str = "enterprise",
    reviewed: bool = False,
) -> Entry:
    """Each pair is what is typed, and the word for the mark; no word where nothing is claimed by it."""
    said = {"registration_number": number, "name": name, "email": email, "mobile": mobile, "account_name": account}
    typed = {"kind": kind, "country": country, **{field: text for field, (text, _word) in said.items()}}
    return Entry(typed, {field: word for field, (_text, word) in said.items() if word}, reviewed)


ENTRIES = (
    _entry(
        ("Blue Harbor Biotech Co., Ltd.", "harbor"),
        number=("91310000MA1K4", "harbor"),
        email=("zhang@harbor.example", "harbor"),
        mobile=("+86 138 1234 5678", "harbor"),
        account=("hw_harbor", "harbor"),
    ),
    _entry(("BLUE HARBOR BIOTECH limited", "harbor"), number=("77-2", "two"), email=("office@two.example", "two")),
    _entry(("Ｂｌｕｅ　Ｈａｒｂｏｒ　Ｂｉｏｔｅｃｈ ＧｍｂＨ", "harbor"), number=("77-3", "three")),
    _entry(("Quay Trading GmbH", "quay"), number=("９１３１ 0000 ma1k4", "harbor"), account=("quay", "quay")),
    _entry(("quay, trading", "quay"), number=("77/5", "five"), mobile=("0086 13812345678", "harbor")),
    _entry(("Pier Logistics S.A.", "pier"), number=("77 6", "six"), email=("Zhang@Harbor.Example", "harbor")),
    _entry(
        ("Pier Logistics", "pier of Singapore"),
        country="SG",
        number=("SG-7", "seven"),
        account=("HW_Harbor", "harbor"),
        reviewed=True,
    ),
    _entry(("Blue Harbor Biotech", ""), kind="individual", number=("P 8", "eight"), mobile=("138-1234-5678", "harbor")),
    _entry(("青港生物有限公司", "qing"), number=("QG 2020/8", "qing"), email=("info@qing.example", "qing")),
    _entry(("青港生物股份有限公司", "qing"), number=("qg-20208", "qing"), account=("qing", "qing")),
    _entry(("Giant Steel (Group) Inc.", "giant"), number=("77-11", "eleven"), reviewed=True),
    _entry(("Steel Traders Ltd", "traders"), number=("9999 0001", "giant"), account=("QUAY", "quay"), reviewed=True),
    _entry(("Amber Hotel & Spa Ltd.", "hotel"), number=("h/1", "hotel"), mobile=("+49 30 123456", "hotel")),
    _entry(("AMBER HOTEL AND SPA", "hotel"), number=("77-14", "fourteen"), email=("desk@amber.example", "hotel")),
    _entry(("S. A. Mills plc", "mills"), number=("77-15", "fifteen"), email=("desk@mills.example", "mills")),
    _entry(("SA MILLS", "mills"), number=("77-16", "sixteen"), mobile=("0049 (0)30 123456", "hotel")),
    _entry(("Lone Oak Ltd", "oak"), number=("77-17", "oak"), email=("wood@oak.example", "oak")),
    _entry(
        ("Lone Oak Ltd", "oak of Singapore"),
        country="SG",
        number=("77-18", "eighteen"),
        email=("WOOD@oak.example", "oak"),
        reviewed=True,
    ),
    *(_entry((f"Quiet Lake {word}", word), number=(f"L{word}", word)) for word in ("Alpha", "Beta", "Gamma", "Delta")),
)
#: What the operators keep; two of the entries above are it.
PROTECTED = {"name": "Giant Steel", "country": "CN", "registration_number": "99990001"}
EMAILS = tuple((entry.typed["email"], entry.marks["email"]) for entry in ENTRIES if "email" in entry.marks)
