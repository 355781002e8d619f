"""The command `coffeepress`, also as `python -m coffeepress`."""

from __future__ import annotations

from coffeepress.config.command_line import main

if __name__ == "__main__":
    main()
