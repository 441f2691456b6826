"""What tests of the operators' site share: signing in, addresses, and what a page answered."""

from django.urls import reverse

from accounts.admin_site import ENTERED
from accounts.models import AuditEntry, User
from tests import make


def sign_in(client) -> User:
    operator = make.operator(username="olive")
    client.force_login(operator)
    # The way in is a line of the audit log, once a session.
    client.get("/admin/")
    return operator


def address(model, page, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def errors(answer) -> dict[str, list[str]]:
    """The messages of the form that was shown again, by field."""
    return {name: list(found) for name, found in answer.context["adminform"].form.errors.items()}


def listed(client, model, **asked) -> list:
    """The records on the first page of a list."""
    return list(client.get(address(model, "changelist"), asked).context["cl"].result_list)


def rows(model) -> list[dict]:
    return list(model.objects.order_by("pk").values())


def recorded(by) -> list[tuple[str, str]]:
    """What the audit log says that somebody did, in order: the action and the record. The way in apart."""
    return list(
        AuditEntry.objects.filter(actor=by).exclude(action=ENTERED).order_by("pk").values_list("action", "subject")
    )
