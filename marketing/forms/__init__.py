"""What people type about marketing tasks."""
