"""The pages that the access table opens to somebody: what the other whole-house tests walk."""

from collections.abc import Iterator

from tests.access_table import PEOPLE, TABLE, Row


def open_to(row: Row, *, only_first: bool = False) -> Iterator[tuple[str, str]]:
    """The things and people of a row whose cell is Y; `only_first` gives each person one thing."""
    served = set()
    for thing, cells in row.things.items():
        for person, cell in zip(PEOPLE, cells.replace(" ", ""), strict=True):
            if cell == "Y" and not (only_first and person in served):
                served.add(person)
                yield thing, person


#: The rows that draw a page of the Partner Center.
PAGES = [row for row in TABLE if "GET" in row.methods and row.address.startswith("/partner/")]
#: The pages on which there may be an eye.
EYED = [row for row in PAGES if "POST" in row.methods]
