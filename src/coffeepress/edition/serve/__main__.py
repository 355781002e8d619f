"""`python -m coffeepress.edition.serve HOST PORT WORKERS`: serve the configuration in the environment."""

import sys

from coffeepress.edition.serve.config import ServeConfig
from coffeepress.edition.serve.run import run

if __name__ == "__main__":
    host, port, workers = sys.argv[1:]
    run(ServeConfig.from_environment(), host=host, port=int(port), workers=int(workers))
