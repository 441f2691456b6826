"""Jobs of this room, as a worker does them; what they do stands in imports/work.py."""

from customers.imports import work
from partner_center.background import job


@job
def check_import(*, tenant: int, key: str, by: int) -> None:
    work.check(tenant, key, by)


@job
def write_import(*, tenant: int, key: str, by: int) -> None:
    work.write(tenant, key, by)


@job
def undo_import(*, tenant: int, key: str, by: int) -> None:
    work.undo(tenant, key, by)
