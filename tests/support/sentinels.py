"""A recognisable text in every value that is masked, and how to find it again in an answer, however it is encoded."""

import codecs
import html
import re
from urllib.parse import unquote_plus

from accounts.models import Partner, User
from customers.models import Customer
from opportunities.models import Opportunity
from tests import make
from tests.cast import Cast

#: The word inside a sentinel: what it is, and whose. Masks leave three characters at the most, never this.
_WORD = re.compile(r"qz(cname|caccount|ccontact|cemail|mname|rname|dmaker|drole)(\d{3})", re.IGNORECASE)
_PHONE = re.compile(r"138[\s-]*77(\d\d)[\s-]*1234")


def plant(cast: Cast) -> None:
    """Give every maskable value of the cast a sentinel. Delta's customer gets an account manager to have a name of."""
    seller = make.member(partner=cast.delta)
    Customer.objects.filter(pk=cast.delta_associated.pk).update(account_manager=seller)
    for number, customer in enumerate(Customer.objects.order_by("pk"), start=1):
        Customer.objects.filter(pk=customer.pk).update(
            name=f"Abc qzcname{number:03} & ñandú Ltd",
            account_name=f"abcqzcaccount{number:03}xyz",
            contact_name=f"Abc qzccontact{number:03}",
            mobile=f"+86 13877{number:02}1234",
            email=f"aqzcemail{number:03}@bqzcemail{number:03}.example",
        )
    for number, member in enumerate(User.objects.filter(partner__isnull=False).order_by("pk"), start=1):
        User.objects.filter(pk=member.pk).update(name=f"Abc Qzmname{number:03}")
    for number, reseller in enumerate(Partner.objects.filter(parent__isnull=False).order_by("pk"), start=1):
        Partner.objects.filter(pk=reseller.pk).update(name=f"Abc qzrname{number:03} Ltd")
    for number, opportunity in enumerate(Opportunity.objects.order_by("pk"), start=1):
        Opportunity.objects.filter(pk=opportunity.pk).update(
            decision_maker=f"Abc Qzdmaker{number:03}", decision_maker_role=f"Abc qzdrole{number:03} Officer"
        )


def clear_values(answer) -> set[str]:
    """The kinds of sentinel that an answer holds in its bytes or headers: plain or in any encoding of a page."""
    text = answer.content.decode() + "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    readings = {
        text,
        html.unescape(text),
        unquote_plus(text),
        codecs.decode(text.encode("unicode_escape"), "unicode_escape"),
    }
    readings |= {re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text), text[::-1]}
    found = {match[1].lower() for reading in readings for match in _WORD.finditer(reading)}
    return found | ({"cphone"} if any(_PHONE.search(reading) for reading in readings) else set())
