"""Addresses of marketing tasks, and what tests read of them."""

from accounts.models import AuditEntry
from marketing.models import MarketingTask, Target

ROOT = "/partner/sales/marketing-tasks"


def at(task: MarketingTask, path: str = "") -> str:
    return f"{ROOT}/{task.number}/{path}"


def deeds(person) -> list[tuple[str, str]]:
    """What the person did by the audit log, in order."""
    return list(AuditEntry.objects.filter(actor=person).order_by("pk").values_list("action", "subject"))


def customers_of(task: MarketingTask) -> set[str]:
    return set(Target.objects.filter(task=task).values_list("customer__number", flat=True))


def said(answer) -> str:
    """The page with plain blanks for the narrow ones."""
    return answer.content.decode().replace("\u202f", " ").replace("\xa0", " ")
