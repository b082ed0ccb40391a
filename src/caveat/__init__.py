"""Caveat: is a listed party in this, how do we know, and what was known when?"""
