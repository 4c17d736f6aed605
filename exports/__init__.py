"""Prints: is handed a finished value and makes a file. It chooses nothing and never asks the store."""
