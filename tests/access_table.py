"""Who reaches what: the law of domain 3 and of the permission matrix, written by hand and never derived from the code.

A row is one address. Its cells stand under the people of tests/cast.py, in this order:

    stranger, exit (deactivated), olga (platform operator)
    | nora (administrator), ann (account manager), dirk (director of ann): distributor North
    | skye (administrator), sam (account manager), sid (director of sam): North's reseller Sky
    | sue (administrator), max (account manager): distributor South

    Y  answered           F  403: seen, or no secret, but refused with the reason
    i  sign-in first      -  404: does not exist for this person

olga belongs to no partner, so every page of the Partner Center refuses her before it looks for anything.
"""

from tests.access_customers import CUSTOMERS_AND_RESELLERS
from tests.access_invitations import INVITATIONS
from tests.access_marketing import MARKETING
from tests.access_row import FORM, LOOK, PEOPLE, SALES, Row

__all__ = ["PASSWORD", "PEOPLE", "TABLE", "Row"]

OPPORTUNITY = f"{SALES}/opportunities/{{it}}"
DRAFT = f"{SALES}/opportunities/drafts/{{it}}"

EVERYBODY = {"": "YYY YYY YYY YY"}
SIGNED_IN = {"": "iiY YYY YYY YY"}
MEMBERS = {"": "iiF YYY YYY YY"}
SELLERS = {"": "iiF YYF FFF YY"}
READS_LOG = {"": "iiF YYF YYF YY"}
ADMINISTRATORS = {"": "iiF YFF YFF YF"}

VIEW_OPPORTUNITY = {
    "ann's": "iiF YYY --- --",
    "ann's, of Sky": "iiF YYY --- --",
    "ann's, of Sky, shared": "iiF YYY YYY --",
    "ann's, of Sky's unassigned, shared": "iiF YYY Y-- --",
    "ann's, won": "iiF YYY --- --",
    "bob's": "iiF Y-- --- --",
    "nobody's, of Copper": "iiF Y-- --- --",
    "max's": "iiF --- --- YY",
    "never": "iiF --- --- --",
}
WRITE_OPPORTUNITY = {
    "ann's": "iiF YYF --- --",
    "ann's, of Sky": "iiF YYF --- --",
    "ann's, of Sky, shared": "iiF YYF FFF --",
    "ann's, of Sky's unassigned, shared": "iiF YYF F-- --",
    "bob's": "iiF Y-- --- --",
    "nobody's, of Copper": "iiF Y-- --- --",
    "max's": "iiF --- --- YY",
    "never": "iiF --- --- --",
}
STEER_OPPORTUNITY = {
    "ann's": "iiF YFF --- --",
    "ann's, of Sky": "iiF YFF --- --",
    "ann's, of Sky, shared": "iiF YFF FFF --",
    "ann's, of Sky's unassigned, shared": "iiF YFF F-- --",
    "bob's": "iiF Y-- --- --",
    "nobody's, of Copper": "iiF Y-- --- --",
    "max's": "iiF --- --- YF",
    "never": "iiF --- --- --",
}
OWN_DRAFT = {
    "ann's draft": "iiF -Y- --- --",
    "nora's draft": "iiF Y-- --- --",
    "max's draft": "iiF --- --- -Y",
    "ann's draft, discarded": "iiF --- --- --",
    "no draft": "iiF --- --- --",
}
VIEW_CUSTOMER = {
    "ann's customer": "iiF YYY --- --",
    "ann's, preregistered": "iiF YYY --- --",
    "bob's customer": "iiF Y-- --- --",
    "nobody's customer": "iiF Y-- --- --",
    "Sky's customer": "iiF YYY YYY --",
    "Sky's, preregistered": "iiF Y-- YYY --",
    "Sky's, unassigned": "iiF YYY Y-- --",
    "Copper's customer": "iiF Y-- --- --",
    "max's customer": "iiF --- --- YY",
    "Delta's customer": "iiF --- --- Y-",
    "no customer": "iiF --- --- --",
}
MODIFY_MEMBER = {
    "ann": "iiF YFF -FF -F",
    "nora": "iiF YFF -FF -F",
    "exit": "iiF YFF -FF -F",
    "sam": "iiF -FF YFF -F",
    "max": "iiF -FF -FF YF",
    "no member": "iiF -FF -FF -F",
}
SEND_AGAIN = {
    "North's invitation": "iiF YFF -FF -F",
    "Sky's invitation": "iiF -FF YFF -F",
    "South's invitation": "iiF -FF -FF YF",
    "no invitation": "iiF -FF -FF -F",
}

