"""What somebody would type who wants other people's browsers to act for him, and a database filled with it.

Each payload that worked would call `caught`, send a request that the page does not send by itself, or break the
content policy. They are short, for they must fit into names.
"""

from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from partner_center.tenancy import OPERATOR
from tests.support.typed import typed_fields

PAYLOADS: Sequence[str] = (
    "<script>caught()</script>",
    "</script><script>caught()</script>",
    "<script src=/static/evil.js></script>",
    "<script type=module>caught()</script>",
    "<ScRiPt >caught()</sCrIpT>",
    "<img src=/evil.png onerror=caught()>",
    "<img src=x: onerror='caught()'>",
    "<svg onload=caught()>",
    "<svg><script>caught()</script></svg>",
    "<svg><use href=/evil.svg#x></svg>",
    "<body onload=caught()>",
    "<details open ontoggle=caught()>",
    "<input autofocus onfocus=caught()>",
    "<video><source onerror=caught()></video>",
    "<iframe src=/evil/></iframe>",
    "<iframe srcdoc='<script>parent.caught()</script>'></iframe>",
    "<object data=/evil/></object>",
    "<embed src=/evil/>",
    "<link rel=stylesheet href=/evil.css>",
    "<style>*{background:url(/evil)}</style>",
    "<p style='background:url(/evil)'>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;/evil/>",
    "<a href=javascript:caught()>x</a>",
    "javascript:caught()//",
    "<form action=//evil.example/><input type=submit>",
    "<p hx-get=/evil/ hx-trigger=load>",
    "<p hx-post=/signout/ hx-trigger=load>",
    "<p data-hx-get=/evil/ data-hx-trigger=load>",
    "<p hx-on::load=caught()>",
    "<p hx-on:htmx:load='caught()'>",
    "<p hx-get=/evil/ hx-trigger='load[caught()]'>",
    "<p hx-get=/evil/ hx-vals='js:{a:caught()}' hx-trigger=load>",
    "<p hx-put=/evil/ hx-trigger=revealed hx-target=body>",
    "<p hx-ext=x hx-delete=/evil/ hx-trigger='every 1ms'>",
    '"><p hx-get=/evil/ hx-trigger=load x="',
    '" onmouseover=caught() autofocus onfocus=caught() x="',
    "'><svg onload=caught()>",
    "{{ 7|add:7 }}{% debug %}{{ request }}${caught()}",
    "\u202e\u2066</bdi></td><p hx-get=/evil/ hx-trigger=load>\u2069",
)
#: What is kept as it was typed, and what changed.
KEPT_AS_JSON = {
    "opportunities_draft": "answers",
    "opportunities_keptprogress": "answers",
    "accounts_auditentry": "details",
    "customers_importline": "cells",
}
#: A list of what was typed, with no names in it.
CELLS = "cells"
#: Rows that nobody changes, not even their owner while the triggers are on.
FOR_EVER = (
    *("opportunities_progressentry", "opportunities_note", "accounts_auditentry"),
    *("customers_customerevent", "customers_resellerevent"),
)
#: Something else belongs to it, by a constraint: only where there is one already.
NOT_ALONE = {"next_step", "contract_number", "email"}


def poison(address: str, *, round_: int) -> None:
    """Put a payload into every field that keeps typed text, the next one in the next row; other ones each round."""
    with psycopg.connect(address) as session:
        session.execute("SELECT set_config(%s, 'on', false)", [OPERATOR])
        for table in FOR_EVER:
            session.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(table)))
        for position, (model, field) in enumerate(typed_fields()):
            _fill(session, model._meta.db_table, field, 10 * round_ + position)
        for table, column in KEPT_AS_JSON.items():
            _fill_json(session, table, column, round_)


def _fill(session: psycopg.Connection[Any], table: str, field: Any, shift: int) -> None:
    fitting = [text for text in PAYLOADS if len(text) <= (field.max_length or 2000)]
    names = {"table": sql.Identifier(table), "column": sql.Identifier(field.column)}
    only = sql.SQL("WHERE {column} <> ''" if field.column in NOT_ALONE else "").format(**names)
    statement = sql.SQL(
        "WITH rows AS (SELECT id AS row, row_number() OVER (ORDER BY id) AS place FROM {table} {only})"
        " UPDATE {table} SET {column} = (%s::text[])[1 + (rows.place + %s) %% %s] FROM rows WHERE id = rows.row"
    ).format(**names, only=only)
    session.execute(statement, [fitting, shift, len(fitting)])


def _fill_json(session: psycopg.Connection[Any], table: str, column: str, shift: int) -> None:
    names = {"table": sql.Identifier(table), "column": sql.Identifier(column)}
    rows = session.execute(sql.SQL("SELECT id, {column} FROM {table}").format(**names)).fetchall()
    update = sql.SQL("UPDATE {table} SET {column} = %s WHERE id = %s").format(**names)
    for place, (row, kept) in enumerate(rows):
        session.execute(
            update,
            [Jsonb(_filled(kept, PAYLOADS[(place + shift) % len(PAYLOADS)], "name" if column == CELLS else "")), row],
        )


def _filled(kept: Any, text: str, name: str = "") -> Any:
    """The answers with the text wherever somebody typed; what was chosen stays, or pages would drop it."""
    if isinstance(kept, dict):
        return {key: _filled(value, text, key) for key, value in kept.items()}
    if isinstance(kept, list):
        return [_filled(value, text, name) for value in kept]
    return text if isinstance(kept, str) and name in _NAMES else kept


_NAMES = {field.name for _model, field in typed_fields()}
