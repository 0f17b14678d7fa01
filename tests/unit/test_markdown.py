"""Markdown to HTML: nothing that a person contributes runs, and no link leads to a script."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.catalogue import steady
from ticc.foundation.markdown import to_html, to_plain

# Said here once more and not taken from the code: a list that grows there must be thought about twice.
TAGS = set("p br hr em strong del code pre blockquote ul ol li a h2 h3 h4 table thead tbody tr th td".split())  # noqa: SIM905
ATTRIBUTES = {"a": {"href", "title", "rel"}, "th": {"scope"}, "td": {"align"}}
SCHEMES = {"", "http", "https", "mailto"}

NASTY = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<style>*{display:none}</style>",
    "<p style='position:fixed;inset:0'>cover</p>",
    "<a href='javascript:alert(1)'>a</a>",
    "<a href='java\tscript:alert(1)'>a</a>",
    "<a href=' &#14; javascript:alert(1)'>a</a>",
    "[a](javascript:alert(1))",
    "[a](javascript&#58;alert(1))",
    "[a](JaVaScRiPt&colon;alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:msgbox(1))",
    "[a](<javascript:alert(1)>)",
    "[a]: javascript:alert(1)\n\n[a]",
    "<javascript:alert(1)>",
    "![a](x\"onerror=alert(1)//)",
    "[a](https://x.example \"x\\\" onmouseover=alert(1) \")",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<form action=/sign-out method=post><button>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<object data=x></object><embed src=x>",
    "<div><p><a href=x onclick=alert(1)><b><script>alert(1)</script></b></a></p>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "`<script>alert(1)</script>`",
    "> <script>\n> alert(1)\n> </script>",
    "<h1 id=main onclick=alert(1)>one</h1>",
    "<!-- --><script>alert(1)</script><!-- -->",
    "<td align=left onclick=alert(1)>",
)  # fmt: skip


def _refuse_what_is_unsafe(html: str) -> None:
    for tag in BeautifulSoup(html, "html5lib").body.find_all(True):
        assert tag.name in TAGS
        assert set(tag.attrs) <= ATTRIBUTES.get(tag.name, set())
        if "href" in tag.attrs:
            assert urlsplit(tag["href"].strip()).scheme in SCHEMES


@pytest.mark.parametrize("text", NASTY)
def test_nothing_that_runs_is_left_when_text_is_nasty(text: str) -> None:
    _refuse_what_is_unsafe(to_html(text))


@steady
@given(
    st.lists(st.sampled_from(NASTY) | st.text(max_size=6) | st.sampled_from(["\n\n", "<", ">", '"', "'", "- ", "> ", "`"]), max_size=8).map("".join)
)
def test_nothing_that_runs_is_left_when_nasty_texts_are_mixed(text: str) -> None:
    _refuse_what_is_unsafe(to_html(text, lower_headings_by=1))


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "<style>*{}</style>"])
def test_a_script_leaves_no_words_behind_when_it_is_taken_out(text: str) -> None:
    assert to_html(text).strip() == ""


def test_a_script_is_shown_as_text_when_it_stands_in_code() -> None:
    assert "&lt;script&gt;" in to_html("`<script>`")


@pytest.mark.parametrize("address", ["https://beans.example/a?b=c", "http://beans.example", "mailto:a@beans.example", "/obstacles/OBS-001", "#what"])
def test_link_is_kept_when_it_leads_somewhere_honest(address: str) -> None:
    link = BeautifulSoup(to_html(f"[beans]({address})"), "html5lib").find("a")
    assert link["href"] == address
    assert link["rel"] == ["noopener", "noreferrer"]


def test_text_is_laid_out_when_it_is_ordinary_markdown() -> None:
    html = to_html("## Head\n\nSome *bold* **words**.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    assert [tag.name for tag in BeautifulSoup(html, "html5lib").body.find_all(True)] == [
        "h2", "p", "em", "strong", "ul", "li", "li", "table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "by", "tag"),
    [
        ("# Head", 0, "h2"),
        ("# Head", 1, "h2"),
        ("## Head", 0, "h2"),
        ("## Head", 1, "h3"),
        ("### Head", 1, "h4"),
        ("#### Head", 1, "h4"),
        ("##### Head", 0, "h4"),
        ("###### Head", 0, "h4"),
        ('<h1 class="big">Head</h1>', 0, "h2"),
        ('<h2 id="x">Head</h2>', 1, "h3"),
    ],
)
def test_page_keeps_one_outline_when_a_text_has_headings(text: str, by: int, tag: str) -> None:
    found = BeautifulSoup(to_html(text, by), "html5lib").body.find_all(True)
    assert [(one.name, one.text) for one in found] == [(tag, "Head")]


def test_headings_keep_their_order_when_lowered() -> None:
    html = to_html("# a\n\n## b\n\n### c\n\n#### d", 1)
    assert [one.name for one in BeautifulSoup(html, "html5lib").body.find_all(True)] == ["h2", "h3", "h4", "h4"]


def test_only_words_are_left_when_text_is_made_plain() -> None:
    assert to_plain("## Head\n\nSome **bold** & [linked](https://beans.example) `<b>` words") == "Head\nSome bold & linked <b> words"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- remark -->", ""])
def test_nothing_is_left_when_a_text_without_words_is_made_plain(text: str) -> None:
    assert to_plain(text) == ""


@pytest.mark.parametrize("address", ["javascript:alert(1)", "javascript&#58;alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"])
def test_link_has_no_address_when_it_would_run(address: str) -> None:
    # Said in plain words, so that widening SCHEMES itself goes red.
    assert "href" not in to_html(f"[a]({address})")
