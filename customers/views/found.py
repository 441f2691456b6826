"""What the pages of one customer share: finding it in the scope, its address, how a question about it looks."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import member_of, visible_or_404
from customers import chrome
from customers.columns import ROOT
from customers.models import Customer
from partner_center.web.masking import Kind, conceal, render
from partner_center.web.page import page

View = Callable[..., HttpResponse]


def of_customer(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    """Let a view take the customer that its address names. A number in small letters leads to the right one."""

    @wraps(view)
    def found(request: HttpRequest, number: str) -> HttpResponse:
        if number != number.upper():
            return redirect(request.path.replace(number, number.upper()))
        visible = Customer.objects.visible_to(member_of(request)).with_list_relations()
        return view(request, visible_or_404(visible, number=number))

    return found


def url_of(customer: Customer) -> str:
    return f"{ROOT}/{customer.number}/"


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
