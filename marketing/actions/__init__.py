"""What is done to marketing tasks and their targets: the verbs."""

from marketing.actions.handling import handle, opportunity_added
from marketing.actions.targets import add_target, add_targets, assign_targets, remove_target
from marketing.actions.tasks import add_task, modify_task, move_task, save_task

__all__ = [
    "add_target",
    "add_targets",
    "add_task",
    "assign_targets",
    "handle",
    "modify_task",
    "move_task",
    "opportunity_added",
    "remove_target",
    "save_task",
]
