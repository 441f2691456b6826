"""Imports as rows of the database, without a worker having done anything."""

from typing import Any

from accounts.models import User
from customers.models import CustomerImport, ImportLine

State = ImportLine.State


def customer_import(*, by: User, state: str = "previewed", **values: Any) -> CustomerImport:
    """One of two rows, a good one and a faulty one."""
    batch = CustomerImport.objects.create(
        tenant=by.tenant,
        partner=by.partner,
        author=by,
        state=state,
        file_name="customers.csv",
        header=["Company name", "Contact", "Email"],
        mapping={"columns": {"name": 0, "contact_name": 1, "email": 2}, "industry": "manufacturing"},
        total=2,
        counts={State.NEW: 1, State.FAULTY: 1},
        **values,
    )
    told = (
        (State.NEW, ["Harbor Light Ltd", "Li Wei", "li@harborlight.example"], {}),
        # What was wrong stands in the language of whoever had the file checked; here, in none.
        (State.FAULTY, ["X"], {"name": "1 < 2"}),
    )
    for number, (judged, cells, faults) in enumerate(told, start=2):
        ImportLine.objects.create(tenant=by.tenant, of=batch, number=number, cells=cells, state=judged, faults=faults)
    return batch
