"""The two files of a plan: finding, reading and validating them, and adding to the ledger without loss."""
