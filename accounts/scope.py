"""Rows of the rooms above, in a person's scope, for rooms that must not import them."""

from typing import Any

from django.db import models

from accounts.models import User


def visible_through(model: type[models.Model], relation: str, user: User) -> models.QuerySet[Any]:
    """The rows at the other end of a model's reverse relation that exist for the person."""
    related: Any = model._meta.get_field(relation).related_model
    visible: models.QuerySet[Any] = related.objects.visible_to(user)
    return visible
