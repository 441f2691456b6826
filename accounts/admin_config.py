"""Django admin with the operators' site; in INSTALLED_APPS it stands for django.contrib.admin."""

from django.contrib.admin.apps import AdminConfig


class OperationsConfig(AdminConfig):
    default_site = "accounts.admin_site.OperationsSite"
