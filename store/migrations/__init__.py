"""Takes an older file to today's schema, one step a version; imported only when a file is older."""
