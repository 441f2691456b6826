from django.db import migrations

from partner_center.postgres.walls import TenantTable

CHANGE = "SELECT, INSERT, UPDATE"


class Migration(migrations.Migration):
    dependencies = [("marketing", "0002_rights"), ("customers", "0004_walls")]

    operations = [
        TenantTable("marketing_marketingtask", CHANGE),
        TenantTable("marketing_target", CHANGE, {"account_manager_id": "accounts_user"}),
    ]
