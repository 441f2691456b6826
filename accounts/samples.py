"""Every component in every state, for whoever builds a page or judges one: /admin/components/ draws them.

Each sample is what a page would hand to the component. The words in it are examples: nobody's data, and not translated,
because what is looked at is the component.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.utils.timezone import now

from partner_center.web.date_fields import FlexibleDateField, MonthOrDateField
from partner_center.web.fields import CleanCharField, MoneyField, WholeNumberField
from partner_center.web.freshness import Freshness
from partner_center.web.listing import Action, Column, Order, Page, build
from partner_center.web.masking import Kind, conceal, render
from partner_center.web.templatetags.ui import chip

Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """One state of a component: what it is called, and what it is handed."""

    state: str
    context: Callable[[HttpRequest], Context]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sample table."""

    number: str
    name: str
    customer: str
    phase: tuple[str, str, int]
    revenue: str

    def __str__(self) -> str:
        return self.number


ROWS = [
    Row("OPP-2026-000123", "Core system migration", "Northwind Foods Ltd", ("Testing", "p4", 4), "10,000.00"),
    Row("OPP-2026-000124", "Zusammenführung der Rechenzentrumsinfrastruktur", "华北云图科技有限公司",
        ("Requirement Confirmed", "p2", 2), "998,200.00"),
    Row("OPP-2026-000125", "Backup", "Oak", ("Contract Signed", "won", 0), "640.00"),
]  # fmt: skip
COLUMNS: list[Column[Any]] = [
    Column("name", "Opportunity name", lambda row: row.name, sort="name", is_header=True, classes="pc-name"),
    Column("customer_name", "Customer name", lambda row: row.customer, mask=Kind.COMPANY,
           names="customer names"),
    Column("phase", "Development Phase", lambda row: chip(*row.phase)),
    Column("revenue", "Estimated monthly revenue", lambda row: row.revenue, sort="revenue", align="end"),
]  # fmt: skip


class SampleForm(forms.Form):
    """One field of each kind."""

    use_required_attribute = False
    name = CleanCharField(subject="Opportunity name", enter="Enter an opportunity name", longest=100,
                          help_text="Name the project so that your team recognises it")  # fmt: skip
    pains = CleanCharField(subject="Customer pain points", longest=1000, lines=True, required=False)
    revenue = MoneyField(subject="Estimated monthly revenue", enter="Enter the estimated monthly revenue",
                         currency="USD", help_text="You can type 10,000 or 10k or 1万")  # fmt: skip
    months = WholeNumberField(subject="Service period", enter="Enter the service period", minimum=1, maximum=120,
                              widget=forms.TextInput(attrs={"data-suffix": "months"}))  # fmt: skip
    tender = FlexibleDateField(subject="Tender date", enter="Enter the tender date", required=False)
    attainment = MonthOrDateField(subject="Estimated attainment time", enter="Enter the estimated attainment time")
    industry = forms.ChoiceField(label="Customer industry", choices=[("", "Select"), ("a", "Agriculture")],
                                 error_messages={"required": "Select the customer's industry"})  # fmt: skip
    probability = forms.ChoiceField(label="Win Probability", choices=[("30", "30%"), ("50", "50%"), ("70", "70%")],
                                    widget=forms.RadioSelect(attrs={"data-row": "1"}),
                                    error_messages={"required": "Select a win probability"})  # fmt: skip
    providers = forms.MultipleChoiceField(label="Current providers", required=False,
                                          choices=[("a", "Alibaba Cloud"), ("b", "Own data centre")],
                                          widget=forms.CheckboxSelectMultiple)  # fmt: skip
    shared = forms.BooleanField(label="Share with the reseller", required=False, help_text="Its members may look.")


class ReasonForm(forms.Form):
    """What a question before an act asks for."""

    use_required_attribute = False
    reason = CleanCharField(subject="Reason", enter="Enter a reason", longest=500, lines=True)


FILLED = {
    "name": "Core system migration",
    "pains": "Two outages this year.",
    "revenue": Decimal(10_000),
    "months": 12,
    "probability": "50",
    "shared": True,
}


def _form(request: HttpRequest, **options: Any) -> Context:
    form = SampleForm(**options)
    return {"form": form, "fields": list(form), "url": request.path}


