"""The ways of a marketing task through its states, as data: from where, to where, with which words."""

from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketing.models import MarketingTask

Status = MarketingTask.Status


class Move(TextChoices):
    """What an administrator does with a task; values as the address names them."""

    START = "start", _("Start")
    END = "end", _("End")
    CANCEL = "cancel", _("Cancel task")


@dataclass(frozen=True, slots=True)
class Way:
    """One move: the states it leads out of, the one it leads to, and what its page says and asks."""

    out_of: frozenset[Status]
    to: Status
    heading: str | Promise
    consequence: str | Promise
    done: str | Promise

    @property
    def closes(self) -> bool:
        """Whether the customers that wait are closed with the task."""
        return self.to is not Status.IN_PROGRESS


WAYS = MappingProxyType(
    {
        Move.START: Way(
            frozenset({Status.DRAFT}),
            Status.IN_PROGRESS,
            _("Start marketing task"),
            _("From then on, the account managers see its customers and handle them."),
            _("Marketing task started."),
        ),
        Move.END: Way(
            frozenset({Status.IN_PROGRESS}),
            Status.ENDED,
            _("End marketing task"),
            _("Customers that still wait are closed. Results and opportunities stay. Nobody can undo this."),
            _("Marketing task ended."),
        ),
        Move.CANCEL: Way(
            frozenset({Status.DRAFT, Status.IN_PROGRESS}),
            Status.CANCELLED,
            _("Cancel marketing task"),
            _("It counts as given up. Customers that still wait are closed. Nobody can undo this."),
            _("Marketing task cancelled."),
        ),
    }
)


def moves_from(status: str) -> list[Move]:
    """What may be done with a task in this state, in the order of its buttons."""
    return [move for move, way in WAYS.items() if status in way.out_of]
