"""The files around an import: one to fill in, and the rows that need attention."""

from django.http import HttpRequest, HttpResponse

from accounts.access import member_of
from customers.imports import files
from customers.imports.pages import of_import
from customers.models import CustomerImport
from customers.permissions import can_read_rows
from partner_center.web.csv_file import download


def import_template(request: HttpRequest) -> HttpResponse:
    return download("customers.csv", files.template())


@of_import
def import_rows(request: HttpRequest, batch: CustomerImport) -> HttpResponse:
    can_read_rows(member_of(request), batch).or_raise()
    return download("rows-that-need-attention.csv", files.unwanted_rows(batch))
