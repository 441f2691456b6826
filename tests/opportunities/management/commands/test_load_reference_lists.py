"""The reference lists of a new installation."""

from django.core.management import call_command

from accounts.models import AuditEntry
from customers.models import Industry
from marketing.models import Product
from opportunities.management.commands.load_reference_lists import load_reference_lists
from opportunities.models import BusinessSystem
from opportunities.reference_lists import LISTS


def stored() -> list:
    return [list(model._default_manager.order_by("pk").values()) for model, _names in LISTS]


def test_every_entry_is_offered_in_its_order_with_both_names(db) -> None:
    call_command("load_reference_lists", verbosity=0)
    for model, names in LISTS:
        offered = model._default_manager.offered().values_list("code", "name", "name_zh")
        assert list(offered) == list(names)
    assert Industry.objects.count() == 20
    assert BusinessSystem.objects.offered().last().code == BusinessSystem.OTHER
    assert AuditEntry.objects.filter(action="reference entry added").count() == sum(len(n) for _m, n in LISTS)


def test_loading_again_changes_nothing_and_says_so(db, capsys) -> None:
    load_reference_lists()
    before = stored()
    call_command("load_reference_lists")
    assert "Nothing changed" in capsys.readouterr().out
    assert stored() == before


def test_what_an_operator_changed_stays_and_what_is_missing_comes(db, capsys) -> None:
    Product.objects.create(code="servers", name="Machines", active=False, position=7)
    call_command("load_reference_lists")
    assert f"{sum(len(names) for _model, names in LISTS) - 1} entries added" in capsys.readouterr().out
    assert Product.objects.filter(code="servers").values_list("name", "active", "position").get() == (
        "Machines",
        False,
        7,
    )
