"""The names of housekeeping's steps: a list that apps fill while they get ready, before there are any models.

Plain calls in a plain list, as in followers.py; housekeeping.py goes through it.
"""

#: Rows of one transaction: few enough for the limits of a request, which cron's connection has too.
BATCH = 200

steps: list[str] = []


def see_to(step: str) -> None:
    """Let every pass do the step at a dotted path, `step(*, tenant: Partner) -> int`."""
    if step not in steps:
        steps.append(step)
