"""Says it in Thai: numerals, dates, words, names and the keyboard. It knows nothing of the ITA."""
