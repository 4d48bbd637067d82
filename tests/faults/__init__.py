"""What happens to the ledger when the machine, the disk or another program fails."""
