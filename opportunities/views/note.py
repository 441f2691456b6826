"""Add note: the form under Activity sends to this page, which shows it again if something is wrong."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.unsent import typed_before
from opportunities.actions import add_note
from opportunities.forms.note import NoteForm
from opportunities.models import Opportunity
from opportunities.permissions import can_add_note
from opportunities.views.found import of_opportunity, trail, url_of
from partner_center.web.conflict import StaleEdit, submission_of
from partner_center.web.page import page, see_other


@of_opportunity
def note(request: HttpRequest, opportunity: Opportunity) -> HttpResponse:
    user = member_of(request)
    can_add_note(user, opportunity).or_raise()
    unsent = typed_before(request)
    typed = {"text": unsent.first("text")} if unsent else None
    form = NoteForm(request.POST if request.method == "POST" else None, initial=typed)
    sent_id = unsent.first("submission_id") if unsent else request.POST.get("submission_id", "")
    submission_id = submission_of(sent_id)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            add_note(opportunity=opportunity, text=form.cleaned_data["text"], submission_id=submission_id, by=user)
        except StaleEdit:
            form.add_error("text", _("This form added other words before. Add these again to have both"))
            submission_id, status = uuid.uuid4(), 409
        else:
            messages.success(request, _("Note added."))
            return see_other(f"{url_of(opportunity)}#activity")
    context = {
        "opportunity": opportunity,
        "form": form,
        "submission_id": submission_id,
        "unsent": unsent.said(_("Add note")) if unsent else "",
        "url": url_of(opportunity),
        "breadcrumb": trail(user, opportunity, (_("Add note"), None)),
    }
    return page(request, "opportunities/note.html", context, status=status)
