from datetime import timedelta

from django.db import migrations

from customers import match_keys
from partner_center.tenancy import across_tenants
from partner_center.web.clock import midnight


def claim(apps, schema_editor):
    """Give the customers of before their claims. Where two have the same, the first keeps it."""
    alias = schema_editor.connection.alias
    with across_tenants(using=alias):
        customer_model, claim_model = apps.get_model("customers", "Customer"), apps.get_model("customers", "Claim")
        holding = customer_model.objects.using(alias).filter(
            state__in=("pending_review", "preregistered", "associated")
        )
        for customer in holding.select_related("tenant").order_by("created_at", "pk").iterator(chunk_size=1000):
            until = customer.preregistered_until if customer.state == "preregistered" else None
            lapses_at = until and midnight(until + timedelta(days=1), customer.tenant.time_zone)
            name = match_keys.company_name(customer.name) if customer.kind == "enterprise" else ""
            marks = {
                "registration": match_keys.registration_number(customer.registration_number),
                "name": name and f"{customer.country} {name}",
                "email": match_keys.email(customer.email),
                "mobile": match_keys.mobile(customer.mobile, customer.country),
                "account": match_keys.account_name(customer.account_name),
            }
            claims = [
                claim_model(
                    tenant_id=customer.tenant_id,
                    customer_id=customer.pk,
                    kind=kind,
                    key=match_keys.digest(mark),
                    lapses_at=lapses_at,
                )
                for kind, mark in marks.items()
                if mark
            ]
            claim_model.objects.using(alias).bulk_create(claims, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("customers", "0006_preregistration")]

    operations = [migrations.RunPython(claim, migrations.RunPython.noop)]
