"""The full press on sites of 1,000, 10,000 and 100,000 articles: `python bench/press.py [--counts 1000 10000]`.

Prints, a row a size: pages, pages a second with compression on all cores, and the peak memory of the largest process.
The sites are kept in `--folder`.
"""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from big_site import options_of, site_folders


def measure(folder: Path) -> tuple[int, float, float]:
    """Pages, pages a second, and peak memory in MB of the largest process."""
    os.environ["COFFEEPRESS_SITE"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "coffeepress.config.settings"
    import django

    django.setup()
    from coffeepress.config.static_files import collect_static_files
    from coffeepress.edition.full import press_all

    collect_static_files()

    started = time.perf_counter()
    pages = press_all()
    seconds = time.perf_counter() - started
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return pages, pages / seconds, peak / 1024


def main() -> None:
    options = options_of(__doc__)
    if options.one:
        print(*measure(options.one.resolve()))
        return
    print(f"{'articles':>9}  {'pages':>9}  {'pages/s':>8}  {'peak MB':>8}  {'ratio':>6}")
    base = None
    for count, folder in site_folders(options.folder.resolve(), options.counts):
        found = subprocess.run(
            [sys.executable, __file__, "--one", str(folder)], check=True, capture_output=True, text=True
        )
        pages, rate, peak = (float(word) for word in found.stdout.split()[-3:])
        base = base or peak
        print(f"{count:>9,}  {pages:>9,.0f}  {rate:>8.0f}  {peak:>8.0f}  {peak / base:>6.2f}")


if __name__ == "__main__":
    main()
