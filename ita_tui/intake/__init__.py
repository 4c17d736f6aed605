"""Reads documents into drafts: values and doubts, all of them at once. It never saves."""
