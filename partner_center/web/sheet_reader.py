"""A process of its own: reads a workbook from its input, writes the rows of its first sheet as JSON. Imports nothing
of us.

What goes wrong here ends here: memory and time are bounded, and nobody reads what it complains.
"""

import contextlib
import io
import json
import sys

import python_calamine

with contextlib.suppress(ImportError):  # Not on Windows, where the time alone is bounded.
    import resource

#: Bytes of memory and seconds of the processor.
MEMORY = 1024 * 1024 * 1024
SECONDS = 7


def main() -> None:
    if "resource" in globals():
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    most_rows, most_columns, longest, most_text = map(int, sys.argv[1:])
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read())).get_sheet_by_index(0)
    rows: list[list[str]] = []
    told = 0
    for row in sheet.iter_rows():
        rows.append([_text(cell)[: longest + 1] for cell in row[:most_columns]])
        told += sum(map(len, rows[-1]))
        # One row more than is allowed tells that there are too many; of text, so does one character.
        if len(rows) > most_rows or told > most_text:
            break
    sys.stdout.write(json.dumps(rows))


def _text(cell: object) -> str:
    """A whole number as it is seen, without the point that the file stores."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


if __name__ == "__main__":
    main()
