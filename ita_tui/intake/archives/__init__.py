"""Looks into zip packages before anything is unpacked."""
