"""Every field that keeps a text which somebody typed, whichever model has it, and texts planted in all of them."""

from collections.abc import Callable

from django.apps import apps
from django.db import models

ROOMS = ("accounts", "customers", "marketing", "opportunities")
#: Written by our code, or so narrow that no text fits: numbers, codes, names of roles and acts.
OURS = {
    *("number", "reference", "country", "currency", "time_zone", "mobile_digits", "search", "step", "code"),
    *("name_key", "registration_key"),
    *("action", "subject", "subject_kind", "actor_role"),
    *("language", "appearance", "density", "shortcuts"),
    # Letters, digits and four signs, by its validator; and never shown.
    *("username", "password", "digest"),
    # Names the occasion of a notification.
    "once",
}
#: Rows that nobody changes afterwards: plant_in_new_rows makes some with the text in them.
APPEND_ONLY = {"ProgressEntry", "Note", "AuditEntry", "CustomerEvent", "ResellerEvent"}
#: Hashes and numbers, written by the database; of exports, names of ours, and an address that no page shows.
NOT_TYPED = {"Counter", "AuditLink", "Claim", "Export"}

Field = tuple[type[models.Model], "models.Field"]


def typed_fields() -> list[Field]:
    return [
        (model, field)
        for model in apps.get_models()
        if model._meta.app_label in ROOMS and model.__name__ not in NOT_TYPED
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in OURS
    ]


def called(field: Field) -> str:
    return f"{field[0].__name__}.{field[1].name}"


def plant(text: Callable[[Field], str]) -> None:
    """Give each field its text in all rows that may be changed."""
    for model, field in typed_fields():
        if model.__name__ not in APPEND_ONLY:
            model._default_manager.update(**{field.name: text((model, field))})
