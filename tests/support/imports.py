"""A file of customers on its way in, as a person and a worker bring it there."""

from collections.abc import Sequence

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from customers.actions import match_import, start_import, upload_import
from customers.imports.words import guess
from customers.models import CustomerImport
from tests import make
from tests.support.jobs import do_jobs

IMPORTS = "/partner/sales/imports"
HEADER = ["Company name", "Contact", "Mobile", "Email", "Industry"]


def row(name: str, number: int = 0, **other: str) -> list[str]:
    """A good row; each with marks of its own."""
    said = {
        "contact": "Li Wei",
        "mobile": "",
        "email": f"li{number}@{''.join(filter(str.isalnum, name))}.example".lower(),
    }
    said |= {"industry": "manufacturing"} | other
    return [name, said["contact"], said["mobile"], said["email"], said["industry"]]


def as_csv(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> bytes:
    return "\r\n".join(",".join(cells) for cells in [header, *rows]).encode()


def sent(client, content: bytes, name: str = "customers.csv", **more: str):
    """Step 1 as a browser sends it."""
    return client.post(f"{IMPORTS}/new/", {"file": SimpleUploadedFile(name, content), **more})


def uploaded(by: User, rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> CustomerImport:
    make.industry(code="manufacturing")
    return upload_import(file_name="customers.csv", rows=[list(header), *rows], by=by)


def previewed(by: User, rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> CustomerImport:
    batch = uploaded(by, rows, header)
    match_import(batch=batch, mapping={"columns": guess(header), "industry": ""}, by=by)
    do_jobs()
    batch.refresh_from_db()
    return batch


def imported(by: User, rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> CustomerImport:
    batch = previewed(by, rows, header)
    start_import(batch=batch, by=by)
    do_jobs()
    batch.refresh_from_db()
    return batch


def states(batch: CustomerImport) -> list[str]:
    return list(batch.lines.order_by("number").values_list("state", flat=True))


def faults(batch: CustomerImport) -> list[dict[str, str]]:
    return list(batch.lines.order_by("number").values_list("faults", flat=True))
