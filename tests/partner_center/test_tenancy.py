"""What is said of a transaction ends with it: a pooled connection carries nothing to whoever gets it next (L12).

That rows of other tenants stay out of sight is tests/test_walls.py's; here, that no statement says it for longer.
"""

import re

import pytest

from partner_center import tenancy

SAYING = ("_ENTER", "_ENTER_NAMED", "_SET")


@pytest.mark.parametrize("name", SAYING)
def test_each_setting_is_said_for_the_transaction_alone(name: str) -> None:
    statement = getattr(tenancy, name)
    assert re.findall(r"set_config\('(app\.\w+)'", statement) == [tenancy.TENANT, tenancy.MEMBER, tenancy.OPERATOR]
    assert re.findall(r", (true|false)\)", statement) == ["true"] * 3


def test_settings_that_nobody_made_read_as_nothing() -> None:
    """The second word of current_setting: without it, a new connection would answer with an error."""
    asked = re.findall(r"coalesce\(current_setting\('(app\.\w+)', (\w+)\), ''\)", tenancy._NOW)
    assert asked == [(setting, "true") for setting in (tenancy.TENANT, tenancy.MEMBER, tenancy.OPERATOR)]
