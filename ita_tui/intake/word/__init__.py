"""Reads Word documents into blocks."""
