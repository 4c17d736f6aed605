"""Remembers: the only room that speaks SQL, owns the evidence files and the history. It decides nothing."""
