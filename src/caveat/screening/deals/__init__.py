"""Deals: one due-diligence verdict over names, owners, sectors, places and goods, as of a day."""
