"""What readers meet who propose and vote."""
