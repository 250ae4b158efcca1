"""What stands between the site and its closing: looked for, shown, and waived with a reason.

`rules` says what is looked for. `page_checks` and `site_checks` look at what the public is served,
`wording`, `names` and `holdings` at the record itself; `looking` puts it together and keeps it.
"""
