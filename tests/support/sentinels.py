"""A recognisable text in every value that is masked, and how to find it again in an answer, however it is encoded."""

import base64
import codecs
import html
import re
from urllib.parse import unquote_plus

from accounts.models import Partner, User
from customers.models import Customer, CustomerInvitation
from opportunities.models import Opportunity
from tests import make
from tests.cast import Cast

#: The word inside a sentinel: what it is, and whose. Masks leave three characters at the most, never this.
_WORD = re.compile(
    r"qz(cname|caccount|ccontact|cemail|cwebsite|cregistered|mname|rname|dmaker|drole)(\d{3})", re.IGNORECASE
)
#: Long enough to hold a sentinel's word, shorter than nothing that does.
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}")
_PHONE = re.compile(r"138[\s-]*77(\d\d)[\s-]*1234")


def plant(cast: Cast) -> None:
    """Give every maskable value of the cast a sentinel. Delta and its customer get account managers, for names."""
    Partner.objects.filter(pk=cast.delta.pk).update(account_manager=cast.max)
    seller = make.member(partner=cast.delta)
    Customer.objects.filter(pk=cast.delta_associated.pk).update(account_manager=seller)
    for number, customer in enumerate(Customer.objects.order_by("pk"), start=1):
        Customer.objects.filter(pk=customer.pk).update(
            name=f"Abc qzcname{number:03} & ñandú Ltd",
            account_name=f"abcqzcaccount{number:03}xyz",
            contact_name=f"Abc qzccontact{number:03}",
            mobile=f"+86 13877{number:02}1234",
            email=f"aqzcemail{number:03}@bqzcemail{number:03}.example",
            website=f"abcqzcwebsite{number:03}xyz.example",
            registration_number=f"abcqzcregistered{number:03}xyz",
        )
        CustomerInvitation.objects.filter(customer=customer).update(
            email=f"aqzcemail{number:03}@bqzcemail{number:03}.example"
        )
    for number, member in enumerate(User.objects.filter(partner__isnull=False).order_by("pk"), start=1):
        User.objects.filter(pk=member.pk).update(name=f"Abc Qzmname{number:03}")
    for number, reseller in enumerate(Partner.objects.filter(parent__isnull=False).order_by("pk"), start=1):
        Partner.objects.filter(pk=reseller.pk).update(
            name=f"Abc qzrname{number:03} Ltd",
            mobile=f"+86 13877{number:02}1234",
            email=f"aqzcemail{number:03}@bqzcemail{number:03}.example",
        )
    for number, opportunity in enumerate(Opportunity.objects.order_by("pk"), start=1):
        Opportunity.objects.filter(pk=opportunity.pk).update(
            decision_maker=f"Abc Qzdmaker{number:03}", decision_maker_role=f"Abc qzdrole{number:03} Officer"
        )


def clear_values(answer) -> set[str]:
    """The kinds of sentinel that an answer holds in its bytes or headers: plain or in any encoding of a page."""
    return clear_words(
        answer.content.decode() + "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    )


def clear_words(text: str) -> set[str]:
    """The same of any text, like a mail or a line of a log."""
    readings = {
        text,
        html.unescape(text),
        unquote_plus(text),
        codecs.decode(text.encode("unicode_escape"), "unicode_escape"),
        re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text),
        " ".join(_decoded(run) for run in _BASE64.findall(text)),
    }
    readings |= {reading[::-1] for reading in readings}
    found = {match[1].lower() for reading in readings for match in _WORD.finditer(reading)}
    return found | ({"cphone"} if any(_PHONE.search(reading) for reading in readings) else set())


def _decoded(run: str) -> str:
    """A run of base64, of either alphabet, as text; whatever it is cut out of, one of its four beginnings fits."""
    standard = run.translate(str.maketrans("-_", "+/"))
    parts = (standard[start:][: (len(standard) - start) // 4 * 4] for start in range(4))
    return " ".join(base64.b64decode(part).decode("latin-1") for part in parts)
