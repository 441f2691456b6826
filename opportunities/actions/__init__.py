"""What is done to opportunities. Each verb is one transaction that decides again under a lock and records itself."""

from opportunities.actions.add import Line, add_opportunity
from opportunities.actions.drafts import (
    CustomerChange,
    change_customer,
    discard_draft,
    restore_draft,
    save_draft,
    start_draft,
    unlink_task,
)
from opportunities.actions.kept_progress import clear_progress, keep_progress
from opportunities.actions.modify import modify_opportunity
from opportunities.actions.note import add_note
from opportunities.actions.progress import specify_progress
from opportunities.actions.steer import reopen_opportunity, transfer_opportunity, void_opportunity

__all__ = [
    "CustomerChange",
    "Line",
    "add_note",
    "add_opportunity",
    "change_customer",
    "clear_progress",
    "discard_draft",
    "keep_progress",
    "modify_opportunity",
    "reopen_opportunity",
    "restore_draft",
    "save_draft",
    "specify_progress",
    "start_draft",
    "transfer_opportunity",
    "unlink_task",
    "void_opportunity",
]
