"""Mutants that no test can notice, each with its reason. One that is noticed after all does not belong here."""

SURVIVORS: dict[str, str] = {}
