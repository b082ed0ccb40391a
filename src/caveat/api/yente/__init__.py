"""The API of yente, OpenSanctions' screening server: same addresses, fields, statuses, errors.

Written from its published description; what differs, and why, stands in
``docs/how-to/move-from-yente.md``.
"""
