"""Knows where files are: the data folder, and what the secretary may lay beside the database."""

from pathlib import Path

from platformdirs import user_data_path, user_documents_path

DATABASE_NAME = "ita-tui.db"


def data_folder() -> Path:
    """The user's data folder, made when it is first needed; on Windows it lies under the user's AppData."""
    return user_data_path("ita-tui", appauthor=False)


def default_database() -> Path:
    return data_folder() / DATABASE_NAME


def log_folder() -> Path:
    return data_folder() / "log"


def documents_folder() -> Path:
    """Where reports are written unless she says otherwise: her documents, or her home where there are none."""
    documents = user_documents_path()
    return documents if documents.is_dir() else Path.home()


def own_rulebook(database: Path, year: int) -> str | None:
    """The secretary's own rules of a year (BE), as TOML text, where they lie beside the database."""
    return _text_of(database.parent / "rulebook" / f"{year}.toml")


def own_layouts(database: Path) -> dict[str, str]:
    """The secretary's own layouts beside the database: name to TOML text."""
    folder = database.parent / "layouts"
    if not folder.is_dir():
        return {}
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}


def typed_path(text: str) -> Path:
    r"""The path that was typed, pasted or dropped: with quotes, as ``file://``, with ``~`` or escaped blanks.

    Raises ValueError where nothing was typed.
    """
    from urllib.parse import unquote, urlparse
    from urllib.request import url2pathname

    bare = text.strip().strip("\"'“”‘’").strip()
    if not bare:
        raise ValueError("no path was typed")
    if bare.lower().startswith("file:"):
        return Path(url2pathname(urlparse(bare).path or unquote(bare[5:])))
    path = Path(bare).expanduser()
    unescaped = Path(bare.replace("\\ ", " ")).expanduser()
    return unescaped if not path.exists() and unescaped.exists() else path


def _text_of(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
