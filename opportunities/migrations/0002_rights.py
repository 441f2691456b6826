from django.db import migrations

from partner_center.postgres.operations import AppendOnly, GrantRights, TenantForeignKey

CHANGE = "SELECT, INSERT, UPDATE"
# A list reads its newest rows by index-only scans, which live on the visibility map: vacuum this table early.
VACUUM_EARLY = (
    "ALTER TABLE opportunities_opportunity SET (autovacuum_vacuum_scale_factor = 0.02,"
    " autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02)"
)
AS_USUAL = (
    "ALTER TABLE opportunities_opportunity RESET (autovacuum_vacuum_scale_factor,"
    " autovacuum_vacuum_insert_scale_factor, autovacuum_analyze_scale_factor)"
)


class Migration(migrations.Migration):
    dependencies = [("opportunities", "0001_initial"), ("marketing", "0002_rights")]

    operations = [
        GrantRights("opportunities_businesssystem", CHANGE),
        GrantRights("opportunities_provider", CHANGE),
        GrantRights("opportunities_competitor", CHANGE),
        GrantRights("opportunities_opportunity", CHANGE),
        GrantRights("opportunities_productline", f"{CHANGE}, DELETE"),
        GrantRights("opportunities_draft", f"{CHANGE}, DELETE"),
        GrantRights("opportunities_progressentry", "SELECT, INSERT"),
        AppendOnly("opportunities_progressentry"),
        TenantForeignKey("opportunities_opportunity", "partner_id", "accounts_partner"),
        TenantForeignKey("opportunities_opportunity", "customer_id", "customers_customer"),
        TenantForeignKey("opportunities_opportunity", "target_id", "marketing_target"),
        TenantForeignKey("opportunities_productline", "opportunity_id", "opportunities_opportunity"),
        TenantForeignKey("opportunities_progressentry", "opportunity_id", "opportunities_opportunity"),
        TenantForeignKey("opportunities_draft", "customer_id", "customers_customer"),
        TenantForeignKey("opportunities_draft", "target_id", "marketing_target"),
        migrations.RunSQL(VACUUM_EARLY, AS_USUAL),
    ]
