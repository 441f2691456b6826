"""The rows of the access table about applications to become a reseller, and about a reseller's own distributor."""

from tests.access_row import FORM, LOOK, SALES, Row

APPLICATIONS = f"{SALES}/resellers/applications"
DISTRIBUTORS = {"": "iiF YFF FFF YF"}
VIEW = {
    "North's application": "iiF YFF FFF -F",
    "North's invited company": "iiF YFF FFF -F",
    "North's new reseller": "iiF YFF FFF -F",
    "South's application": "iiF -FF FFF YF",
    "no application": "iiF -FF FFF -F",
}
DECIDE = {**VIEW, "North's invited company": "iiF FFF FFF -F", "North's new reseller": "iiF FFF FFF -F"}
SEND_AGAIN = {
    "North's invited company": "iiF YFF FFF -F",
    "North's new reseller": "iiF YFF FFF -F",
    "North's application": "iiF FFF FFF -F",
    "South's application": "iiF -FF FFF FF",
    "no application": "iiF -FF FFF -F",
}
WITHDRAW = {**SEND_AGAIN, "North's new reseller": "iiF FFF FFF -F"}
NO = {"decision": "reject", "reason": "We have enough resellers there.", "action": "decide"}
SAID = {
    "name": "Harbour Lights Ltd",
    "country": "CN",
    "registration_number": "91310000MA1K400001",
    "offer": "Networks for hotels",
    "contact_name": "Lin Mei",
    "email": "lin@harbour.example",
    "mobile": "+86 138 1234 5678",
}

COOPERATION = [
    Row(
        address="/apply/{it}/",
        methods=FORM,
        things={"company's link": "YYY YYY YYY YY", "no company's link": "--- --- --- --"},
        body=SAID,
    ),
    Row(address=f"{APPLICATIONS}/", methods=FORM, things=DISTRIBUTORS, body={"toggle": "email"}),
    Row(
        address=f"{APPLICATIONS}/invite/",
        methods=FORM,
        things=DISTRIBUTORS,
        body={"name": "Harbour Lights Ltd", "way": "mail", "email": "lin@harbour.example", "action": "send"},
    ),
    Row(address=f"{APPLICATIONS}/review/", methods=FORM, things=DISTRIBUTORS, body={"application": "APP-0001", **NO}),
    Row(address=f"{APPLICATIONS}/{{it}}/", methods=FORM, things=VIEW, body={"toggle": "email"}),
    Row(address=f"{APPLICATIONS}/{{it}}/review/", methods=FORM, things=DECIDE, body=NO),
    Row(address=f"{APPLICATIONS}/{{it}}/resend/", methods=("POST",), things=SEND_AGAIN),
    Row(address=f"{APPLICATIONS}/{{it}}/withdraw/", methods=("POST",), things=WITHDRAW),
    Row(address="/partner/organization/distributor/", methods=LOOK, things={"": "iiF FFF YYY FF"}, writer="skye"),
]
