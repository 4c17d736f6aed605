"""Reads PDF documents into blocks."""
