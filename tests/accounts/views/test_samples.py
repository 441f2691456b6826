"""The components in their states: complete, for operators only, and harmless."""

import pytest

from accounts.samples import SAMPLES
from tests.support.browsers import client_of, written
from tests.support.source import ROOT

ROOT_OF_SAMPLES = "/admin/components/"
EACH = [(component, sample.state) for component, states in SAMPLES.items() for sample in states]
#: Components without a sample, and where they are seen instead.
SEEN_ELSEWHERE = {
    "header": "on every page",
    "bell": "on every page of members",
    "breadcrumb": "on every page of members",
    "field_error": "in the faulty fields",
    "languages": "in the account menu and on the sign-in page",
    "signpost": "on the pages of Sales and Organization",
}


def test_every_component_has_samples():
    components = {path.stem for path in (ROOT / "templates" / "components").glob("*.html")}
    assert components == {*SAMPLES, *SEEN_ELSEWHERE}


@pytest.mark.parametrize(("component", "state"), EACH)
def test_an_operator_sees_each_state(component, state, cast):
    answer = client_of("olga", cast).get(f"{ROOT_OF_SAMPLES}{component}/{state}/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f"<code>components/{component}.html</code>, {state}" in text
    # A component that was handed the wrong names draws nothing.
    assert len(text.partition('aria-label="Sample"')[2].partition("</section>")[0].strip()) > 60


def test_the_first_page_lists_them_all(cast):
    text = client_of("olga", cast).get(ROOT_OF_SAMPLES).content.decode()
    for component, state in EACH:
        assert f'href="{ROOT_OF_SAMPLES}{component}/{state}/"' in text


@pytest.mark.parametrize("address", ["table/nowhere/", "nothing/plain/", "header/plain/"])
def test_what_is_no_sample_is_not_found(address, cast):
    assert client_of("olga", cast).get(f"{ROOT_OF_SAMPLES}{address}").status_code == 404


def test_a_sample_changes_nothing(cast):
    client = client_of("olga", cast)
    client.get(ROOT_OF_SAMPLES)
    before = written()
    answer = client.post(f"{ROOT_OF_SAMPLES}masked/hidden/", {"toggle": "customer"}, follow=True)
    assert answer.redirect_chain == [(f"{ROOT_OF_SAMPLES}masked/hidden/", 303)]
    assert b"This is a sample. Nothing was changed." in answer.content
    assert written() == before


@pytest.mark.parametrize("person", ["nora", "ann", "skye"])
def test_members_are_refused(person, cast):
    assert client_of(person, cast).get(ROOT_OF_SAMPLES).status_code == 403
