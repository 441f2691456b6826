from django.db import migrations

from partner_center.postgres.walls import SearchFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_search"), ("accounts", "0003_walls")]

    operations = [
        TenantTable("customers_customer", "SELECT, INSERT, UPDATE", {"account_manager_id": "accounts_user"}),
        SearchFunction("customers_customer", "customers_matching"),
    ]
