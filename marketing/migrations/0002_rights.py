from django.db import migrations

from partner_center.postgres.operations import GrantRights, TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [("marketing", "0001_initial"), ("customers", "0002_rights")]

    operations = [
        GrantRights("marketing_product", "SELECT, INSERT, UPDATE"),
        GrantRights("marketing_marketingtask", "SELECT, INSERT, UPDATE"),
        GrantRights("marketing_target", "SELECT, INSERT, UPDATE"),
        TenantForeignKey("marketing_target", "task_id", "marketing_marketingtask"),
        TenantForeignKey("marketing_target", "customer_id", "customers_customer"),
    ]
