"""Add note: who may, what is written, and where it is read."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from opportunities.actions import modify_opportunity
from opportunities.models import Note, Opportunity
from tests import make
from tests.support.details_page import address, read

HTMX = {"HX-Request": "true", "HX-Target": "activity"}


def add(client, user, opportunity, text="They want a price by Friday.", key=None):
    client.force_login(user)
    body = {"text": text, "submission_id": str(key or uuid.uuid4())}
    return client.post(address(opportunity, "notes/new/"), body)


def activity_of(page):
    return page.partition('id="activity"')[2]


def test_note_is_written_once_read_in_lines_and_recorded_without_its_text(client, cast):
    opportunity, key = cast.ann_opportunity, uuid.uuid4()
    before = Opportunity.objects.filter(pk=opportunity.pk).values().get()
    answers = [add(client, cast.ann, opportunity, " First line\r\nsecond <b>www.x.cn</b> ", key) for _time in range(2)]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (303, address(opportunity, "#activity"))
    ] * 2
    note = Note.objects.get()
    assert (note.opportunity, note.author, note.tenant) == (opportunity, cast.ann, cast.north)
    assert note.text == "First line\nsecond <b>www.x.cn</b>"
    # It is no progress and no modification: nothing of the opportunity moves.
    assert Opportunity.objects.filter(pk=opportunity.pk).values().get() == before
    line = AuditEntry.objects.get(actor=cast.ann)
    assert (line.action, line.subject, line.details) == ("note added", opportunity.number, {"note": note.pk})
    page = read(client, cast.dirk, opportunity)
    said = activity_of(page)
    assert "A*** K***" in said.partition(" noted")[0].rpartition("<li>")[2]
    assert "Ann Karlsson" not in page
    assert '<div class="pc-user-text" hx-disable><bdi>First line<br>second &lt;b&gt;www.x.cn&lt;/b&gt;</bdi>' in said
    assert said.count("First line") == 1
    assert "note added" not in said


@pytest.mark.parametrize(
    ("text", "says"), [("", "Enter a note"), ("a", "2 characters or more"), ("a" * 1001, "1 too many")]
)
def test_note_that_is_none_is_shown_again_with_what_was_typed(client, cast, text, says):
    answer = add(client, cast.ann, cast.ann_opportunity, text)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert says in page
    assert f">\n{text}</textarea>" in page
    assert not Note.objects.exists()


def test_other_words_under_the_same_key_are_not_taken_for_added(client, cast):
    """R63. They stand in the form that comes back, which adds them beside the first ones."""
    opportunity, key = cast.ann_opportunity, uuid.uuid4()
    add(client, cast.ann, opportunity, "The first words", key)
    answer = add(client, cast.ann, opportunity, "The second words", key)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert ">\nThe second words</textarea>" in page
    fresh = page.partition('name="submission_id" value="')[2].partition('"')[0]
    assert add(client, cast.ann, opportunity, "The second words", fresh).status_code == 303
    assert set(Note.objects.values_list("text", flat=True)) == {"The first words", "The second words"}
    assert AuditEntry.objects.filter(action="note added").count() == 2


def test_closed_opportunity_still_takes_notes(client, cast):
    assert add(client, cast.ann, cast.lost_opportunity).status_code == 303
    assert "They want a price by Friday." in read(client, cast.ann, cast.lost_opportunity)


@pytest.mark.parametrize(
    ("who", "status"), [("ann", 200), ("nora", 200), ("dirk", 403), ("skye", 403), ("sam", 403), ("bob", 404)]
)
def test_who_may_write_progress_may_add_notes_and_only_they_see_the_form(client, cast, who, status):
    cast.sky.share_opportunities = True
    cast.sky.save()
    user, opportunity = getattr(cast, who), cast.ann_sky_opportunity
    client.force_login(user)
    assert client.get(address(opportunity, "notes/new/")).status_code == status
    assert add(client, user, opportunity).status_code == (303 if status == 200 else status)
    assert Note.objects.count() == (1 if status == 200 else 0)
    if status != 404:
        assert ('id="add-note"' in read(client, user, opportunity)) == (status == 200)


def test_resellers_members_neither_read_notes_nor_learn_of_them(client, cast):
    cast.sky.share_opportunities = True
    cast.sky.save()
    add(client, cast.ann, cast.ann_sky_opportunity, "Sky asks for too much.")
    assert "Sky asks for too much." in read(client, cast.dirk, cast.ann_sky_opportunity)
    for query in ("", "?activity_of=notes", "?activity=all"):
        page = read(client, cast.skye, cast.ann_sky_opportunity, query)
        assert [word for word in ("Sky asks", "noted", "note added", 'id="activity-notes"') if word in page] == []


def test_notes_stand_between_changes_by_their_time_and_the_filter_parts_them(client, cast):
    opportunity, now = cast.ann_opportunity, timezone.now()
    make.note(opportunity=opportunity, author=cast.ann, text="The older note", at=now - timedelta(days=3))
    modify_opportunity(opportunity=opportunity, information={"name": "Backup for all"}, seen_version=1, by=cast.ann)
    make.note(opportunity=opportunity, author=cast.ann, text="The newer note", at=now + timedelta(seconds=5))
    make.note(opportunity=cast.won_opportunity, author=cast.ann, text="Of another one")

    def told(query):
        said = activity_of(read(client, cast.ann, opportunity, query))
        places = {
            said.find(words): words for words in ("The newer note", "to <bdi>Backup for all</bdi>", "The older note")
        }
        assert "Of another one" not in said
        return [words for place, words in sorted(places.items()) if place >= 0]

    assert told("") == told("?activity_of=junk") == ["The newer note", "to <bdi>Backup for all</bdi>", "The older note"]
    assert told("?activity_of=changes") == ["to <bdi>Backup for all</bdi>"]
    assert told("?activity_of=notes") == ["The newer note", "The older note"]
    part = client.get(address(opportunity, "?activity_of=notes"), headers=HTMX).content.decode()
    assert "<html" not in part
    assert part.count('aria-current="true"') == 1
    assert 'hx-swap="outerHTML show:none" aria-current="true">Notes</a>' in part


def test_older_notes_are_shown_on_demand_within_the_filter(client, cast):
    opportunity, now = cast.ann_opportunity, timezone.now()
    for days in range(11):
        make.note(opportunity=opportunity, author=cast.ann, text=f"Note {days:02}.", at=now - timedelta(days=days))
    modify_opportunity(opportunity=opportunity, information={"name": "Backup for all"}, seen_version=1, by=cast.ann)
    page = read(client, cast.ann, opportunity, "?activity_of=notes")
    assert ("Note 09." in page, "Note 10." in page) == (True, False)
    more = f"{address(opportunity)}?activity_of=notes&amp;activity=all"
    assert f'href="{more}#activity"' in page
    said = activity_of(read(client, cast.ann, opportunity, "?activity_of=notes&activity=all"))
    assert ("Note 10." in said, "Backup for all" in said) == (True, False)


def test_what_is_typed_in_the_form_outlives_the_swap_of_its_part(client, cast):
    """An eye or a filter swaps the part in which the form stands."""
    page = read(client, cast.ann, cast.ann_opportunity)
    form = page.partition('<form class="pc-form" id="add-note"')[2].partition("</form>")[0]
    assert "hx-preserve" in form
    assert "data-guard" in form
    assert f'action="{address(cast.ann_opportunity, "notes/new/")}"' in form
