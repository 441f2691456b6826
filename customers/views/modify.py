"""Modify customer: the contact, the needs and the remarks. Masked values stay out of their inputs."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import User
from accounts.reveals import shown_values
from accounts.unsent import Unsent, typed_before
from customers.actions import modify_customer
from customers.actions.assign import MARKS
from customers.actions.preregistration import Refused, note_refusal, require_checks_left
from customers.activity import newest_editor
from customers.claims import Taken
from customers.forms.contact import ContactForm
from customers.models import Customer
from customers.permissions import can_modify
from customers.presentation import MASKED_INPUTS, masked
from customers.views.found import find, of_customer, trail, url_of
from partner_center.web.conflict import StaleEdit, number_seen
from partner_center.web.page import page, see_other
from partner_center.web.sent import names_of
from partner_center.web.wizard import Answers, typed

NOTES = ("needs", "remarks")
SHOWN = "shown-"
SENDS = names_of(ContactForm) | {"version", *(f"{SHOWN}{name}" for name in NOTES)}


@of_customer
def modify(request: HttpRequest, customer: Customer) -> HttpResponse:
    user = member_of(request)
    can_modify(user, customer).or_raise()
    if request.method != "POST":
        unsent = typed_before(request)
        form = ContactForm(customer=customer, typed=unsent.answers if unsent else None)
        return _show(request, user, customer, form, sent=unsent.data if unsent else None, unsent=unsent)
    if "toggle" in request.POST:
        form = ContactForm(customer=customer, typed=typed(request.POST, SENDS))
        return _show(request, user, customer, form, sent=request.POST)
    form = ContactForm(request.POST, customer=customer)
    if not form.is_valid():
        return _show(request, user, customer, form, sent=request.POST, status=422)
    try:
        seen = number_seen(request.POST.get("version", ""))
        information = form.information()
        if MARKS & set(information):
            require_checks_left(user)
        modify_customer(customer=customer, information=information, seen_version=seen, by=user)
    except StaleEdit:
        current = find(user, customer.number)
        answers, newer = _merged(current, request.POST)
        form = ContactForm(customer=current, typed=answers)
        return _show(request, user, current, form, newer=newer, status=409)
    except (Taken, Refused) as refusal:
        return _refused(request, user, customer, form, refusal)
    messages.success(request, _("Customer saved."))
    return see_other(url_of(customer))


def _refused(
    request: HttpRequest, user: User, customer: Customer, form: ContactForm, refusal: Taken | Refused
) -> HttpResponse:
    """The same words whoever has the phone or the email; an answer tells as much as a look, so it is counted."""
    if isinstance(refusal, Taken):
        note_refusal(by=user)
        form.add_error(None, _("This phone or email can't be stored: somebody has a customer with it already."))
    else:
        form.add_error(None, str(refusal.reason))
    return _show(request, user, customer, form, sent=request.POST, status=422)


def _merged(current: Customer, sent: QueryDict) -> tuple[Answers, list[tuple[str, str]]]:
    """What was typed over the newer state: inputs that nobody touched take it; where both changed one, both are told.

    A masked value was never shown, so only what was typed for it is known.
    """
    answers: dict[str, list[str]] = {**typed(sent, SENDS)}
    newer = []
    for name in NOTES:
        mine, before = (_tidy(sent.get(part, "")) for part in (name, f"{SHOWN}{name}"))
        stored = getattr(current, name)
        if mine == before:
            answers[name] = [stored]
        elif _tidy(stored) not in {mine, before}:
            label = ContactForm.base_fields[name].label
            words = {"field": label, "value": stored or _("None")}
            newer.append((_("%(field)s is now: %(value)s") % words, f"#id_{name}"))
    return answers, newer


def _tidy(text: str) -> str:
    """Browsers send line ends of their own."""
    return text.replace("\r\n", "\n").strip()


def _show(
    request: HttpRequest,
    user: User,
    customer: Customer,
    form: ContactForm,
    *,
    sent: QueryDict | None = None,
    unsent: Unsent | None = None,
    newer: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> HttpResponse:
    """The form. `sent` is what goes along from the page before: the version and the values that it showed."""
    shown = shown_values(request, list(MASKED_INPUTS.values()), customer, page="modify customer", by=user)
    inputs = [
        (field, masked(customer, MASKED_INPUTS[field.name], shown)) for field in form if field.name in MASKED_INPUTS
    ]
    before: dict[str, Any] = {
        name: sent.get(f"{SHOWN}{name}", "") if sent else getattr(customer, name) for name in NOTES
    }
    context = {
        "customer": customer,
        "name": masked(customer, "customer_name", ()),
        "form": form,
        "inputs": inputs,
        "notes": [form[name] for name in (*NOTES, "remove") if name in form.fields],
        "shown_keys": shown,
        "version": number_seen(sent.get("version", "")) if sent else customer.version,
        "before": [(f"{SHOWN}{name}", value) for name, value in before.items()],
        "stale": status == 409,
        "editor": newest_editor(customer) if status == 409 else "",
        "newer": newer,
        "unsaved": sent is not None or status == 409,
        "unsent": unsent.said(_("Save")) if unsent else "",
        "url": url_of(customer),
        "breadcrumb": trail(user, customer, (_("Modify"), None)),
    }
    return page(request, "customers/modify.html", context, status=status)
