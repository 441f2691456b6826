"""How a list should look, apart from its columns: rows a page, and whether long texts wrap."""

from django import forms
from django.utils.translation import gettext_lazy as _

from partner_center.web.list_preferences import SIZES


class ListPreferencesForm(forms.Form):
    use_required_attribute = False

    size = forms.TypedChoiceField(
        label=_("Rows per page"),
        choices=[(size, str(size)) for size in SIZES],
        coerce=int,
        widget=forms.RadioSelect(attrs={"data-row": "1"}),
        error_messages={
            "required": _("Select how many rows a page has"),
            "invalid_choice": _("Select how many rows a page has"),
        },
    )
    wraps = forms.BooleanField(label=_("Wrap long text"), required=False)
