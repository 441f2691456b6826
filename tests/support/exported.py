"""Exports in tests: asked for as a person does, made as a worker does, read back as a spreadsheet program does."""

import csv
from io import BytesIO, StringIO

from django.test import Client
from python_calamine import CalamineWorkbook

from accounts.models import Export
from tests.cast import Cast
from tests.support.browsers import client_of
from tests.support.jobs import do_jobs

ROOT = "/partner/exports/"
SALES = "/partner/sales"
#: Where each list that can be exported is.
PLACES = {
    "opportunities-mine": f"{SALES}/opportunities/mine/",
    "opportunities-resellers": f"{SALES}/opportunities/resellers/",
    "customers-mine": f"{SALES}/customers/mine/",
    "customers-resellers": f"{SALES}/customers/resellers/",
    "customer-development": f"{SALES}/customer-development/",
    "resellers": f"{SALES}/resellers/",
    "marketing-tasks": f"{SALES}/marketing-tasks/",
}


def ask(client: Client, name: str, query: str = "", form: str = "xlsx"):
    """Press Export on the list."""
    return client.post(f"{ROOT}new/", {"list": name, "address": f"{PLACES[name]}?{query}", "format": form})


def newest() -> Export:
    return Export.objects.order_by("-created_at").first()


def file_of(client: Client, name: str, query: str = "", form: str = "xlsx"):
    """The answer of Download, once a worker has been there."""
    assert ask(client, name, query, form).status_code == 303
    do_jobs()
    return client.post(f"{ROOT}{newest().pk}/download/")


def table(answer) -> list[list[object]]:
    """The cells of a downloaded workbook."""
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def lines(answer) -> list[list[str]]:
    """The cells of a downloaded CSV file."""
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline="")))


def exported_by(person: str, cast: Cast, name: str, query: str = "") -> list[list[object]]:
    return table(file_of(client_of(person, cast), name, query))
