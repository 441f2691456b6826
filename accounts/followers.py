"""How records of the rooms above follow a change below, without the lower room knowing them.

An app names its verb in its AppConfig.ready(); the lower app's verbs call `tell()` inside their own transaction.
Plain calls in a plain list: no signal, no import upwards.
"""

from collections import defaultdict
from typing import Any

from django.db import models
from django.utils.module_loading import import_string

_followers: dict[str, list[str]] = defaultdict(list)


def follow(model: str, verb: str) -> None:
    """Let the verb at a dotted path run whenever a record of the model ("app.Model") changed what others copy."""
    if verb not in _followers[model]:
        _followers[model].append(verb)


def tell(changed: models.Model) -> None:
    """Run the followers of a changed record, in the caller's transaction."""
    for verb in _followers[changed._meta.label]:
        import_string(verb)(changed)


def tell_of(happening: str, *, on: models.Model, **details: Any) -> int:
    """The same for one happening, followed as "app.Model happening"; how many records followed."""
    return sum(import_string(verb)(on=on, **details) for verb in _followers[f"{on._meta.label} {happening}"])
