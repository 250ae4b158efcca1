"""The site as files that need no server: what was served, written once more, whole.

`source` takes it from the store; the writers (`site`, `warc`, `redirects`) know nothing of Django;
`freezing` makes one bag of it. What proves the bag is a room of its own, `archive.verification`.
"""
