"""Written pages: Markdown files of the content pack, in the reader's language where they exist."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ticc.content.files import UnreadableFile, read_markdown
from ticc.foundation.errors import NotThere


@dataclass(frozen=True)
class WrittenPage:
    """A page: its title, what it is about in one sentence, its text, and the language that it is really in."""

    title: str
    summary: str
    body: str
    language: str
    is_unchecked: bool


def get_page(content_dir: Path, name: str, language: str) -> WrittenPage:
    """A written page by name; raises NotThere where the pack has none."""
    folder = content_dir / "pages"
    for wanted, path in ((language, folder / f"{name}.{language}.md"), ("en", folder / f"{name}.md")):
        if not path.is_file():
            continue
        try:
            file = read_markdown(path, content_dir)
        except UnreadableFile as error:
            raise NotThere(name) from error
        unchecked = wanted != "en" and not file.front.get("checked", False)
        return WrittenPage(str(file.front.get("title", name)), str(file.front.get("summary", "")), file.body, wanted, unchecked)
    raise NotThere(name)
