"""What a step of the wizard holds, kept while it is typed."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse

from accounts.access import member_of
from accounts.models import User
from opportunities.actions import save_draft
from opportunities.forms import sent
from opportunities.models import Draft
from opportunities.steps import BY_SLUG, CUSTOMER, furthest
from opportunities.views.add import find_draft
from partner_center.web.conflict import StaleEdit, number_seen
from partner_center.web.formats import time_of_day
from partner_center.web.wizard import typed


def autosave(request: HttpRequest, draft_id: uuid.UUID, slug: str) -> HttpResponse:
    """Keep what is being typed, without a judgement: 204 with the time and the revision for the next save."""
    user = member_of(request)
    draft = find_draft(user, draft_id)
    if draft is None or slug not in BY_SLUG or BY_SLUG[slug] is CUSTOMER:
        raise Http404
    revision = number_seen(request.POST.get("revision", ""))
    answers = typed(request.POST, sent.STEPS[slug])
    try:
        reached = furthest(draft, BY_SLUG[slug])
        draft = save_draft(draft=draft, by=user, seen_revision=revision, step=slug, answers=answers, furthest=reached)
    except StaleEdit:
        # Whose version stays is the person's choice: what it takes to overwrite the newer one goes along.
        return HttpResponse(status=409, headers=_kept_now(draft, user))
    return HttpResponse(status=204, headers=_kept_now(draft, user))


def _kept_now(draft: Draft, user: User) -> dict[str, str]:
    saved_at = time_of_day(draft.saved_at, user.tenant.time_zone)
    return {"Draft-Revision": str(draft.revision), "Draft-Saved": saved_at}
