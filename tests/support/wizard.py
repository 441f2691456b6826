"""What the tests of the wizard type: complete, good answers for each step, with exceptions by name."""

from datetime import date
from typing import Any

from django.test import Client

from customers.models import Customer
from opportunities.models import Draft
from tests import make

NEW = "/partner/sales/opportunities/new/"


def basic(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Core system migration",
        "industry": make.industry().code,
        "business_system": make.business_system().code,
        "business_system_other": "",
        "type": "migration",
        "test_project": "no",
        "bidding_project": "no",
        "phase": "10",
        "probability": "10",
        **changes,
    }


def detailed(**changes: Any) -> dict[str, Any]:
    return {
        "current_deployment": "own_data_centre",
        "pain_points": "Backups take the whole night",
        "budget_status": "approved",
        **changes,
    }


def revenue(**changes: Any) -> dict[str, Any]:
    return {
        "estimated_monthly_revenue": "10,000",
        "estimated_attainment": f"{date.today().year + 1}-03",
        "service_period": "12",
        "line-1-product": make.product().code,
        "line-1-monthly_revenue": "8k",
        **changes,
    }


def begin(client: Client, customer: Customer) -> Draft:
    """Choose the customer; the draft that this makes."""
    answer = client.post(NEW, {"customer": customer.number})
    assert answer.status_code == 303
    return Draft.objects.get(pk=answer["Location"].split("/")[-3])


def address(draft: Draft, step: str) -> str:
    return f"/partner/sales/opportunities/drafts/{draft.pk}/{step}/"


def send(client: Client, draft: Draft, step: str, answers: dict[str, Any], action: str = "next") -> Any:
    draft.refresh_from_db()
    return client.post(address(draft, step), {**answers, "action": action, "revision": draft.revision})


def fill(client: Client, customer: Customer) -> Draft:
    """A draft with good answers in the first three steps, standing at the last."""
    draft = begin(client, customer)
    send(client, draft, "basic", basic())
    send(client, draft, "detailed", detailed())
    return draft
