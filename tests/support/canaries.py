"""A mark in every text of two tenants that the other must never read, and how to find one in an answer."""

import re
from collections.abc import Iterable
from itertools import count
from urllib.parse import unquote_plus

from django.apps import apps
from django.db import models

from accounts.audit import record
from accounts.models import Partner, User
from customers.actions.records import searchable as customer_words
from customers.models import Customer, CustomerEvent, ImportLine, ResellerEvent, digits
from marketing.models import MarketingTask, Target
from opportunities.actions.copies import searchable as opportunity_words
from opportunities.models import Draft, KeptProgress, Opportunity
from tests import make
from tests.cast import Cast

#: Texts that are no secret by themselves, or that the code must be able to read.
UNMARKED = {
    *("number", "reference", "currency", "country", "time_zone", "password", "step", "search"),
    *("mobile_digits", "action", "actor_role", "subject_kind", "subject"),
    *("language", "appearance", "density", "shortcuts", "digest", "once"),
}
#: Tables that nobody may change: their rows are written with a mark. Claims and exports hold none.
APPEND_ONLY = {"Claim", "Export", "CustomerEvent", "ResellerEvent", "AuditEntry", "ProgressEntry", "Note", "Counter"}


def tenant_models() -> list[type[models.Model]]:
    return [
        model for model in apps.get_models() if "tenant_id" in {field.column for field in model._meta.concrete_fields}
    ]


def texts_of(model: type[models.Model]) -> list[str]:
    """The fields of a model that a mark fits into."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in UNMARKED
    ]


class Canaries:
    """Marks everything that the cast's two tenants have. A mark is zqn0001 in North and zqs0001 in South."""

    def __init__(self, cast: Cast) -> None:
        self._marks = count(1)
        self._letters = {cast.north.pk: "n", cast.south.pk: "s"}
        self.of = {"n": cast.north.pk, "s": cast.south.pk}
        self._append(cast)
        for model in tenant_models():
            if model.__name__ not in APPEND_ONLY:
                for row in model._default_manager.all():
                    self._change(model, row)
        self._search_columns()
        #: What names a tenant's records in addresses is a mark too; number_the_south_apart has made it one.
        self.names = {letter: _names(tenant) for letter, tenant in self.of.items()}

    def mark(self, row: models.Model) -> str:
        letter = self._letters.get(row.tenant_id, "")  # type: ignore[attr-defined]
        return f"zq{letter}{next(self._marks):04}"

    def _change(self, model: type[models.Model], row: models.Model) -> None:
        if row.tenant_id not in self._letters:  # type: ignore[attr-defined]
            return
        values: dict[str, object] = {name: self.mark(row) for name in texts_of(model)}
        if "email" in values:
            values["email"] = f"{self.mark(row)}@{self.mark(row)}.example"
        if isinstance(row, Opportunity):
            values["next_step_date"] = row.estimated_attainment
        if isinstance(row, MarketingTask):
            values["strategy"] = MarketingTask.Strategy.LARGE_ORDER_RENEWAL  # Only that one has a contract.
        if isinstance(row, Draft):
            values["answers"] = {"basic": {"name": [self.mark(row)]}, "detailed": {"pain_points": [self.mark(row)]}}
        if isinstance(row, ImportLine):
            values["cells"] = [self.mark(row) for _cell in row.cells]
        if isinstance(row, KeptProgress):
            values["answers"] = {**row.answers, "details": [self.mark(row)]}
        if values:
            model._default_manager.filter(pk=row.pk).update(**values)

    def _append(self, cast: Cast) -> None:
        """What can only be added: lines of histories and of the log, entries, notes."""
        for customer in Customer.objects.filter(tenant_id__in=self._letters):
            kind, reason = CustomerEvent.Kind.DISASSOCIATED, self.mark(customer)
            CustomerEvent.objects.create(tenant_id=customer.tenant_id, customer=customer, kind=kind, reason=reason)
        for reseller in Partner.objects.filter(parent__in=self._letters):
            kind, reason = ResellerEvent.Kind.SUSPENDED, self.mark(reseller)
            ResellerEvent.objects.create(tenant_id=reseller.tenant_id, reseller=reseller, kind=kind, reason=reason)
        for opportunity in Opportunity.objects.select_related("tenant", "customer__partner", "owner"):
            author = opportunity.owner or cast.nora
            if not opportunity.is_closed:
                make.progress_entry(opportunity=opportunity, by=author, details=self.mark(opportunity))
            make.note(opportunity=opportunity, author=author, text=self.mark(opportunity))
            changes = {"name": [self.mark(opportunity), self.mark(opportunity)]}
            record("opportunity modified", on=opportunity, by=author, changes=changes)
            if not opportunity.kept_progress.filter(author=author).exists():
                make.kept_progress(opportunity=opportunity, author=author)

    def _search_columns(self) -> None:
        for customer in Customer.objects.all():
            Customer.objects.filter(pk=customer.pk).update(
                search=customer_words(customer), mobile_digits=digits(customer.mobile)
            )
        for opportunity in Opportunity.objects.select_related("customer", "owner"):
            Opportunity.objects.filter(pk=opportunity.pk).update(search=opportunity_words(opportunity))

    def marks_of(self, tenant: models.Model, answer) -> set[str]:
        return self._found(self._letters[tenant.pk], answer.content.decode())

    def foreign_in(self, answer, reader: User, sent: Iterable[str]) -> set[str]:
        """Marks of the other tenant in the bytes or headers of an answer, without what the reader sent himself."""
        text = answer.content.decode() + "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        text += "\n".join(str(cookie) for cookie in answer.cookies.values())
        other = "s" if self._letters[reader.tenant_id] == "n" else "n"
        spoken = " ".join(sent)
        said = self._found(other, f"{spoken} {unquote_plus(spoken)}")
        return self._found(other, unquote_plus(text)) - said

    def _found(self, letter: str, text: str) -> set[str]:
        lowered = text.lower()
        marks = set(re.findall(rf"zq{letter}\d{{4}}", lowered))
        return marks | {name for name in self.names[letter] if name in lowered}

    def words(self, letter: str) -> list[str]:
        """What a rival would type into a search box or put into a filter: names, accounts, numbers, user names."""
        tenant = self.of[letter]
        found: list[str] = []
        for model, columns in (
            (Customer, ("number", "name", "account_name", "mobile_digits", "email")),
            (Opportunity, ("number", "name", "decision_maker")),
            (MarketingTask, ("number", "name")),
            (Target, ("reference",)),
        ):
            for values in model._default_manager.filter(tenant_id=tenant).values_list(*columns).order_by("pk")[:2]:
                found += [value for value in values if value]
        for name, username in User.objects.filter(distributor_id=tenant).values_list("name", "username"):
            found += [name, username]
        resellers = Partner.objects.resellers_of(tenant).values_list("name", "number")
        return [*found, *(value for pair in resellers for value in pair)]


def _names(tenant: int) -> set[str]:
    """Numbers, references and draft ids that mean something in this tenant alone."""
    found: set[str] = set()
    for model in (Customer, Opportunity, MarketingTask):
        own, others = model._default_manager.filter(tenant_id=tenant), model._default_manager.exclude(tenant_id=tenant)
        found |= set(own.values_list("number", flat=True)) - set(others.values_list("number", flat=True))
    found = {number.lower() for number in found}
    return found | {str(pk) for pk in Draft.objects.filter(tenant_id=tenant).values_list("pk", flat=True)}
