"""How this site is run: its settings, its server, and the checks over both."""
