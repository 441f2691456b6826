"""The files around an import: one to fill in, and the rows that need attention."""

from django.http import HttpRequest, HttpResponse

from accounts.access import member_of
from customers.imports import files
from customers.imports.pages import of_import
from customers.models import CustomerImport
from customers.permissions import can_read_rows
from partner_center.web.export_files import download


def import_template(request: HttpRequest) -> HttpResponse:
    return download(files.template(), name="customers.csv")


@of_import
def import_rows(request: HttpRequest, batch: CustomerImport) -> HttpResponse:
    can_read_rows(member_of(request), batch).or_raise()
    return download(files.unwanted_rows(batch), name="rows-that-need-attention.csv")
