"""Campaigns against one session: cells that crash, cells that never end, in an order that a seed decides."""
