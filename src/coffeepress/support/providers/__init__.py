"""Who takes the money: one contract (`contract.py`), a module or folder for each provider, and their registry."""
