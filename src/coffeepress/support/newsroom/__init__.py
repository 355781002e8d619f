"""Support in the newsroom."""
