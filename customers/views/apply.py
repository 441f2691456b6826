"""Apply to become a reseller by the link of an invitation: a public page, which also says what became of it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from customers import actions
from customers.applicants import applying_with
from customers.forms.application import ApplyForm
from customers.models import Application
from customers.permissions import can_apply
from partner_center.web.errors import too_many
from partner_center.web.page import page, see_other
from partner_center.web.throttle import asks_too_often

#: Whoever applies asks some ten times; whoever guesses tokens would have to ask far oftener.
MOST_A_MINUTE = 60


@login_not_required
def apply(request: HttpRequest, token: str) -> HttpResponse:
    if asks_too_often("apply", most=MOST_A_MINUTE):
        return too_many(request)
    with applying_with(token) as application:
        answer = _closed(request) if application is None else _open(request, application)
    answer["Cache-Control"] = "no-store"
    return answer


def _closed(request: HttpRequest) -> HttpResponse:
    """The same bytes whatever became of the invitation, and if there never was one."""
    return page(request, "customers/apply_closed.html", {}, status=404)


def _open(request: HttpRequest, application: Application) -> HttpResponse:
    """The form; once it was sent, how the application stands. Sending it twice leads there, too."""
    distributor = application.tenant
    said = {"distributor": distributor.name}
    if not can_apply(application, timezone.now()):
        if request.method == "POST":
            return see_other(request.path)
        told = {**said, "company": application.name, "state": application.state}
        return page(request, "customers/applied.html", told)
    form = ApplyForm(
        request.POST if request.method == "POST" else None, application=application, country=distributor.country
    )
    if form.is_valid():
        actions.apply(application=application, said=form.cleaned_data)
        return see_other(request.path)
    return page(request, "customers/apply.html", {**said, "form": form}, status=422 if form.is_bound else 200)
