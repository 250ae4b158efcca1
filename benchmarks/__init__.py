"""What the site costs: questions to the database, time, bytes on the wire. Never part of it."""
