"""Arranges a year's values into a page, or into the open JSON format. It saves and prints nothing."""