EYE = {"toggle": "customer_name"}
#: nora's, in the test of the access table; nobody else's.
PASSWORD = "a long enough passphrase"
JOINS = {"username": "newcomer", "name": "New Comer", "password": PASSWORD, "again": PASSWORD}
WHY = {"reason": "Entered a second time by mistake."}

TABLE = [
    Row(address="/", methods=FORM, things=SIGNED_IN),
    Row(address="/signin/", methods=FORM, things=EVERYBODY),
    Row(address="/signout/", methods=FORM, things=EVERYBODY),
    Row(address="/language/", methods=FORM, things=EVERYBODY, body={"language": "zh-hans"}),
    Row(
        address="/join/{it}/", methods=FORM, things={"link": "YYY YYY YYY YY", "no link": "--- --- --- --"}, body=JOINS
    ),
    Row(address="/ready/", methods=FORM, things=EVERYBODY),
    Row(address="/partner/", methods=LOOK, things=MEMBERS),
    Row(address="/partner/help/", methods=LOOK, things=MEMBERS),
    Row(address=f"{SALES}/", methods=LOOK, things=MEMBERS),
    Row(address=f"{SALES}/opportunities/", methods=LOOK, things=MEMBERS),
    Row(address=f"{SALES}/opportunities/mine/", methods=FORM, things=MEMBERS, body=EYE),
    Row(address=f"{SALES}/opportunities/resellers/", methods=FORM, things=MEMBERS, body=EYE),
    Row(address=f"{SALES}/opportunities/new/", methods=FORM, things=SELLERS, body={"customer": "CUS-000001"}),
    Row(address=f"{SALES}/opportunities/drafts/", methods=FORM, things=SELLERS, body=EYE),
    Row(address=f"{DRAFT}/customer/", methods=FORM, things=OWN_DRAFT, body={"customer": "CUS-000001"}, writer="ann"),
    *(
        Row(
            address=f"{DRAFT}/{step}/",
            methods=FORM,
            things=OWN_DRAFT,
            body={"action": "save", "revision": "1", **typed},
            writer="ann",
        )
        for step, typed in (
            ("basic", {"name": "Core migration"}),
            ("detailed", {"notes": "Twelve databases"}),
            ("revenue", {"service_period": "36"}),
        )
    ),
    Row(
        address=f"{DRAFT}/basic/autosave/",
        methods=("POST",),
        things=OWN_DRAFT,
        body={"revision": "1", "name": "Core migration"},
        writer="ann",
    ),
    Row(address=f"{DRAFT}/", methods=LOOK, things=OWN_DRAFT),
    Row(address=f"{DRAFT}/discard/", methods=FORM, things=OWN_DRAFT, writer="ann"),
    Row(
        address=f"{DRAFT}/restore/",
        methods=("POST",),
        things={
            "ann's draft, discarded": "iiF -Y- --- --",
            "ann's draft": "iiF --- --- --",
            "no draft": "iiF --- --- --",
        },
        writer="ann",
    ),
    Row(address=f"{SALES}/opportunities/echo/", methods=("POST",), things=SELLERS, asks=True),
    Row(address=f"{OPPORTUNITY}/", methods=FORM, things=VIEW_OPPORTUNITY, body=EYE),
    Row(
        address=f"{OPPORTUNITY}/added/",
        methods=LOOK,
        things={**WRITE_OPPORTUNITY, "ann's, won": "iiF YYF --- --"},
    ),
    *(
        Row(
            address=f"{OPPORTUNITY}/modify/{tab}/",
            methods=FORM,
            things={**WRITE_OPPORTUNITY, "ann's, won": "iiF FFF --- --", "ann's, lost": "iiF FFF --- --"},
            body=change,
            form=True,
        )
        for tab, change in (
            ("basic", {"name": "Renamed by somebody"}),
            ("other", {"main_workloads": "Twelve databases"}),
            ("revenue", {"service_period": "36"}),
        )
    ),
    Row(
        address=f"{OPPORTUNITY}/progress/new/",
        methods=FORM,
        things={**WRITE_OPPORTUNITY, "ann's, won": "iiF YYF --- --", "ann's, lost": "iiF FFF --- --"},
        body={"details": "Talked to the customer on the phone.", "probability": "30"},
        form=True,
    ),
    Row(
        address=f"{OPPORTUNITY}/progress/new/autosave/",
        methods=("POST",),
        things={**WRITE_OPPORTUNITY, "ann's, won": "iiF YYF --- --", "ann's, lost": "iiF FFF --- --"},
        body={"details": "Talked to"},
    ),
    Row(
        address=f"{OPPORTUNITY}/progress/new/clear/",
        methods=("POST",),
        things={**WRITE_OPPORTUNITY, "ann's, lost": "iiF YYF --- --"},
    ),
    Row(
        address=f"{OPPORTUNITY}/notes/new/",
        methods=FORM,
        things={**WRITE_OPPORTUNITY, "ann's, won": "iiF YYF --- --", "ann's, lost": "iiF YYF --- --"},
        body={"text": "They want a price by Friday."},
    ),
    Row(address=f"{OPPORTUNITY}/progress/1/", methods=LOOK, things=VIEW_OPPORTUNITY),
    Row(address=f"{OPPORTUNITY}/void/", methods=FORM, things=STEER_OPPORTUNITY, body=WHY),
    Row(
        address=f"{OPPORTUNITY}/reopen/",
        methods=FORM,
        things={
            "ann's, lost": "iiF YFF --- --",
            "ann's": "iiF FFF --- --",
            "ann's, of Sky, shared": "iiF FFF FFF --",
            "bob's": "iiF F-- --- --",
            "max's": "iiF --- --- FF",
            "never": "iiF --- --- --",
        },
        body=WHY,
    ),
    Row(
        address=f"{OPPORTUNITY}/transfer/",
        methods=FORM,
        things={**STEER_OPPORTUNITY, "ann's, won": "iiF FFF --- --"},
        body={"to": "bob"},
        form=True,
    ),
    Row(address="/partner/organization/audit/", methods=FORM, things=READS_LOG, body={"toggle": "user"}),
    Row(address=f"{SALES}/customers/", methods=LOOK, things=MEMBERS),
    Row(address=f"{SALES}/customers/mine/", methods=FORM, things=MEMBERS, body=EYE),
    Row(address=f"{SALES}/customers/resellers/", methods=FORM, things=MEMBERS, body=EYE),
    Row(address=f"{SALES}/customers/{{it}}/", methods=FORM, things=VIEW_CUSTOMER, body=EYE),
    *CUSTOMERS_AND_RESELLERS,
    *INVITATIONS,
    *MARKETING,
    Row(address="/partner/organization/members/", methods=FORM, things=ADMINISTRATORS, asks=True),
    Row(
        address="/partner/organization/members/{it}/",
        methods=FORM,
        things=MODIFY_MEMBER,
        body={"name": "Ann Of Another Name"},
        form=True,
    ),
    Row(
        address="/partner/organization/members/{it}/deactivate/",
        methods=FORM,
        things={**MODIFY_MEMBER, "nora": "iiF FFF -FF -F", "exit": "iiF FFF -FF -F"},
        body={"to": "bob"},
    ),
    Row(
        address="/partner/organization/members/{it}/reactivate/",
        methods=("POST",),
        things={
            "exit": "iiF YFF -FF -F",
            "ann": "iiF FFF -FF -F",
            "sam": "iiF -FF FFF -F",
            "max": "iiF -FF -FF FF",
            "no member": "iiF -FF -FF -F",
        },
    ),
    Row(address="/partner/organization/invitations/", methods=FORM, things=ADMINISTRATORS, asks=True),
    Row(
        address="/partner/organization/invitations/new/",
        methods=FORM,
        things=ADMINISTRATORS,
        body={"email": "new.comer@company.example", "name": "New Comer", "role": "administrator"},
    ),
    Row(address="/partner/organization/invitations/{it}/resend/", methods=("POST",), things=SEND_AGAIN),
    Row(address="/partner/organization/invitations/{it}/withdraw/", methods=("POST",), things=SEND_AGAIN),
    Row(address="/partner/organization/reveals/", methods=FORM, things=ADMINISTRATORS, body={"toggle": "user"}),
    Row(address="/partner/organization/", methods=LOOK, things=MEMBERS),
    Row(
        address="/partner/preferences/",
        methods=FORM,
        things=MEMBERS,
        body={"action": "density", "density": "compact"},
    ),
    Row(address="/partner/preferences/reveals/", methods=LOOK, things=MEMBERS),
    Row(address="/partner/notifications/", methods=FORM, things=MEMBERS),
    Row(
        address="/partner/notifications/{it}/",
        methods=("POST",),
        things={
            "ann's notification": "iiF -Y- --- --",
            "nora's notification": "iiF Y-- --- --",
            "max's notification": "iiF --- --- -Y",
            "no notification": "iiF --- --- --",
        },
        writer="ann",
    ),
    Row(address="/partner/session/", methods=LOOK, things=MEMBERS),
    Row(
        address="/partner/preferences/lists/opportunities-mine/",
        methods=FORM,
        things=MEMBERS,
        body={"size": "50", "show": "phase"},
    ),
    Row(address="/partner/preferences/confirm/", methods=FORM, things=MEMBERS, body={"password": PASSWORD}),
]
