"""What an administrator says about the customers of a task: to whom they go, and a file of them."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.member_field import MemberField
from accounts.models import User
from partner_center.web.sheets import LARGEST, BadSheet, first_column


class AssignForm(forms.Form):
    use_required_attribute = False

    to = MemberField(
        User.objects.none(),
        label=_("New account manager"),
        empty_label="",
        to_field_name="username",
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Select an account manager")),
    )

    def __init__(self, data: Any = None, *, by: User) -> None:
        super().__init__(data)
        selling = User.objects.visible_to(by).account_managers().filter(partner=by.tenant, is_active=True)
        self.fields["to"].queryset = selling.order_by("name", "username")  # type: ignore[attr-defined]


class FileForm(forms.Form):
    """A file with one column of customer IDs; cleans to what its first column says, row by row."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("File of customer IDs"),
        help_text=_("CSV or XLSX, 2 MB and 20,000 rows at most. The IDs, like CUS-000123, stand in the first column."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={
            "required": _("Select a file"),
            "empty": _("The file is empty"),
            "invalid": _("Select a file"),
            "missing": _("Select a file"),
            "max_length": _("The name of the file is too long"),
        },
        max_length=200,
    )

    def clean_file(self) -> list[str]:
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file must be 2 MB or smaller"))
        try:
            return first_column(upload.read())
        except BadSheet as error:
            raise forms.ValidationError(str(error.reason)) from error
