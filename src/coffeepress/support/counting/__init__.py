"""What came in, what recurs, who came and left, by month: counted from the ledger for the newsroom."""
