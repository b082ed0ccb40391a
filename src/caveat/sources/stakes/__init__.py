"""STAKES IN. Files that say who owns whom: bytes -> holders, stakes, faults.

One module a publisher's format. A reader knows its format and nothing else: no library, no list.
"""
