"""Finding things: on the live site by its database, in a frozen copy by files that need no server.

Both take the words of a question apart in the same way (`words`).
"""
