"""What a person says about the approach to a customer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketing.models import Target
from partner_center.web.fields import CleanCharField
from partner_center.web.wizard import Answers, as_initial


class HandleForm(forms.Form):
    """How far the approach is, what came of it, and a note. `version` is the state that the person saw."""

    use_required_attribute = False

    status = forms.ChoiceField(
        label=_("Status"),
        choices=Target.Status,
        widget=forms.RadioSelect(attrs={"data-row": "1"}),
        error_messages={"required": _("Select the status"), "invalid_choice": _("Select the status from the list")},
    )
    result = forms.ChoiceField(
        label=_("Result"),
        required=False,
        help_text=_("Needed for Handled."),
        error_messages={"invalid_choice": _("Select the result from the list")},
    )
    note = CleanCharField(subject=_("Note"), required=False, longest=1000, lines=True)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, target: Target, typed: Answers | None = None) -> None:
        """`typed` is what was typed before, in place of what is stored."""
        names = ("status", "result", "note", "version")
        stored = {name: getattr(target, name) for name in names}
        super().__init__(data, initial=stored | as_initial(HandleForm, typed or {}))
        self.fields["result"].choices = [("", _("No result yet")), *_results(target)]  # type: ignore[attr-defined]

    def clean(self) -> None:
        status, result = self.cleaned_data.get("status"), self.cleaned_data.get("result")
        if "result" in self.errors:
            return
        if status == Target.Status.HANDLED and not result:
            self.add_error("result", _("Select the result, or a status other than Handled"))
        if status == Target.Status.PENDING and result:
            self.add_error("result", _("Select no result while the status is Pending"))

    def said(self) -> dict[str, Any]:
        """The valid values, as the verb takes them. A form without a version is older than everything."""
        good = self.cleaned_data
        return {name: good[name] for name in ("status", "result", "note")} | {"seen_version": good["version"] or 0}

    def on_newer(self, current: Target) -> "HandleForm":
        """The same typing on the newer state, so that saving again replaces what was seen."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data["version"] = str(current.version)
        return HandleForm(data, target=current)


def _results(target: Target) -> list[tuple[str, Any]]:
    """An opportunity can be named as the result only where there is one."""
    created = Target.Result.OPPORTUNITY_CREATED
    has_one = target.opportunity_count or target.result == created
    return [choice for choice in Target.Result.choices if choice[0] != created or has_one]
