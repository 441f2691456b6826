"""Which fields of an opportunity belong to which group: steps of the wizard, tabs of Modify, cards of Details."""

from typing import Final

BASIC: Final = (
    "name",
    "industry",
    "business_system",
    "business_system_other",
    "type",
    "test_project",
    "bidding_project",
)
OTHER: Final = (
    "current_deployment",
    "current_providers",
    "current_monthly_spend",
    "main_workloads",
    "planned_migration",
    "planned_migration_is_month",
    "notes",
    "pain_points",
    "decision_maker",
    "decision_maker_role",
    "budget_status",
    "competitors",
    "support_needed",
    "tender_date",
    "next_step",
    "next_step_date",
)
REVENUE: Final = (
    "estimated_monthly_revenue",
    "estimated_attainment",
    "estimated_attainment_is_month",
    "service_period",
)
MODIFIABLE: Final = frozenset(BASIC + OTHER + REVENUE)

#: Personal data: masked on pages, and left out of the audit log's old and new values.
PERSONAL: Final = frozenset({"decision_maker", "decision_maker_role"})
