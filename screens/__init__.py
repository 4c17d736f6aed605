"""Show and ask: one screen a file, the store handed to the constructor. They decide and print nothing."""
