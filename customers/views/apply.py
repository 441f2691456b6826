"""Apply to become a reseller by the link of an invitation: a public page, which also says what became of it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from customers import actions
from customers.applicants import APPLYING
from customers.forms.application import ApplyForm
from customers.models import Application
from customers.permissions import can_apply
from partner_center.web.page import page, see_other


@APPLYING
def apply(request: HttpRequest, application: Application) -> HttpResponse:
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
