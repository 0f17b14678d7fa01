"""Written pages: Markdown files of the content pack, in the reader's language where they exist."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ticc.content.files import Problem, UnreadableFile, markdown_files, read_markdown
from ticc.content.pack import Pack
from ticc.foundation.errors import NotThere

# The pages that the foot of every page links to.
LINKED = ("about", "accessibility", "privacy", "tour")


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
        return WrittenPage(str(file.front.get("title") or name), str(file.front.get("summary") or ""), file.body, wanted, unchecked)
    raise NotThere(name)


def check_pages(pack: Pack) -> list[Problem]:
    """Every written page that cannot be read or says nothing; the pages that every installation links must be there."""
    problems = []
    folder = pack.root / "pages"
    for path in markdown_files(folder):
        shown = str(path.relative_to(pack.root.parent))
        try:
            file = read_markdown(path, pack.root)
        except UnreadableFile as error:
            problems.append(error.problem)
            continue
        if not file.front.get("title") or not file.body:
            problems.append(Problem(shown, 1, "a page needs a title and a text"))
    missing = [name for name in LINKED if not (folder / f"{name}.md").is_file()]
    problems += [Problem(f"{pack.root.name}/pages/{name}.md", 1, "is missing: every page links to it") for name in missing]
    return problems
