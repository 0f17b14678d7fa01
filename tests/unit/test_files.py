"""Content files taken apart: front matter, text, lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from ticc.content.files import Problem, UnreadableFile, markdown_files, read_markdown, read_yaml

TEXT = "---\ncode: OBS-001\nsigns:\n  - one\n  - two\nreported_by:\n  - source: SRC-1\n    says: so\n  - source: SRC-2\n    says: >\n      at\n      length\n---\n\n## Text\n\n---\n\nmore\n"


def _write(tmp_path: Path, text: str | bytes, name: str = "OBS-001.md") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    "text", [TEXT.encode(), TEXT.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + TEXT.encode()], ids=["plain", "windows", "with mark"]
)
def test_file_is_taken_apart_when_it_has_front_matter(tmp_path: Path, text: bytes) -> None:
    file = read_markdown(_write(tmp_path, text), tmp_path)
    assert file.front["signs"] == ["one", "two"]
    # A rule in the text does not end the front matter.
    assert file.body == "## Text\n\n---\n\nmore"
    assert file.shown_as == f"{tmp_path.name}/OBS-001.md"
    assert file.language is None


@pytest.mark.parametrize("text", ["---\na: 1\n---", "---\na: 1\n---\n"])
def test_text_is_empty_when_the_file_ends_with_its_front_matter(tmp_path: Path, text: str) -> None:
    file = read_markdown(_write(tmp_path, text), tmp_path)
    assert (file.front, file.body) == ({"a": 1}, "")


@pytest.mark.parametrize(
    ("name", "language"), [("OBS-001-x.fr.md", "fr"), ("OBS-001-x.nl.md", "nl"), ("OBS-001-x.md", None), ("OBS-001.fra.md", None)]
)
def test_language_is_read_from_the_name_when_it_says_one(tmp_path: Path, name: str, language: str | None) -> None:
    assert read_markdown(_write(tmp_path, TEXT, name), tmp_path).language == language


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ((), 1),
        (("code",), 2),
        (("signs",), 3),
        (("signs", 0), 4),
        (("signs", 1), 5),
        (("signs", 9), 3),
        (("reported_by", 0, "says"), 8),
        (("reported_by", 1), 9),
        (("reported_by", 1, "says"), 10),
        (("reported_by", 1, "nothing"), 9),
        (("nothing",), 2),
    ],
)
def test_line_is_found_or_the_nearest_above_when_a_place_is_named(tmp_path: Path, keys: tuple[str | int, ...], line: int) -> None:
    assert read_markdown(_write(tmp_path, TEXT), tmp_path).line_of(*keys) == line


def test_nothing_runs_when_yaml_names_a_python_object(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="could not determine a constructor"):
        read_yaml(_write(tmp_path, "!!python/object/apply:os.getcwd []", "x.yaml"), tmp_path)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: {c: 1, c: 2}\n", 2, "is not valid YAML: 'c' stands here twice"),
        ("a: 1\n'a': 2\n", 2, "is not valid YAML: 'a' stands here twice"),
        ("a: 1\n\tb: 2\n", 2, "is not valid YAML"),
        (b"a: \xff\n", 1, "cannot be read"),
        ("a: 2024-02-31\n", 1, "cannot be read: day"),
    ],
)
def test_yaml_is_told_of_with_its_line_when_it_cannot_be_read(tmp_path: Path, text: str | bytes, line: int, message: str) -> None:
    with pytest.raises(UnreadableFile) as found:
        read_yaml(_write(tmp_path, text, "x.yaml"), tmp_path)
    assert str(found.value).startswith(f"{tmp_path.name}/x.yaml:{line}: {message}")


def test_same_key_is_no_problem_when_it_stands_in_different_places(tmp_path: Path) -> None:
    text = "- &one {a: 1, b: 2}\n- {<<: *one, a: 3}\n- {a: {a: 1}, 1: x, '1': y}\n"
    assert read_yaml(_write(tmp_path, text, "x.yaml"), tmp_path) == [{"a": 1, "b": 2}, {"a": 3, "b": 2}, {"a": {"a": 1}, 1: "x", "1": "y"}]


def test_files_are_found_in_order_when_they_lie_in_folders(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.md", "a/_no.md", "a/.no.md", "no.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        _write(tmp_path, "", name)
    assert [str(path.relative_to(tmp_path)) for path in markdown_files(tmp_path)] == ["a/c.md", "b.md"]
    assert list(markdown_files(tmp_path / "none")) == []


def test_problem_reads_like_a_compiler_when_printed() -> None:
    assert str(Problem("pack/x.md", 7, "is odd")) == "pack/x.md:7: is odd"
    assert sorted([Problem("b", 1, ""), Problem("a", 10, ""), Problem("a", 9, "")])[0] == Problem("a", 9, "")
