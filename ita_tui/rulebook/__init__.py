"""Reads a fiscal year's rules from TOML text into the domain's values. It decides nothing."""
