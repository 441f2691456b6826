"""What stands in a file of customers: which column is what, what a row means, what is told of it."""
