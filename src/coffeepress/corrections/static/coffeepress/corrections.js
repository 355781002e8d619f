// Reporting an error in a passage.
