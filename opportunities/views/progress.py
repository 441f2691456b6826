"""Specify Progress: a page, and the same form in a dialog of lists and details."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import User
from accounts.permissions import has
from accounts.roles import Capability
from accounts.unsent import Unsent, typed_before
from opportunities.actions import keep_progress, specify_progress
from opportunities.forms.progress import ProgressForm, answers_of
from opportunities.models import KeptProgress, Opportunity, ProgressEntry
from opportunities.models.kept_progress import answers_after
from opportunities.permissions import can_specify_progress
from opportunities.presentation.masks import person_in_words
from opportunities.progress import Phase
from opportunities.views.found import find, of_opportunity, trail, url_of
from partner_center.web import formats
from partner_center.web.conflict import StaleEdit, number_seen, submission_of
from partner_center.web.page import page, saved, stays_on_another


@of_opportunity
def progress(request: HttpRequest, opportunity: Opportunity) -> HttpResponse:
    user = member_of(request)
    # Who could not report here at any time is told so before anything else, an overtaken form included.
    has(user, Capability.SPECIFY_PROGRESS).or_raise()
    if request.method == "POST":
        return _save(request, user, opportunity)
    can_specify_progress(user, opportunity).or_raise()
    return _open(request, user, opportunity)


def _open(request: HttpRequest, user: User, opportunity: Opportunity) -> HttpResponse:
    """The form with what was typed into it before: just now and in vain, or kept since an earlier visit."""
    asked = request.GET.get("phase", "")
    unsent = typed_before(request)
    kept = None if unsent else KeptProgress.objects.visible_to(user).filter(opportunity=opportunity).first()
    earlier = unsent or kept
    form = ProgressForm(
        opportunity=opportunity,
        last=_newest(opportunity),
        asked_phase=Phase(int(asked)) if asked in {str(code) for code in Phase.values} else None,
        kept=answers_after(earlier.answers, opportunity.progress_count) if earlier else None,
    )
    return _show(request, user, opportunity, form, kept=kept, unsent=unsent)


def _newest(opportunity: Opportunity) -> ProgressEntry:
    return opportunity.entries.select_related("author").latest("number")


def _save(request: HttpRequest, user: User, opportunity: Opportunity) -> HttpResponse:
    """Repeated: the answer of the first time. Overtaken by somebody: everything typed stays, nothing is saved.

    Whoever sends something else with the key of the first time was overtaken by it.
    """
    submission_id = submission_of(request.POST.get("submission_id", ""))
    seen = number_seen(request.POST.get("seen_entry", ""))
    form = ProgressForm(request.POST, opportunity=opportunity, last=_newest(opportunity))
    form.is_valid()
    earlier = opportunity.entries.filter(submission_id=submission_id, author=user).first()
    if earlier and earlier.says(form.said):
        return _saved(request, earlier)
    if earlier:
        submission_id = uuid.uuid4()
    if seen != opportunity.progress_count:
        return _overtaken(request, user, opportunity, form, submission_id)
    can_specify_progress(user, opportunity).or_raise()
    if not form.is_valid() or not all(confirmed for _caution, confirmed in form.cautions()):
        return _show(request, user, opportunity, form, status=422)
    try:
        entry = specify_progress(
            opportunity=opportunity,
            entry=form.entry(),
            submission_id=submission_id,
            seen_entry=seen,
            by=user,
            corrects=corrected_by(request, opportunity),
        )
    except StaleEdit:
        return _overtaken(request, user, find(user, opportunity.number), form, submission_id)
    messages.success(request, _told(request, entry))
    return _saved(request, entry)


def _saved(request: HttpRequest, entry: ProgressEntry) -> HttpResponse:
    return saved(request, _address(entry))


def _address(entry: ProgressEntry) -> str:
    return f"{url_of(entry.opportunity)}#entry-{entry.number}"


def _told(request: HttpRequest, entry: ProgressEntry) -> str:
    """What was saved; over a list, which stays, of which row, with the way to the entry."""
    if stays_on_another(request, url_of(entry.opportunity)):
        text = _("Progress saved for %(name)s.") % {"name": entry.opportunity.name}
        return format_html('{} <a href="{}">{}</a>', text, _address(entry), _("View progress"))
    words = {"phase": Phase(entry.phase).label, "probability": formats.percent(entry.probability)}
    return _("Progress saved. %(phase)s, %(probability)s.") % words


def _overtaken(
    request: HttpRequest, user: User, opportunity: Opportunity, form: ProgressForm, submission_id: uuid.UUID
) -> HttpResponse:
    entry = _newest(opportunity)
    words = {
        "who": person_in_words(entry.author),
        "phase": Phase(entry.phase).label,
        "when": formats.ago(entry.at, timezone.now(), opportunity.tenant.time_zone),
    }
    moved = _("%(who)s moved this to %(phase)s %(when)s.")
    stayed = _("%(who)s specified progress in %(phase)s %(when)s.")
    newer = (moved if entry.phase != entry.phase_before else stayed) % words
    return _show(request, user, opportunity, form, newer=newer, status=409, submission_id=submission_id)


def _show(
    request: HttpRequest,
    user: User,
    opportunity: Opportunity,
    form: ProgressForm,
    *,
    kept: KeptProgress | None = None,
    unsent: Unsent | None = None,
    newer: str = "",
    status: int = 200,
    submission_id: uuid.UUID | None = None,
) -> HttpResponse:
    may = can_specify_progress(user, opportunity)
    sent_id = unsent.first("submission_id") if unsent else request.POST.get("submission_id", "")
    submission_id = submission_id or submission_of(sent_id)
    if status != 200 and may:
        # Without scripts nothing else keeps what a form holds that could not be saved.
        keep_progress(opportunity=opportunity, answers=answers_of(request.POST), submission_id=submission_id, by=user)
    corrected = corrected_by(request, opportunity)
    context = {
        "opportunity": opportunity,
        "form": form,
        "has_errors": status != 200,
        "newer": newer,
        "may": may,
        "cautions": form.cautions() if status == 422 else [],
        "submission_id": submission_id,
        "kept": kept,
        "unsent": unsent.said(_("Save progress")) if unsent else "",
        "correcting": f"?corrects={corrected.number}" if corrected else "",
        "corrected": corrected,
        "url": url_of(opportunity),
        "zone": opportunity.tenant.time_zone,
        "breadcrumb": trail(user, opportunity, (_("Specify Progress"), None)),
    }
    return page(request, "opportunities/progress.html", context, fragments=("dialog", "dependent"), status=status)


def corrected_by(request: HttpRequest, opportunity: Opportunity) -> ProgressEntry | None:
    """The entry that the new one puts right, if the address names one of this opportunity."""
    return opportunity.entries.filter(number=number_seen(request.GET.get("corrects", ""))).first()
