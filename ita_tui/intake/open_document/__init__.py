"""Reads LibreOffice documents into blocks."""
