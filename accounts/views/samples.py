"""The components of the interface, each in its states, for operators and whoever builds pages. Shows no data."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.samples import SAMPLES
from partner_center.web.page import page, see_other


def samples(request: HttpRequest, component: str = "page_header", state: str = "plain") -> HttpResponse:
    """One state of one component. Its forms lead back here: a sample does nothing."""
    found = [sample for sample in SAMPLES.get(component, []) if sample.state == state]
    if not found:
        raise Http404
    if request.method == "POST":
        messages.info(request, _("This is a sample. Nothing was changed."))
        return see_other(request.path)
    index = [
        (name, [(sample.state, reverse("admin:sample", args=(name, sample.state))) for sample in states])
        for name, states in SAMPLES.items()
    ]
    shown = {"index": index, "component": component, "state": state, "template": f"components/{component}.html"}
    return page(request, "accounts/samples.html", {**found[0].context(request), **shown})
