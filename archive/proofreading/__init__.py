"""What is wrong with a text before it goes out: read while it is written, said beside the form.

Each family of rules is a module that knows nothing of Django: a sheet goes in, remarks come out.
`reading` asks the record for what they have to know and puts severities and waivers to them.
"""
