"""What the pages below one customer or one reseller share: finding it, its address, how a question about it looks."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from accounts.access import member_of, visible_or_404
from accounts.models import User
from customers import chrome
from customers.columns import ROOT
from customers.models import Customer, Group
from partner_center.web.errors import lead_back_to
from partner_center.web.masking import Kind, conceal, render
from partner_center.web.page import page

Answer = Callable[..., HttpResponse]


def of_customer(view: Answer) -> Answer:
    """Give the view the customer that its address names, if it exists for the person; else 404.

    A number in the wrong case leads to the right one before anybody looks whether it exists.
    """

    @wraps(view)
    def answer(request: HttpRequest, number: str, **more: Any) -> HttpResponse:
        if number != number.upper():
            return HttpResponseRedirect(request.get_full_path().replace(number, number.upper(), 1))
        customer = find(member_of(request), number)
        lead_back_to(request, customer.number, url_of(customer))
        return view(request, customer, **more)

    return answer


def find(user: User, number: str) -> Customer:
    return visible_or_404(Customer.objects.visible_to(user).with_list_relations(), number=number)


def url_of(customer: Customer) -> str:
    return f"{ROOT}/{customer.number}/"


def trail(user: User, customer: Customer, *crumbs: chrome.Crumb) -> list[chrome.Crumb]:
    """The way here: the tab in which the customer is listed, then the customer."""
    group = Group(customer.group) if customer.group in Group.tabs(user) else Group.MINE
    number = (customer.number, url_of(customer) if crumbs else None)
    return chrome.trail((group.label, f"{ROOT}/{group}/"), number, *crumbs)


def show(
    request: HttpRequest, template: str, customer: Customer, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A question before an act: which customer it is about, and the way back."""
    told = {
        "customer": customer,
        "name": render(conceal(Kind.COMPANY, customer.name, shown=False)),
        "url": url_of(customer),
        "problems": [],
        "unsent": "",
        "breadcrumb": chrome.development_trail((customer.number, url_of(customer)), (context["heading"], None)),
    }
    return page(request, template, {**told, **context}, status=status)
