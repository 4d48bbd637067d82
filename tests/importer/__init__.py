"""The importer, step by step and as it is typed."""
