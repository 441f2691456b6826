"""The rows of the access table about invitations of customers. tests/access_table.py says how to read them."""

from tests.access_row import FORM, SALES, Row

INVITE = {
    "ann's, preregistered": "iiF YYF --- --",
    "ann's customer": "iiF FFF --- --",
    "ann's, expired": "iiF FFF --- --",
    "ann's, waiting": "iiF FFF --- --",
    "bob's customer": "iiF F-- --- --",
    "Sky's, preregistered": "iiF F-- YYF --",
    "Sky's customer": "iiF FFF FFF --",
    "max's customer": "iiF --- --- FF",
    "no customer": "iiF --- --- --",
}
WITHDRAW = {
    "ann's invitation": "iiF YYF --- --",
    "sam's invitation": "iiF F-- YYF --",
    "max's invitation": "iiF --- --- YY",
    "no invitation": "iiF --- --- --",
}

INVITATIONS = [
    Row(
        address="/invitations/{it}/",
        methods=FORM,
        things={"link to accept": "YYY YYY YYY YY", "no link": "--- --- --- --"},
        writer="stranger",
    ),
    Row(address=f"{SALES}/customers/{{it}}/invite/", methods=FORM, things=INVITE, body={"action": "link"}),
    Row(
        address=f"{SALES}/customer-development/invite/",
        methods=FORM,
        things={"": "iiF YYF YYF YY"},
        body={"customer": "CUS-000002", "action": "send"},
    ),
    Row(
        address=f"{SALES}/customer-development/invitations/",
        methods=FORM,
        things={"": "iiF YYY YYY YY"},
        body={"toggle": "customer_name"},
    ),
    Row(
        address=f"{SALES}/customer-development/invitations/{{it}}/withdraw/",
        methods=("POST",),
        things=WITHDRAW,
    ),
]
