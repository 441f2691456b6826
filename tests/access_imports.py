"""The rows of the access table about imports. tests/access_table.py says how to read them."""

from tests.access_row import FORM, LOOK, SALES, Row

ADMINISTRATORS = {"": "iiF YFF YFF YF"}
#: Whoever is no administrator is refused before anybody looks which import it is.
VIEW = {
    "North's import": "iiF YFF -FF -F",
    "North's import, done": "iiF YFF -FF -F",
    "North's import, of another": "iiF YFF -FF -F",
    "Sky's import": "iiF -FF YFF -F",
    "South's import": "iiF -FF -FF YF",
    "no import": "iiF -FF -FF -F",
}
#: What a file says, its author alone reads.
OWN = {
    **VIEW,
    "North's import, of another": "iiF FFF -FF -F",
}
BEFORE = {**OWN, "North's import, done": "iiF FFF -FF -F"}
UNDO = {
    "North's import, done": "iiF YFF -FF -F",
    "North's import": "iiF FFF -FF -F",
    "Sky's import": "iiF -FF FFF -F",
    "South's import": "iiF -FF -FF FF",
    "no import": "iiF -FF -FF -F",
}
ONE = f"{SALES}/imports/{{it}}"

IMPORTS = [
    Row(address=f"{SALES}/imports/", methods=LOOK, things=ADMINISTRATORS),
    Row(address=f"{SALES}/imports/new/", methods=FORM, things=ADMINISTRATORS, asks=True),
    Row(address=f"{SALES}/imports/template/", methods=LOOK, things=ADMINISTRATORS),
    Row(address=f"{ONE}/", methods=LOOK, things=VIEW),
    Row(
        address=f"{ONE}/match/",
        methods=FORM,
        things=BEFORE,
        body={"name": "0", "contact_name": "1", "email": "2", "default_industry": "manufacturing"},
    ),
    Row(address=f"{ONE}/run/", methods=("POST",), things=BEFORE),
    Row(address=f"{ONE}/rows/", methods=LOOK, things=OWN),
    Row(address=f"{ONE}/cancel/", methods=FORM, things=BEFORE),
    Row(address=f"{ONE}/undo/", methods=FORM, things=UNDO),
]