def _table(request: HttpRequest, *, shown: tuple[str, ...] = (), rows: list[Row] = ROWS) -> Context:
    order = Order("name", "name", descending=False)
    page: Page[Any] = Page(
        items=rows, previous_url="", next_url="?after=sample", first=1, total=120, order=order, read_at=now()
    )
    listing = build(
        request,
        page,
        COLUMNS,
        caption="Opportunities",
        shown=shown,
        actions=lambda row: [
            Action(label, "#", f"{label}, {row.name}", f"{row}-{place}")
            for place, label in enumerate(("Modify", "Specify Progress", "Details"))
        ],
    )
    return {"listing": listing, "operation": "Operation"}


def _said(level: int, text: str) -> Callable[[HttpRequest], Context]:
    return lambda _request: {"messages": [Message(level, text)]}


def _masked(*, shown: bool) -> Callable[[HttpRequest], Context]:
    def context(request: HttpRequest) -> Context:
        value = render(conceal(Kind.COMPANY, "Northwind Foods Ltd", shown=shown))
        label = "Show customer name"
        return {"value": value, "key": "customer", "shown": shown, "eye_label": label, "url": request.path}

    return context


def _given(**context: Any) -> Callable[[HttpRequest], Context]:
    return lambda request: {"url": request.path, **context}


def _links(*labels: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": "#", "current": not place, "count": "1,000+" if place == 1 else ""}
        for place, label in enumerate(labels)
    ]


def _steps(*states: str) -> list[dict[str, str]]:
    labels = ("Select Customer", "Basic Information", "Detailed Information", "Complete Revenue Information")
    return [{"label": label, "url": "#", "state": state} for label, state in zip(labels, states, strict=True)]


def _question() -> Context:
    consequence = "It leaves all lists and sums. Its history stays."
    row = {"name": "Core system migration", "number": "OPP-2026-000123"}
    return {"heading": "Void", "act": "Void", "url": "#", "opportunity": row, "consequence": consequence,
            "form": ReasonForm()}  # fmt: skip


ABOUT = {"meta": "RSL-0001", "about": "Skyline Digital", "consequences": ["Its members look.", "You go on seeing it."]}
PHASES = [
    {"number": 1, "label": "Initial Contact", "state": "done", "note": "2 Nov 2026", "chip": ""},
    {"number": 2, "label": "Requirement Confirmed", "state": "skipped", "note": "skipped", "chip": ""},
    {"number": 3, "label": "Solution Validation", "state": "current", "note": "since 14 Nov 2026, 9 days", "chip": ""},
    {"number": 4, "label": "Testing", "state": "later", "note": "not needed", "chip": ""},
    {"number": "", "label": "Outcome", "state": "later", "note": "", "chip": chip("Suspended", "paused")},
]
CHIPS: list[tuple[str, str, int | str]] = [
    ("p1", "Initial Contact", 1),
    ("p2", "Requirement Confirmed", 2),
    ("p3", "Solution Validation", 3),
    ("p4", "Testing", 4),
    ("p5", "Business Negotiation", 5),
    ("won", "Contract Signed", ""),
    ("paused", "Suspended", ""),
    ("lost", "Lost", ""),
    ("ok", "Associated", ""),
    ("warn", "Overdue", ""),
    ("err", "Voided", ""),
    ("info", "Preregistered", ""),
    ("neutral", "Pending", ""),
]
FACTS = [("Monthly revenue", "USD 10,000.00"), ("Win Probability", "50%, up from 30%"), ("Attainment", "Mar 2027")]
TOLD = {
    "id": "progress-2",
    "when": "14 Nov 2026 10:12",
    "chip": chip("Testing", "p4", 4),
    "figures": "50%, was 30%",
    "body": "Load test passed on 3 nodes.\nNext: the fail-over.",
    "details": [("Technical Exchange", "Held"), ("Test Details", "Passed")],
    "author": "C*** Y***",
    "links": [("#", "Correct with a new entry")],
}

