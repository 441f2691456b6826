"""What a person says to import customers: the file, and which column is which field."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from customers.imports.words import FIELDS, NUMBER
from customers.models import Industry
from partner_center.web.sheets import LARGEST_TABLE, BadSheet, Table, whole_table

#: What a new customer must have, and what to say where no column has it.
_NEEDED = {
    "name": _("Choose the column with the company name, or the one with the Customer ID"),
    "contact_name": _("Choose the column with the name of the contact"),
    "mobile": _("Choose the column with the mobile or the one with the email"),
}
#: Characters of an option: a heading and some cells.
_LONGEST_SAMPLE = 60


class UploadForm(forms.Form):
    """A file with a row of headings and one customer a row; cleans to its rows."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("File of customers"),
        help_text=_(
            "CSV (UTF-8 or GB18030) or XLSX, 5 MB and 20,000 rows at most. The first row says what the columns are."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={
            **dict.fromkeys(("required", "invalid", "missing"), _("Select a file")),
            "empty": _("The file is empty"),
            "max_length": _("The name of the file is too long"),
        },
        max_length=200,
    )

    def clean_file(self) -> Table:
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > LARGEST_TABLE:
            raise forms.ValidationError(_("The file must be 5 MB or smaller"))
        try:
            rows = whole_table(upload.read())
        except BadSheet as error:
            raise forms.ValidationError(str(error.reason)) from error
        if not any(rows[1:]):
            raise forms.ValidationError(_("The file has no row under its headings"))
        return rows


class MatchForm(forms.Form):
    """A select for each field, with the columns of the file and their first cells; and what holds for all rows."""

    use_required_attribute = False

    default_industry = forms.ModelChoiceField(
        Industry.objects.none(),
        label=_("Industry where the file says none"),
        help_text=_("A new customer needs an industry"),
        to_field_name="code",
        required=False,
        empty_label="",
        widget=forms.Select(attrs={"data-conditional": "1"}),
        error_messages={"invalid_choice": _("Select the customer's industry")},
    )

    def __init__(self, data: Any = None, *, header: Sequence[str], sample: Sequence[Sequence[str]], **options: Any):
        super().__init__(data, **options)
        columns = [(str(number), _column(number, heading, sample)) for number, heading in enumerate(header)]
        fields = {name: _select(name, label, columns) for name, label in FIELDS.items()}
        for name, field in fields.items():
            field.help_text = _HELP.get(name, "")
        default = self.fields["default_industry"]
        default.queryset = Industry.objects.offered()  # type: ignore[attr-defined]
        self.fields = {**fields, "default_industry": default}
        # Beside the column that it stands in for.
        self.order_fields([*list(FIELDS)[: list(FIELDS).index("industry") + 1], "default_industry"])

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields under headings, as the form of one customer has them."""
        names = list(self.fields)
        contact, notes = names.index("contact_name"), names.index("needs")
        told = ((_("Company"), names[:contact]), (_("Contact"), names[contact:notes]), (_("Notes"), names[notes:]))
        return [(legend, [self[name] for name in some]) for legend, some in told]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for name, label in FIELDS.items():
            column = said.get(name)
            if column and column in taken:
                words = {"other": taken[column], "label": label}
                self.add_error(name, _now("This column is chosen for %(other)s already") % words)
            elif column:
                taken[column] = str(label)
        if not said.get(NUMBER):
            self._require_what_new_ones_need(said)
        return said

    def _require_what_new_ones_need(self, said: Mapping[str, Any]) -> None:
        """A file with Customer IDs may be all updates; its rows are judged one by one."""
        for name, sentence in _NEEDED.items():
            if not said.get(name) and not (name == "mobile" and said.get("email")):
                self.add_error(name, str(sentence))
        if not said.get("industry") and not said.get("default_industry"):
            self.add_error("default_industry", _now("Select an industry, or choose the column with it"))

    def mapping(self) -> dict[str, Any]:
        """Columns by field, and what holds for all rows. Only after is_valid()."""
        good = self.cleaned_data
        columns = {name: int(good[name]) for name in FIELDS if good.get(name)}
        industry = good.get("default_industry")
        return {"columns": columns, "industry": industry.code if industry else ""}


_NOT_OPTIONAL = {"name", "contact_name", "industry", "mobile", "email"}
_HELP = {
    NUMBER: _("Finds customers that your company has already, so that they are updated"),
    "country": _("Your company's country where a row says none"),
    "kind": _("Enterprise where a row says none"),
    "account_manager": _("The user name. Of new customers only"),
}


def _select(name: str, label: Any, columns: list[tuple[str, str]]) -> forms.ChoiceField:
    # What a new customer needs is not called optional, though a file of updates may lack it.
    needed = {"data-conditional": "1"} if name in _NOT_OPTIONAL else {}
    sentence = _("Select one of the columns")
    return forms.ChoiceField(
        label=label,
        choices=[("", _("Not in the file")), *columns],
        required=False,
        error_messages={"invalid_choice": sentence},
        widget=forms.Select(attrs=needed),
    )


def _column(number: int, heading: str, sample: Sequence[Sequence[str]]) -> str:
    """ "C  Phone: 138 0013 8000, 139 …": its letter as programs show it, its heading, its first cells."""
    letters = chr(65 + number) if number < 26 else chr(64 + number // 26) + chr(65 + number % 26)
    cells = [row[number] for row in sample if number < len(row) and row[number]]
    text = f"{heading}: {', '.join(cells)}" if cells else heading
    short = text if len(text) <= _LONGEST_SAMPLE else f"{text[: _LONGEST_SAMPLE - 1]}…"
    return f"{letters}  {short}"
