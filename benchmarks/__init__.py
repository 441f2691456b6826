"""Measurements. Each prints ratios of one run; absolute times are the machine's, and nothing here is a test."""
