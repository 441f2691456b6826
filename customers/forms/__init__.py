"""What people write about customers and resellers; forms validate and never save."""
