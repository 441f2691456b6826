"""The product's addresses and some that no product should have: what the machinery makes of them is tested."""

from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import path

from accounts.access import member_of, needs
from accounts.audit import record
from accounts.roles import Capability
from customers.models import Customer
from partner_center.urls import handler400, handler403, handler404, handler500
from partner_center.urls import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500"]

USE = Capability.USE_PARTNER_CENTER


class Broken:
    """Something that a template asks for and that fails."""

    def value(self) -> str:
        raise RuntimeError("broken while rendering")


def _transaction() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        return str(cursor.fetchone()[0])


def _rendered(request, text: str, context: dict) -> TemplateResponse:
    return TemplateResponse(request, engines["django"].from_string(text), context)


def writes(request):
    record("written", on=member_of(request), by=member_of(request))
    return HttpResponse("done")


def writes_and_raises(request):
    record("written", on=member_of(request), by=member_of(request))
    raise RuntimeError("broken in the view")


def writes_and_breaks_the_page(request):
    record("written", on=member_of(request), by=member_of(request))
    return _rendered(request, "{{ broken.value }}", {"broken": Broken()})


def reads_while_rendering(request):
    """The transaction of the view and that of the page, which asks only when it is drawn."""
    return _rendered(request, "{{ early }} {{ late }}", {"early": _transaction(), "late": _transaction})


def breaks_a_rule(request):
    """PostgreSQL refuses the row, and shows all of it in its error."""
    customers = Customer.objects.visible_to(member_of(request))
    customers.update(state=Customer.State.PREREGISTERED, preregistered_until=None)
    return HttpResponse("stored")


def misreads_a_value(request):
    """PostgreSQL cannot read the value, and repeats it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text::date", [request.GET["day"]])
    return HttpResponse("read")


def bare(request):
    return HttpResponse("whoever forgot the declaration shows this to everybody")


def refuses_everything(get_response):
    """A middleware that refuses before anybody looks for a page."""
    return lambda request: HttpResponse(status=403)


urlpatterns = [
    *product,
    path("writes/", needs(USE, writes), name="writes"),
    path("raises/", needs(USE, writes_and_raises), name="raises"),
    path("breaks/", needs(USE, writes_and_breaks_the_page), name="breaks"),
    path("reads/", needs(USE, reads_while_rendering), name="reads"),
    path("refused/", needs(USE, breaks_a_rule), name="refused"),
    path("misread/", needs(USE, misreads_a_value), name="misread"),
    path("bare/", bare, name="bare"),
]
