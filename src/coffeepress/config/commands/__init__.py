"""One module a command of `coffeepress`; each holds `NAME_command`."""
