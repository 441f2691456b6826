"""Opportunities, their product lines, progress entries and drafts. The rules of phases stand in ../progress.py."""

from opportunities.models.draft import Draft
from opportunities.models.opportunity import Opportunity, ProductLine
from opportunities.models.progress_entry import ProgressEntry
from opportunities.models.reference import BusinessSystem, Competitor, Provider

__all__ = [
    "BusinessSystem",
    "Competitor",
    "Draft",
    "Opportunity",
    "ProductLine",
    "ProgressEntry",
    "Provider",
]
