"""Asks written down: as a page and as tables (as JSON by `resotrack.asks`)."""
