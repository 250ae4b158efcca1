"""Commands: they parse, call and report."""
