"""Add note."""

from django import forms
from django.utils.translation import gettext_lazy as _

from opportunities.models.note import NOTE_LONGEST, NOTE_SHORTEST
from partner_center.web.fields import CleanCharField


class NoteForm(forms.Form):
    use_required_attribute = False

    text = CleanCharField(
        subject=_("Note"),
        enter=_("Enter a note"),
        shortest=NOTE_SHORTEST,
        longest=NOTE_LONGEST,
        lines=True,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("For the members of your company; resellers do not see it. It cannot be changed afterwards"),
    )
