"""Served is kept: editions, the store of captures, the layer that serves from it, mementos."""
