"""Import customers, step 2: which column is which field. What the headings say is chosen already."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from accounts.access import member_of
from customers.actions import match_import
from customers.forms.imports import MatchForm
from customers.import_columns import url_of
from customers.imports.pages import heading_of, of_import, stops, trail
from customers.imports.words import guess
from customers.models import CustomerImport
from customers.permissions import can_match
from partner_center.web.page import page, see_other

#: Rows whose cells are shown beside a heading.
SAMPLE = 3


@of_import
def import_match(request: HttpRequest, batch: CustomerImport) -> HttpResponse:
    user = member_of(request)
    can_match(user, batch).or_raise()
    sample = [line.cells for line in batch.lines.order_by("number")[:SAMPLE]]
    form = MatchForm(request.POST or None, header=batch.header, sample=sample, initial=_before(batch))
    if request.method == "POST" and form.is_valid():
        match_import(batch=batch, mapping=form.mapping(), by=user)
        return see_other(url_of(batch))
    context = {
        "form": form,
        "batch": batch,
        "stops": stops(1, user),
        "cancel_url": f"{url_of(batch)}cancel/",
        "breadcrumb": trail((heading_of(batch), None)),
    }
    return page(request, "customers/import_match.html", context, status=422 if form.errors else 200)


def _before(batch: CustomerImport) -> dict[str, Any]:
    """What was matched before, or for the file that this one corrects; else what the headings say."""
    columns = batch.mapping["columns"] if batch.mapping else guess(batch.header)
    return {name: str(column) for name, column in columns.items()} | {
        "default_industry": batch.mapping.get("industry", "")
    }
