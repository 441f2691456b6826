"""The one demo story that documents and acceptance runs rely on, word for word."""

from datetime import date, timedelta
from decimal import Decimal

from opportunities.demo.stories import Kind, Report, Story, last_of_month
from opportunities.demo.words import CORE_MIGRATION
from opportunities.entries import Entry
from opportunities.models.choices import BudgetStatus, Deployment, Support
from opportunities.progress import Phase, TechnicalExchange, TestDetails

CUSTOMER, OWNER = "Northwind Foods Ltd", "ana"


def core_migration(day: date) -> Story:
    """ana's opportunity at Skyline's customer, with three progress entries; `day` is today."""
    return Story(
        customer=CUSTOMER,
        owner=OWNER,
        business_system=CORE_MIGRATION.system,
        information={
            "name": CORE_MIGRATION.name,
            "type": CORE_MIGRATION.type,
            "test_project": True,
            "bidding_project": False,
            "current_deployment": Deployment.HYBRID,
            "current_providers": ["hosting"],
            "current_monthly_spend": Decimal(14000),
            "main_workloads": CORE_MIGRATION.workloads,
            "pain_points": CORE_MIGRATION.pain_points,
            "decision_maker": "Chen Yu",
            "decision_maker_role": "Chief Information Officer",
            "budget_status": BudgetStatus.APPROVED,
            "competitors": ["integrator"],
            "support_needed": [Support.ARCHITECTURE, Support.PROOF_OF_CONCEPT],
            "next_step": "Set up the test environment",
            "next_step_date": day + timedelta(days=6),
            "estimated_monthly_revenue": Decimal(10000),
            "estimated_attainment": last_of_month(day + timedelta(days=120)),
            "estimated_attainment_is_month": True,
            "service_period": 12,
        },
        lines=tuple(zip(CORE_MIGRATION.products, (Decimal(5000), Decimal(2000), Decimal(1000)), strict=True)),
        reports=_reports(),
    )


def _reports() -> tuple[Report, ...]:
    confirmed = Entry(
        phase=Phase.REQUIREMENT_CONFIRMED,
        probability=30,
        technical_exchange=TechnicalExchange.PLANNED,
        test_details=TestDetails.PLANNED,
        details="Requirements agreed with Skyline and the customer: 24 servers, one database of 2 TB, "
        "no more than four hours of downtime on a Sunday.",
    )
    validated = Entry(
        phase=Phase.SOLUTION_VALIDATION,
        probability=50,
        technical_exchange=TechnicalExchange.HELD,
        technical_exchange_note="Half a day at the plant with their architect and the database administrator.",
        test_details=TestDetails.PLANNED,
        details="The architecture is accepted. They want to see the database copy run once before "
        "purchasing is involved; the test starts next week.",
    )
    opened = Report(41, Entry(phase=Phase.INITIAL_CONTACT, probability=10), Kind.ADDED)
    return (opened, Report(20, confirmed), Report(2, validated))
