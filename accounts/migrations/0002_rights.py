from django.db import migrations

from partner_center.postgres.operations import AppendOnly, CreateCacheTable, GrantRights

READ = "SELECT"
APPEND = "SELECT, INSERT"
CHANGE = "SELECT, INSERT, UPDATE"
ALL = "SELECT, INSERT, UPDATE, DELETE"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        CreateCacheTable("shared_cache"),
        GrantRights("shared_cache", ALL),
        # Django's and allauth's own tables.
        GrantRights("django_migrations", READ),
        GrantRights("django_content_type", READ),
        GrantRights("django_session", ALL),
        GrantRights("django_admin_log", APPEND),
        GrantRights("auth_permission", READ),
        GrantRights("auth_group", READ),
        GrantRights("auth_group_permissions", READ),
        GrantRights("account_emailaddress", ALL),
        GrantRights("account_emailconfirmation", ALL),
        # Who.
        GrantRights("accounts_partner", CHANGE),
        GrantRights("accounts_user", CHANGE),
        GrantRights("accounts_user_groups", READ),
        GrantRights("accounts_user_user_permissions", READ),
        GrantRights("accounts_counter", CHANGE),
        GrantRights("accounts_auditentry", APPEND),
        AppendOnly("accounts_auditentry"),
    ]
