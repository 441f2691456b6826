"""What a person types to correct a customer's contact, to give customers or resellers to somebody, to give a reason."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from customers.models.history import LONGEST_REASON
from partner_center.web.fields import CleanCharField

#: Fewest characters of a reason: it may become the details of a progress entry.
SHORTEST_REASON = 5


class ReasonForm(forms.Form):
    use_required_attribute = False

    reason = CleanCharField(
        subject=_("Reason"),
        enter=_("Enter a reason"),
        shortest=SHORTEST_REASON,
        longest=LONGEST_REASON,
        lines=True,
    )


class AssignForm(forms.Form):
    """To whom; and whether the open opportunities go along, which they do unless somebody says no."""

    use_required_attribute = False

    #: No user name may look like this.
    NOBODY = "!"

    to = forms.ChoiceField(
        label=_("New account manager"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Select an account manager")),
    )
    follow = forms.BooleanField(label=_("Open opportunities follow"), required=False, initial=True)

    def __init__(self, data: Any = None, *, offered: Iterable[tuple[User, str]]) -> None:
        """`offered` are members by name, with their load: in a choice of whom to assign, a mask would be useless."""
        super().__init__(data)
        offers = list(offered)
        self._members = {member.username: member for member, _words in offers}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", ""),
            *((member.username, words) for member, words in offers),
            (self.NOBODY, _("Nobody: withdraw the account manager")),
        ]

    def chosen(self) -> User | None:
        return self._members.get(self.cleaned_data["to"])