#: The component's template -> its states.
SAMPLES: dict[str, list[Sample]] = {
    "page_header": [
        Sample("plain", _given(heading="Opportunity Management")),
        Sample("action", _given(heading="Opportunity Management", meta="OPP-2026-000123", primary_url="#",
                                primary_label="Add Opportunity", primary_icon="plus")),
        Sample("view-only", _given(heading="Opportunity Management", view_only=True)),
    ],
    "tabs": [Sample("four", _given(label="Sample", links=_links("Opportunities", "Drafts", "Board", "Forecast")))],
    "switch": [Sample("two", _given(label="Sample", links=_links("My Customers", "Resellers' Customers")))],
    "table": [
        Sample("masked", _table),
        Sample("revealed", lambda request: _table(request, shown=("customer_name",))),
        Sample("one-row", lambda request: _table(request, rows=ROWS[:1])),
    ],
    "filter_bar": [
        Sample("empty", lambda request: {**_form(request), "query": "", "search_label": "Search name or ID"}),
        Sample("faulty", lambda request: {**_form(request, data={}), "query": "migration", "faulty": True,
                                          "search_label": "Search name or ID", "filter_count": 2}),
    ],
    "tokens": [Sample("two", _given(tokens=[("Phase: Testing", "#"), ("Attainment: Mar 2027", "#")], clear_url="#",
                                    ignored="Some filters in this link are not available here and were ignored."))],
    "pager": [
        Sample("first-page", _table),
        Sample("nothing", lambda request: _table(request, rows=[])),
    ],
    "export": [Sample("closed", lambda request: {"list": "opportunities-mine", "address": request.path})],
    "freshness": [
        Sample("read", lambda request: {"freshness": Freshness(now(), request.path)}),
        Sample("changed", lambda request: {"freshness": Freshness(now() - timedelta(minutes=9), request.path,
                                                                   changed="3 opportunities changed.")}),
    ],
    "list_head": [Sample("total", lambda request: {**_table(request), "total": "120 opportunities, USD 398,200.00"})],
    "copy": [Sample("reference", _given(text="OPP-2026-000123"))],
    "unsent": [Sample("said", _given(said="What you typed is still here: check it and select Save again."))],
    "empty": [
        Sample("action", _given(title="No opportunities yet", line="Opportunities that you add show here.",
                                action_url="#", action_label="Add Opportunity", icon_name="briefcase")),
        Sample("no-match", _given(title="No opportunities match these filters.", icon_name="search")),
    ],
    "field": [
        Sample("empty", _form),
        Sample("filled", lambda request: _form(request, initial=FILLED)),
        Sample("faulty", lambda request: _form(request, data={"tender": "03/04/2027", "providers": "z"})),
    ],
    "error_summary": [
        Sample("errors", lambda request: _form(request, data={})),
        Sample("warning", _given(problems=[("This skips Solution Validation.", "")], kind="warning",
                                 title="Check this before you save")),
    ],
    "cautions": [
        Sample("asked", _given(title="Check this before you save", act="Save anyway",
                               cautions=[({"code": "skips", "message": "This skips Solution Validation."}, False)],
                               form={"errors": {}})),
    ],
    "flash": [
        Sample("success", _said(constants.SUCCESS, "Basic information saved.")),
        Sample("info", _said(constants.INFO, "Sign in again to continue.")),
        Sample("warning", _said(constants.WARNING, "Your draft expires in 3 days.")),
        Sample("error", _said(constants.ERROR, "The list could not be updated. Check your connection and try again.")),
    ],
    "facts": [
        Sample("list", _given(facts=FACTS)),
        Sample("tiles", _given(facts=FACTS, tiles=True)),
        Sample("chips", _given(facts=[(kind, chip(label, kind, number)) for kind, label, number in CHIPS])),
    ],
    "confirm": [
        Sample("dangerous", lambda _request: {**_question(), "dangerous": True}),
        Sample("harmless", lambda _request: _question()),
    ],
    "question": [
        Sample("dangerous", lambda _request: {**_question(), **ABOUT, "dangerous": True}),
        Sample("without-a-form", lambda _request: {**_question(), **ABOUT, "form": None, "hidden": "share"}),
    ],
    "batch": [Sample("plain", _given(url="#", act="Assign account manager", back="/partner/"))],
    "stepper": [
        Sample("second-step", _given(steps=_steps("done", "current", "later", "later"))),
        Sample("needs-attention", _given(steps=_steps("done", "faulty", "done", "current"))),
        Sample("no-way-back", _given(steps=[one | {"url": ""} for one in _steps("done", "done", "current", "later")])),
    ],
    "phase_stepper": [Sample("third-phase", _given(summary="Phase 3 of 5: Solution Validation", phases=PHASES))],
    "timeline": [Sample("entry", _given(**TOLD)), Sample("fresh", _given(**{**TOLD, "fresh": True}))],
    "masked": [Sample("hidden", _masked(shown=False)), Sample("shown", _masked(shown=True))],
    "dialog_heading": [
        Sample("page", _given(heading="Specify Progress", in_dialog=False)),
        Sample("dialog", _given(heading="Specify Progress", in_dialog=True)),
    ],
}  # fmt: skip
