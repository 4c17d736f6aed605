"""The one lock of PDFium, which serves one caller at a time: for reports that are read in and for what was printed."""

from threading import Lock

PDFIUM = Lock()
"""Held by whoever opens, reads or closes a document."""
