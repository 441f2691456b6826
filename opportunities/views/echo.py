"""How what is being typed was read, and what the revenue comes to. Asked by POST: what people type is in no address."""

from django.http import HttpRequest, HttpResponse

from accounts.access import member_of
from opportunities.forms import FormContext
from opportunities.forms.echo import EchoForm
from partner_center.web.clock import today


def echo(request: HttpRequest) -> HttpResponse:
    """Words to put under an input, as plain text. Nothing is stored and nothing is refused."""
    tenant = member_of(request).tenant
    context = FormContext(tenant=tenant, today=today(tenant.time_zone))
    return HttpResponse(EchoForm(request.POST).echo(context), content_type="text/plain; charset=utf-8")
