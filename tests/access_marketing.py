"""The rows of the access table about marketing tasks. tests/access_table.py says how to read them."""

from tests.access_row import FORM, LOOK, SALES, Row

TASK = f"{SALES}/marketing-tasks/{{it}}"
MEMBERS = {"": "iiF YYY YYY YY"}
MANAGES_TASKS = {"": "iiF YFF FFF YF"}
VIEW_TASK = {
    "running task": "iiF YYY YYY --",
    "draft task": "iiF Y-- --- --",
    "ended task": "iiF YYY --- --",
    "South's task": "iiF --- --- YY",
    "no task": "iiF --- --- --",
}
HANDLE_TARGET = {
    "ann's target": "iiF YYF --- --",
    "ann's target, of Sky": "iiF YYF FFF --",
    "ann's target, ended": "iiF FFF --- --",
    "bob's target": "iiF Y-- --- --",
    "max's target": "iiF --- --- YY",
    "no target": "iiF --- --- --",
}
MANAGE_TASK = {
    "running task": "iiF YFF FFF --",
    "draft task": "iiF Y-- --- --",
    "ended task": "iiF FFF --- --",
    "South's task": "iiF --- --- YF",
    "no task": "iiF --- --- --",
}

EYE = {"toggle": "customer_name"}

MARKETING = [
    Row(address=f"{SALES}/marketing-tasks/", methods=FORM, things=MEMBERS, body=EYE),
    Row(address=f"{SALES}/marketing-tasks/{{it}}/", methods=FORM, things=VIEW_TASK, body=EYE),
    Row(
        address=f"{SALES}/marketing-tasks/{{it}}/handle/",
        methods=FORM,
        things=HANDLE_TARGET,
        body={"status": "handled", "result": "interested", "note": "Wants a price."},
        form=True,
    ),
    Row(address=f"{SALES}/marketing-tasks/all/", methods=LOOK, things=MANAGES_TASKS),
    Row(
        address=f"{SALES}/marketing-tasks/new/",
        methods=FORM,
        things=MANAGES_TASKS,
        body={
            "name": "Spring offers",
            "strategy": "lead_mining",
            "starts_on": "2099-01-01",
            "due_on": "2099-02-01",
        },
    ),
    Row(address=f"{TASK}/opportunities/", methods=LOOK, things=VIEW_TASK),
    Row(address=f"{TASK}/edit/", methods=FORM, things=MANAGE_TASK, body={"name": "Renamed by somebody"}, form=True),
    Row(
        address=f"{TASK}/start/",
        methods=FORM,
        things={
            "draft task": "iiF Y-- --- --",
            "running task": "iiF FFF FFF --",
            "ended task": "iiF FFF --- --",
            "South's task": "iiF --- --- FF",
            "no task": "iiF --- --- --",
        },
    ),
    Row(address=f"{TASK}/end/", methods=FORM, things={**MANAGE_TASK, "draft task": "iiF F-- --- --"}),
    Row(address=f"{TASK}/cancel/", methods=FORM, things=MANAGE_TASK),
    Row(address=f"{TASK}/customers/", methods=FORM, things=MANAGE_TASK, body={"customer": "CUS-000001"}),
    Row(
        address=f"{TASK}/customers/file/",
        methods=FORM,
        things=MANAGE_TASK,
        body={"action": "add", "numbers": "CUS-000001"},
    ),
    Row(address=f"{TASK}/assign/", methods=FORM, things=MANAGE_TASK, body={"customer": "CUS-000002", "to": "bob"}),
    Row(
        address=f"{SALES}/marketing-tasks/{{it}}/remove/",
        methods=FORM,
        things={
            "ann's target": "iiF YFF --- --",
            "ann's target, of Sky": "iiF YFF FFF --",
            "ann's target, ended": "iiF FFF --- --",
            "bob's target": "iiF Y-- --- --",
            "max's target": "iiF --- --- YF",
            "no target": "iiF --- --- --",
        },
    ),
]
