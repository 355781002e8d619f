"""What readers meet who support the outlet: forms that work without scripts, and the pages after them."""
