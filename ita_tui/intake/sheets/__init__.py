"""Reads workbooks into blocks."""
