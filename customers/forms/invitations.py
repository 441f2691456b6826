"""What narrows History Records."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.models import CustomerInvitation
from partner_center.web.filters import FilterForm
from partner_center.web.search import SearchField


class InvitationFilterForm(FilterForm):
    q = SearchField(label=_("Search by customer name, account, ID or phone"))
    state = forms.MultipleChoiceField(
        label=_("State"), choices=CustomerInvitation.State, required=False, widget=forms.CheckboxSelectMultiple
    )
    channel = forms.MultipleChoiceField(
        label=_("Channel"), choices=CustomerInvitation.Channel, required=False, widget=forms.CheckboxSelectMultiple
    )
