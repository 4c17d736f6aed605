"""The asserts of the test files rewritten once for all workers: it took each of them ten seconds.

pytest rewrites a test file when it is imported, and every worker imports them all at the same time. Here each rewrites
its part beforehand and keeps it in pytest's own cache folder, where the others find it, and the next run as well.
"""

from pathlib import Path

import pytest
from _pytest.assertion import rewrite

HERE = Path(__file__).parent
PRIVATE = ("PYC_TAIL", "_read_pyc", "_rewrite_test", "_write_pyc", "assertstate_key", "get_cache_dir")
"""What is used of pytest that it does not promise to keep."""


def possible(config: pytest.Config) -> bool:
    """Whether this pytest can do it, and was not told otherwise; else every worker rewrites on its own."""
    wanted = config.getoption("assertmode") == "rewrite" and config.pluginmanager.hasplugin("cacheprovider")
    return wanted and all(hasattr(rewrite, name) for name in PRIVATE)


def keep_in(folder: Path) -> None:
    """What is rewritten of this folder's files is looked for there, whatever Python was told of compiled files."""
    elsewhere = rewrite.get_cache_dir

    def get_cache_dir(file: Path) -> Path:
        return folder if file.parent == HERE else elsewhere(file)

    vars(rewrite)["get_cache_dir"] = get_cache_dir


def rewrite_part(config: pytest.Config, folder: Path, *, part: int, parts: int) -> None:
    """Rewrite every so many-th file that has changed since it was last rewritten."""
    for file in sorted(HERE.glob("test_*.py"))[part::parts]:
        kept = folder / f"{file.stem}{rewrite.PYC_TAIL}"
        if rewrite._read_pyc(file, kept) is None:
            source, code = rewrite._rewrite_test(file, config)
            rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, source, kept)
