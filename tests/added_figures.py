"""Adds up the figures that the parts of a long series left, one line a series: lines of ``FIGURE series name=value …``."""

import sys
from collections.abc import Iterable, Iterator


def added(lines: Iterable[str]) -> Iterator[str]:
    """One line for each series, by name; what its parts came to is added up."""
    sums: dict[str, dict[str, float]] = {}
    for line in lines:
        _, series, *told = line.split()
        of_series = sums.setdefault(series, {})
        for name, _, value in (one.partition("=") for one in told):
            of_series[name] = of_series.get(name, 0) + float(value)
    for series, of_series in sorted(sums.items()):
        yield " ".join([series, *(f"{name}={value:g}" for name, value in of_series.items())])


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in added(sys.stdin))
