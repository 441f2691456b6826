"""What a draft still needs before Submit: the faults that its steps' own forms find, as links to the fields.

No rule stands here. What Submit would refuse is what is missing, in the same words.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opportunities.steps import BY_SLUG, CUSTOMER, REVENUE, STEPS, Answered, url
from partner_center.web.wizard import Step


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to do, the place where it is done, and how that place lies to the reader."""

    step: Step
    text: str
    url: str
    #: "here" on the step's own page, "behind" on one that was left, "ahead" on one that was not opened yet.
    lies: str

    @property
    def id(self) -> str:
        """The same each time the list is drawn, so that the focus finds its link again."""
        return f"missing-{self.step.slug}-{self.url.partition('#')[2]}"


@dataclass(frozen=True, slots=True)
class Readiness:
    """All that is missing, what the reader's page asks first; and where to go on: the first step that lacks it."""

    missing: list[Missing]
    url: str

    def __bool__(self) -> bool:
        """Whether Submit would take the draft as it is."""
        return not self.missing

    @property
    def elsewhere(self) -> list[Missing]:
        return [item for item in self.missing if _is_elsewhere(item)]

    @property
    def title(self) -> str:
        if not self.missing:
            return _("Ready to submit")
        number = len(self.missing)
        return ngettext("%(number)s thing missing", "%(number)s things missing", number) % {"number": number}

    @property
    def short(self) -> str:
        """For a column that is called Missing."""
        if not self.missing:
            return _("Ready to submit")
        number = len(self.missing)
        return ngettext("%(number)s thing", "%(number)s things", number) % {"number": number}


def readiness(answered: Answered, current: Step | None = None) -> Readiness:
    """How ready a draft is, seen from the page of one of its steps or from none."""
    draft, reached = answered.draft, STEPS.index(BY_SLUG[answered.draft.step])
    if answered.lost:
        # Whatever else is missing can be answered only for a customer.
        return Readiness([Missing(CUSTOMER, answered.lost, url(draft, CUSTOMER), "behind")], url(draft, CUSTOMER))
    missing = [
        Missing(step, _told(step, sentence), f"{url(draft, step)}#{control}", _lies(step, current, reached))
        for step in STEPS
        if step.form
        for control, sentence in answered.forms[step.slug].faults()
    ]
    return Readiness(sorted(missing, key=_is_elsewhere), url(draft, missing[0].step if missing else REVENUE))


def _is_elsewhere(item: Missing) -> bool:
    return item.lies != "here"


def _told(step: Step, sentence: str) -> str:
    return _("%(problem)s (step %(number)s)") % {"problem": sentence, "number": STEPS.index(step) + 1}


def _lies(step: Step, current: Step | None, reached: int) -> str:
    if step is current:
        return "here"
    return "behind" if STEPS.index(step) < reached else "ahead"
