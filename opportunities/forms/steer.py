"""What an administrator types to void, reopen or transfer an opportunity."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.member_field import MemberField
from accounts.models import User
from opportunities.entries import DETAILS_LONGEST, DETAILS_SHORTEST
from opportunities.models import Opportunity
from partner_center.web.fields import CleanCharField


class ReasonForm(forms.Form):
    """Why. It becomes the details of a progress entry, so it has their length."""

    use_required_attribute = False

    reason = CleanCharField(
        subject=_("Reason"),
        enter=_("Enter a reason"),
        shortest=DETAILS_SHORTEST,
        longest=DETAILS_LONGEST,
        lines=True,
        help_text=_("It is kept with the progress of the opportunity"),
    )


class TransferForm(forms.Form):
    use_required_attribute = False

    to = MemberField(
        User.objects.none(),
        label=_("New account manager"),
        empty_label="",
        to_field_name="username",
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Select an account manager")),
    )

    def __init__(self, data: Any = None, *, opportunity: Opportunity, by: User) -> None:
        super().__init__(data)
        selling = User.objects.visible_to(by).account_managers().filter(partner_id=opportunity.tenant_id)
        others = selling.filter(is_active=True).exclude(opportunities=opportunity)
        self.fields["to"].queryset = others.order_by("name", "username")  # type: ignore[attr-defined]
