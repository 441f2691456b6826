"""Which controls the page of an opportunity has for a person, as the permissions decide them."""

from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import Decision, has
from accounts.roles import Capability
from opportunities.models import Opportunity
from opportunities.permissions import (
    can_add_note,
    can_modify,
    can_reopen,
    can_specify_progress,
    can_transfer,
    can_void,
)


@dataclass(frozen=True, slots=True)
class Permitted:
    modify: Decision
    progress: Decision
    add_note: Decision
    void: Decision
    reopen: Decision
    transfer: Decision
    #: Why the opportunity can't be modified, for whoever's role modifies; others see no control and no reason.
    note: str = ""

    @property
    def steers(self) -> bool:
        """Whether the menu of the administrator has an entry."""
        return bool(self.void or self.reopen or self.transfer)


def permitted(user: User, opportunity: Opportunity) -> Permitted:
    modify = can_modify(user, opportunity)
    refused = not modify and has(user, Capability.MODIFY_OPPORTUNITIES)
    return Permitted(
        modify=modify,
        progress=can_specify_progress(user, opportunity),
        add_note=can_add_note(user, opportunity),
        void=can_void(user, opportunity),
        reopen=can_reopen(user, opportunity),
        transfer=can_transfer(user, opportunity),
        note=str(modify.reason) if refused else "",
    )
