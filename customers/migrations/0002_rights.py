from django.db import migrations

from partner_center.postgres.operations import GrantRights, TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial"), ("accounts", "0002_rights")]

    operations = [
        GrantRights("customers_industry", "SELECT, INSERT, UPDATE"),
        GrantRights("customers_customer", "SELECT, INSERT, UPDATE"),
        TenantForeignKey("customers_customer", "partner_id", "accounts_partner"),
    ]
