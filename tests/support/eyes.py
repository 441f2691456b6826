"""The eyes of a page: what each shows, what pressing it sends, and for how many records it speaks."""

import re

#: What each eye shows, as tests/support/sentinels.py calls it.
EYES = {
    "customer_name": "cname",
    "customer_account": "caccount",
    "contact": "ccontact",
    "phone": "cphone",
    "email": "cemail",
    "website": "cwebsite",
    "registration_number": "cregistered",
    "account_manager": "mname",
    "authors": "mname",
    "managers": "mname",
    "user": "mname",
    "reseller": "rname",
    "decision_maker": "dmaker",
    "decision_maker_role": "drole",
}
#: Account managers to choose from are named in the clear (interface 4.2), and administrators know their own members.
CHOOSES_A_PERSON = ("/transfer/", "/assign/", "/assignment/", "/organization/members/", "/organization/invitations/")
#: Reseller Management names resellers, and nothing else does.
NAMES_RESELLERS = "/sales/resellers/"


def in_the_clear(address: str) -> set[str]:
    """What a page may tell without an eye."""
    path = address.partition("?")[0]
    people = {"mname"} if any(place in path for place in CHOOSES_A_PERSON) else set()
    return people | ({"rname"} if NAMES_RESELLERS in path else set())


def eyes_of(page) -> list[str]:
    return sorted(set(re.findall(r'name="toggle" value="(\w+)"', page.content.decode())))


def pressed(key: str, page) -> dict[str, str]:
    """What the browser sends when the eye is pressed: the eye, and the form's hidden revision if it has one."""
    revision = re.search(r'name="revision" value="(\d+)"', page.content.decode())
    return {"toggle": key, **({"revision": revision[1]} if revision else {})}


def shown_records(page, key: str) -> int:
    """How many records the eye speaks for: the rows of its list, or the one record of the page."""
    listing = (page.context or {}).get("listing")
    in_list = listing and key in {header.key for header in listing.headers if header.eye}
    return len(listing.rows) if in_list else 1
