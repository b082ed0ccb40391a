"""LISTS IN. One module a publisher: files -> entities, each value with its origin.

Knows formats, nothing else: no disk layout, no matching, no clock.
"""
