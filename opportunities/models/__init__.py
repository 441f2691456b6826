"""Opportunities, their product lines, progress entries, notes and drafts. Phases have rules in ../progress.py."""

from opportunities.models.draft import Draft
from opportunities.models.kept_progress import KeptProgress
from opportunities.models.note import Note
from opportunities.models.offers import Offers
from opportunities.models.opportunity import Opportunity, ProductLine
from opportunities.models.progress_entry import ProgressEntry
from opportunities.models.reference import BusinessSystem, Competitor, Provider

__all__ = [
    "BusinessSystem",
    "Competitor",
    "Draft",
    "KeptProgress",
    "Note",
    "Offers",
    "Opportunity",
    "ProductLine",
    "ProgressEntry",
    "Provider",
]
