"""Decides: frozen values and pure rules of the ITA. It fetches nothing; today's date is an argument."""
