"""The rows of the access table about what is done to customers, and about resellers. tests/access_table.py says how to
read them."""

from tests.access_row import FORM, SALES, Row

ADMINISTRATORS = {"": "iiF YFF YFF YF"}
DISTRIBUTORS = {"": "iiF YFF FFF YF"}
MEMBERS = {"": "iiF YYY YYY YY"}
PREREGISTERS = {"": "iiF YYF YYF YY"}
MODIFY_CUSTOMER = {
    "ann's customer": "iiF YYF --- --",
    "ann's, preregistered": "iiF YYF --- --",
    "bob's customer": "iiF Y-- --- --",
    "nobody's customer": "iiF Y-- --- --",
    "Sky's customer": "iiF YFF YYF --",
    "Sky's, preregistered": "iiF Y-- YYF --",
    "Sky's, unassigned": "iiF YFF Y-- --",
    "Copper's customer": "iiF Y-- --- --",
    "max's customer": "iiF --- --- YY",
    "Delta's customer": "iiF --- --- Y-",
    "no customer": "iiF --- --- --",
}
ASSIGN_CUSTOMER = {
    "ann's customer": "iiF YFF --- --",
    "ann's, preregistered": "iiF YFF --- --",
    "bob's customer": "iiF Y-- --- --",
    "nobody's customer": "iiF Y-- --- --",
    "Sky's customer": "iiF YFF YFF --",
    "Sky's, preregistered": "iiF Y-- YFF --",
    "Sky's, unassigned": "iiF YFF Y-- --",
    "Copper's customer": "iiF Y-- --- --",
    "max's customer": "iiF --- --- YF",
    "Delta's customer": "iiF --- --- Y-",
    "no customer": "iiF --- --- --",
}
DISASSOCIATE_CUSTOMER = {
    "ann's customer": "iiF YFF --- --",
    "ann's, preregistered": "iiF FFF --- --",
    "bob's customer": "iiF Y-- --- --",
    "Sky's customer": "iiF YFF FFF --",
    "Sky's, unassigned": "iiF YFF F-- --",
    "Copper's customer": "iiF Y-- --- --",
    "max's customer": "iiF --- --- YF",
    "no customer": "iiF --- --- --",
}
RELEASE_CUSTOMER = {
    "ann's, preregistered": "iiF YYF --- --",
    "ann's, waiting": "iiF YYF --- --",
    "ann's customer": "iiF FFF --- --",
    "ann's, expired": "iiF FFF --- --",
    "bob's customer": "iiF F-- --- --",
    "Sky's, preregistered": "iiF F-- YYF --",
    "Sky's customer": "iiF FFF FFF --",
    "max's customer": "iiF --- --- FF",
    "no customer": "iiF --- --- --",
}
PREREGISTER_AGAIN = {
    "ann's, expired": "iiF YYF --- --",
    "ann's, preregistered": "iiF FFF --- --",
    "ann's customer": "iiF FFF --- --",
    "Sky's, expired": "iiF F-- YYF --",
    "Sky's customer": "iiF FFF FFF --",
    "max's customer": "iiF --- --- FF",
    "no customer": "iiF --- --- --",
}
VIEW_RESELLER = {
    "Sky": "iiF YFY FFF -F",
    "Slate, suspended": "iiF YFY FFF -F",
    "Tern, terminated": "iiF YFY FFF -F",
    "Copper": "iiF YF- FFF -F",
    "Delta": "iiF -F- FFF YF",
    "no reseller": "iiF -F- FFF -F",
}
MANAGE_RESELLER = {
    "Sky": "iiF YFF FFF -F",
    "Tern, terminated": "iiF FFF FFF -F",
    "Copper": "iiF YF- FFF -F",
    "Delta": "iiF -F- FFF YF",
    "no reseller": "iiF -F- FFF -F",
}

EYE = {"toggle": "customer_name"}
WHY = {"reason": "Entered a second time by mistake."}

CUSTOMERS_AND_RESELLERS = [
    Row(address=f"{SALES}/customers/assignment/", methods=FORM, things=ADMINISTRATORS, body=EYE),
    Row(
        address=f"{SALES}/customers/assign/",
        methods=FORM,
        things=ADMINISTRATORS,
        body={"customer": "CUS-000001", "to": "bob", "action": "assign"},
    ),
    Row(
        address=f"{SALES}/customers/{{it}}/modify/",
        methods=FORM,
        things=MODIFY_CUSTOMER,
        body={"needs": "Twelve databases"},
        form=True,
    ),
    Row(
        address=f"{SALES}/customers/{{it}}/assign/",
        methods=FORM,
        things=ASSIGN_CUSTOMER,
        body={"to": "bob", "action": "assign"},
    ),
    Row(address=f"{SALES}/customers/{{it}}/disassociate/", methods=FORM, things=DISASSOCIATE_CUSTOMER, body=WHY),
    Row(address=f"{SALES}/customers/{{it}}/release/", methods=FORM, things=RELEASE_CUSTOMER, body=WHY),
    Row(
        address=f"{SALES}/customers/{{it}}/preregister/",
        methods=FORM,
        things=PREREGISTER_AGAIN,
        body={"action": "save"},
    ),
    Row(address=f"{SALES}/customer-development/", methods=FORM, things=MEMBERS, body=EYE),
    Row(
        address=f"{SALES}/customer-development/new/",
        methods=FORM,
        things=PREREGISTERS,
        body={
            "name": "Quiet Lake Publishing",
            "contact_name": "Nadia",
            "email": "n@quietlake.example",
            "industry": "manufacturing",
        },
        form=True,
    ),
    Row(
        address=f"{SALES}/resellers/",
        methods=FORM,
        things={"": "iiF YFY FFF YF"},
        body={"toggle": "account_manager"},
    ),
    Row(
        address=f"{SALES}/resellers/assign/",
        methods=FORM,
        things=DISTRIBUTORS,
        body={"reseller": "RSL-0001", "to": "bob", "action": "assign"},
    ),
    Row(
        address=f"{SALES}/resellers/{{it}}/",
        methods=FORM,
        things=VIEW_RESELLER,
        body={"toggle": "account_manager"},
    ),
    Row(
        address=f"{SALES}/resellers/{{it}}/assign/",
        methods=FORM,
        things=MANAGE_RESELLER,
        body={"to": "bob", "action": "assign"},
    ),
    *(
        Row(address=f"{SALES}/resellers/{{it}}/{act}/", methods=FORM, things=things, body=WHY)
        for act, things in (
            ("suspend", {**MANAGE_RESELLER, "Slate, suspended": "iiF FFF FFF -F"}),
            (
                "resume",
                {"Slate, suspended": "iiF YFF FFF -F", "Sky": "iiF FFF FFF -F", "no reseller": "iiF -F- FFF -F"},
            ),
            ("terminate", {**MANAGE_RESELLER, "Slate, suspended": "iiF YFF FFF -F"}),
        )
    ),
    Row(
        address=f"{SALES}/resellers/{{it}}/sharing/",
        methods=FORM,
        things=MANAGE_RESELLER,
        body={"share": "yes"},
    ),
]
