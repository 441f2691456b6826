"""Suspend, resume, terminate a reseller, share opportunities with it: each after a question that says what happens."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.access import member_of
from accounts.models import Partner, User
from accounts.permissions import Decision
from accounts.unsent import typed_before
from customers.actions import share_opportunities, steer_reseller
from customers.forms.manage import ReasonForm
from customers.models import ResellerEvent
from customers.permissions import can_manage_reseller, can_resume, can_suspend, can_terminate
from customers.reseller_columns import ROOT
from customers.views.found_reseller import of_reseller
from customers.views.reseller import trail
from partner_center.web.page import page, see_other

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before an act."""

    heading: "StrOrPromise"
    consequences: "tuple[StrOrPromise, ...]"
    done: "StrOrPromise"
    dangerous: bool = False


Kind = ResellerEvent.Kind
_VISIBLE = _("You go on seeing its customers, opportunities and history.")
QUESTIONS = {
    Kind.SUSPENDED: Question(
        _("Suspend reseller"),
        (
            _("Its members can still sign in and view everything, but change nothing."),
            _VISIBLE,
            _("You can resume the cooperation at any time."),
        ),
        _("Reseller suspended."),
    ),
    Kind.RESUMED: Question(
        _("Resume reseller"),
        (_("Its members can work again as their roles allow."),),
        _("Reseller resumed."),
    ),
    Kind.TERMINATED: Question(
        _("Terminate reseller"),
        (
            _("Its members cannot sign in any more; who is signed in is out at the next page."),
            _VISIBLE,
            _("Nobody can undo this here."),
        ),
        _("Reseller terminated."),
        dangerous=True,
    ),
}
_MAY = {Kind.SUSPENDED: can_suspend, Kind.RESUMED: can_resume, Kind.TERMINATED: can_terminate}
SHARE = Question(
    _("Share opportunities"),
    (
        _("Its members will view the opportunities on their own customers, each as far as the role reaches."),
        _("They change nothing, and read no notes."),
    ),
    _("Opportunities are shared with the reseller."),
)
HIDE = Question(
    _("Hide opportunities"),
    (_("Its members will not see any opportunity any more."),),
    _("Opportunities are hidden from the reseller."),
)


def suspend(request: HttpRequest, number: str) -> HttpResponse:
    return _steer(request, number=number, act=Kind.SUSPENDED)


def resume(request: HttpRequest, number: str) -> HttpResponse:
    return _steer(request, number=number, act=Kind.RESUMED)


def terminate(request: HttpRequest, number: str) -> HttpResponse:
    return _steer(request, number=number, act=Kind.TERMINATED)


@of_reseller
def sharing(request: HttpRequest, reseller: Partner) -> HttpResponse:
    user = member_of(request)
    can_manage_reseller(user, reseller).or_raise()
    question = HIDE if reseller.share_opportunities else SHARE
    if request.method == "POST":
        # What the page said, should somebody else have switched it meanwhile.
        share = request.POST.get("share") == "yes"
        share_opportunities(reseller=reseller, share=share, by=user)
        return _done(request, reseller, SHARE if share else HIDE)
    return _ask(request, reseller, question, None)


@of_reseller
def _steer(request: HttpRequest, reseller: Partner, act: ResellerEvent.Kind) -> HttpResponse:
    user: User = member_of(request)
    allowed: Decision = _MAY[act](user, reseller)
    allowed.or_raise()
    unsent = typed_before(request)
    form = ReasonForm(request.POST or None, initial={"reason": unsent.first("reason")} if unsent else None)
    if request.method == "POST" and form.is_valid():
        steer_reseller(reseller=reseller, act=act, reason=form.cleaned_data["reason"], by=user)
        return _done(request, reseller, QUESTIONS[act])
    return _ask(request, reseller, QUESTIONS[act], form)


def _done(request: HttpRequest, reseller: Partner, question: Question) -> HttpResponse:
    messages.success(request, str(question.done))
    return see_other(f"{ROOT}/{reseller.number}/")


def _ask(request: HttpRequest, reseller: Partner, question: Question, form: ReasonForm | None) -> HttpResponse:
    unsent = typed_before(request)
    context = {
        "reseller": reseller,
        "question": question,
        "form": form,
        "share": "" if form else "yes" if question is SHARE else "no",
        "unsent": unsent.said(str(question.heading)) if unsent else "",
        "url": f"{ROOT}/{reseller.number}/",
        "breadcrumb": trail(reseller, (str(question.heading), None)),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "customers/steer_reseller.html", context, status=status)
