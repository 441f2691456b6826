"""Makers of rows for tests: typed, keyword-only, each row complete and within every constraint.

They write rows directly, which only tests and the demo world may; numbers come from the tenants' counters.
What a test does not name is filled in, unique where it must be. The whole little world of people: cast.py.
"""

from tests.support.parties import (
    business_system,
    competitor,
    customer,
    customer_invitation,
    distributor,
    industry,
    invitation,
    member,
    notification,
    operator,
    product,
    provider,
    reseller,
    target,
    task,
)
from tests.support.sales import answers, draft, kept_progress, note, opportunity, progress_entry

__all__ = [
    "answers",
    "business_system",
    "competitor",
    "customer",
    "customer_invitation",
    "distributor",
    "draft",
    "industry",
    "invitation",
    "kept_progress",
    "member",
    "note",
    "notification",
    "operator",
    "opportunity",
    "product",
    "progress_entry",
    "provider",
    "reseller",
    "target",
    "task",
]
