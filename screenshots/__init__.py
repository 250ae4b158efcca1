"""A contact sheet of every kind of public page, to be looked at."""
