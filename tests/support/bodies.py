"""Valid bodies for the writes of the access table: what would be stored if the person were allowed to."""

from tests.access_table import Row
from tests.cast import Cast


def body_of(row: Row, cast: Cast, reference: str) -> dict[str, str]:
    """What a browser sends to the address of the row."""
    return row.body
