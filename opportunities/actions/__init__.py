"""What is done to opportunities. Each verb is one transaction that decides again under a lock and records itself."""

from opportunities.actions.add import Line, add_opportunity
from opportunities.actions.drafts import (
    discard_draft,
    restore_draft,
    save_draft,
    start_draft,
)
from opportunities.actions.kept_progress import clear_progress, keep_progress
from opportunities.actions.modify import modify_opportunity
from opportunities.actions.note import add_note
from opportunities.actions.progress import specify_progress
from opportunities.actions.steer import reopen_opportunity, transfer_opportunity, void_opportunity

__all__ = [
    "Line",
    "add_note",
    "add_opportunity",
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
    "void_opportunity",
]
