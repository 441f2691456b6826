"""How one person wants the pages to be: language, looks, keys. What there is to choose, and the columns that hold it.

An empty column is a choice not made yet. Then the cookie of an earlier choice in this browser counts, else what the
browser says of itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.models.notification import seldom_mailed

Words = str | Promise


class Appearance(models.TextChoices):
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")
    AUTO = "auto", _("Match my device")


class Density(models.TextChoices):
    COMFORTABLE = "comfortable", _("Comfortable")
    COMPACT = "compact", _("Compact")


class Shortcuts(models.TextChoices):
    ON = "on", _("On")
    OFF = "off", _("Off")


class Preferences(models.Model):
    """The columns of a member's row. They are nobody else's concern, and no form but the page's own shows them."""

    language = models.CharField(_("language"), max_length=10, blank=True, default="", editable=False)
    appearance = models.CharField(_("appearance"), max_length=10, blank=True, default="", editable=False)
    density = models.CharField(_("density"), max_length=12, default=Density.COMFORTABLE, editable=False)
    shortcuts = models.CharField(_("keyboard shortcuts"), max_length=3, default=Shortcuts.ON, editable=False)

    #: Kinds of notifications that are not mailed as well.
    unmailed = ArrayField(models.CharField(max_length=24), default=seldom_mailed, editable=False)

    class Meta:
        abstract = True
        # A class with a Meta of its own takes this one in by name: see User.
        constraints: ClassVar = [
            models.CheckConstraint(
                name="preferences_are_known",
                condition=models.Q(
                    language__in=("", *dict(settings.LANGUAGES)),
                    appearance__in=("", *Appearance.values),
                    density__in=Density.values,
                    shortcuts__in=Shortcuts.values,
                ),
            )
        ]


@dataclass(frozen=True, slots=True)
class Preference:
    """One thing to choose: a section of the page Preferences."""

    label: Words
    choices: Sequence[tuple[str, Words]]
    #: What is said when something else than a choice was sent, and when the choice is kept.
    select: Words
    saved: Words
    hint: Words = ""


PREFERENCES = {
    "language": Preference(
        _("Language"),
        # Each in its own language, so that whoever reads no other one finds it.
        [(code, format_html('<span lang="{}">{}</span>', code, name)) for code, name in settings.LANGUAGES],
        _("Select a language"),
        _("Language saved."),
    ),
    "appearance": Preference(_("Appearance"), Appearance.choices, _("Select an appearance"), _("Appearance saved.")),
    "density": Preference(
        _("Density"),
        Density.choices,
        _("Select a density"),
        _("Density saved."),
        _("Compact fits more rows on a wide screen."),
    ),
    "shortcuts": Preference(
        _("Keyboard shortcuts"),
        Shortcuts.choices,
        _("Select on or off"),
        _("Keyboard shortcuts saved."),
        _("Single keys like n for Add Opportunity. Press ? for the list."),
    ),
}
#: What the browser remembers as well, for the pages on which nobody has signed in yet.
COOKIES = {"language": settings.LANGUAGE_COOKIE_NAME, "appearance": "appearance"}
