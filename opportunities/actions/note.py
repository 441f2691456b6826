"""Add a note. It is no progress: phase, version and the time of the last change stay as they are."""

import uuid

from django.db import transaction

from accounts.audit import record
from accounts.models import User
from opportunities.models import Note, Opportunity
from opportunities.permissions import can_add_note
from partner_center.web.conflict import StaleEdit


@transaction.atomic
def add_note(*, opportunity: Opportunity, text: str, submission_id: uuid.UUID, by: User) -> Note:
    """Write a note. The same repeated with the same submission_id is the note of the first time.

    Raises StaleEdit if that note says something else.
    """
    current = Opportunity.objects.visible_to(by).select_for_update(of=("self",)).get(pk=opportunity.pk)
    can_add_note(by, current).or_raise()
    note, is_new = Note.objects.get_or_create(
        opportunity=current,
        author=by,
        submission_id=submission_id,
        defaults={"tenant_id": current.tenant_id, "text": text},
    )
    if is_new:
        record("note added", on=current, by=by, note=note.pk)
    elif note.text != text:
        raise StaleEdit
    return note
