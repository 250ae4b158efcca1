"""Content from folders onto the record, and the record as folders."""
