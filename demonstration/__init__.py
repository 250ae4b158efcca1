"""The demonstration as a site that readers can visit, for what has to look at one."""
