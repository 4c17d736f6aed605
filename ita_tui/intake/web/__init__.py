"""Reads web pages into blocks."""
