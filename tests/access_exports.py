"""The rows of the access table about exports. tests/access_table.py says how to read them."""

from tests.access_row import LOOK, SALES, Row

MEMBERS = {"": "iiF YYY YYY YY"}
OWN = {
    "ann's export": "iiF -Y- --- --",
    "nora's export": "iiF Y-- --- --",
    "sam's export": "iiF --- -Y- --",
    "max's export": "iiF --- --- -Y",
    "no export": "iiF --- --- --",
}

EXPORTS = [
    Row(address="/partner/exports/", methods=LOOK, things=MEMBERS),
    Row(
        address="/partner/exports/new/",
        methods=("POST",),
        things=MEMBERS,
        body={
            "list": "opportunities-mine",
            "address": f"{SALES}/opportunities/mine/?q=core",
            "format": "xlsx",
        },
    ),
    Row(address="/partner/exports/{it}/download/", methods=("POST",), things=OWN, writer="ann"),
    Row(address="/partner/exports/{it}/delete/", methods=("POST",), things=OWN, writer="ann"),
]
