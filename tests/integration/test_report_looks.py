"""Looks of reports: adding and changing one, what is refused, who sees it, what a report makes of it, and what stays when it goes."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from careful_client import CarefulClient
from click.testing import CliRunner
from factories import HILL, ROSE, make_account, rows, sign_in
from flask import Flask
from installation import GARDENS, ONLY_SQLITE
from looks import SAID, a_png, a_text_chunk, add_look
from reporting import define

from ticc.attachments.models import Attachment
from ticc.attachments.sending import store
from ticc.catalogue.words import Role
from ticc.cli import ticc
from ticc.documents.look import from_data
from ticc.reports.models import KeptReport, ReportDefinition, ReportLook
from ticc.settings import Settings

TYPED = {
    "name": "Rose red",
    "partner_code": ROSE,
    "colour": "8A1C4A",
    "cover": "page",
    "cover_words": "Rose Street\nSchool",
    "footer_words": "1 Rose Street",
}
REFUSED: list[tuple[dict[str, str], str]] = [
    ({"name": " "}, "Give the look a name"),
    ({"name": "x" * 101}, "Use at most 100 letters"),
    ({"partner_code": "PAR-forged"}, "Not a valid choice"),
    ({"partner_code": "OBS-001"}, "Not a valid choice"),
    ({"partner_code": ""}, "Choose the partner"),
    ({"colour": "red"}, "Write the colour as #"),
    ({"colour": "#fc0"}, "The nearest darker colour that can be read is #907300"),
    ({"colour": "x" * 5000}, "Write the colour as #"),
    ({"cover": "endless"}, "Not a valid choice"),
    ({"cover_words": "x" * 601}, "Use at most 600 letters"),
    ({"footer_words": "x" * 201}, "Use at most 200 letters"),
    ({"logo_alt": "x" * 201}, "Use at most 200 letters"),
]
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
# A picture wider than any page, and one that is broken inside.
A_BOMB, A_RUIN = a_png(20000, 3), re.sub(rb"IDAT.+(....)IEND", b"IDAT\\1IEND", a_png(), flags=re.DOTALL)


def with_file(data: bytes, name: str = "logo.png", **said: str) -> dict[str, Any]:
    return {**TYPED, "logo_alt": "A rose", **said, "logo": (io.BytesIO(data), name)}


def sent(lead: CarefulClient, data: bytes) -> Any:
    """Send the form with a file as bytes: the client would write a large one to the disk, and leave it open."""
    parts = {**TYPED, "logo_alt": "A rose", "csrf_token": lead.token()}
    body = b"".join(f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{said}\r\n'.encode() for name, said in parts.items())
    body += b'--x\r\nContent-Disposition: form-data; name="logo"; filename="logo.png"\r\n\r\n' + data + b"\r\n--x--\r\n"
    return lead.post("/reports/looks/new", data=body, content_type="multipart/form-data; boundary=x")


def the_look(app: Flask) -> ReportLook:
    (found,) = rows(app, ReportLook)
    return found


def logos(app: Flask) -> list[str]:
    """The keys of the pictures that are kept."""
    with app.app_context():
        kept = {path.name for path in store().path.rglob("*") if path.is_file()}  # type: ignore[attr-defined]
    assert kept == {one.key for one in rows(app, Attachment)}
    return sorted(kept)


def word(client: CarefulClient, address: str) -> Any:
    answer = client.get(f"{address}.docx?wait=1")
    assert answer.status_code == 200
    return docx.Document(io.BytesIO(answer.data))


def colour_of(document: Any) -> str:
    return str(document.styles["Heading 1"].font.color.rgb)


def test_lead_adds_a_look_and_a_report_has_it(app: Flask) -> None:
    lead = sign_in(app, "lead")
    answer = lead.submit("/reports/looks/new", with_file(a_png(more=a_text_chunk(b"Taken in Porto"))))
    assert answer.status_code == 303
    look = the_look(app)
    assert (look.colour, look.cover, look.cover_words, look.version) == ("#8a1c4a", "page", "Rose Street\nSchool", 1)
    page = lead.page(answer.headers["Location"])
    assert page.heading == "Rose red" and "Rose Street School" in page.text
    with app.app_context():
        assert store().get(logos(app)[0]) == a_png()
    for wanted in ("pdf", "docx", "html"):
        assert len(lead.get(f"/reports/looks/{look.key}/specimen.{wanted}").data) > 1000
    report = lead.submit("/reports/new", {"title": "Beans", "look_key": look.key, "depth": "brief"}).headers["Location"]
    assert "in the look “Rose red”" in lead.page(report).text
    made = word(lead, f"{report}/report")
    assert colour_of(made) == "8A1C4A" and "1 Rose Street" in [paragraph.text for paragraph in made.sections[-1].footer.paragraphs]
    assert "#8a1c4a" in lead.get(f"{report}/report.html").get_data(as_text=True)
    (definition,) = rows(app, ReportDefinition)
    assert lead.page(f"/reports/{definition.key}/edit").values("")["look_key"] == look.key


@ONLY_SQLITE
def test_look_is_refused_and_nothing_typed_is_lost(app: Flask) -> None:
    lead = sign_in(app, "lead")
    page = lead.page("/reports/looks/new")
    for said, says in REFUSED:
        answer = lead.send(page, {**TYPED, **said, "footer_words": said.get("footer_words", "Typed at the foot")})
        html = answer.get_data(as_text=True)
        assert answer.status_code == 422, said
        assert says in html, said
        assert said.get("footer_words", "Typed at the foot") in html
    assert not rows(app, ReportLook)


@ONLY_SQLITE
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (SCRIPT, "A drawing (SVG) can hold programs"),
        (b"%PDF-1.4\n%%EOF\n", "no PNG or JPEG"),
        (b"\0\1\2", "no PNG or JPEG"),
        (b"", "empty"),
        (a_png()[:-20], "damaged"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "damaged"),
        (A_BOMB, "too many dots"),
        (A_RUIN, "damaged"),
        (a_png(300, 300).replace(b"IDAT", b"iDAT"), "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(600 * 1024), "too large"),
    ],
    ids=lambda one: one[:12] if isinstance(one, bytes) else "",
)
def test_file_is_refused_when_no_document_could_show_it(app: Flask, data: bytes, says: str) -> None:
    lead = sign_in(app, "lead")
    answer = sent(lead, data)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert says in html and "A logo is a PNG or JPEG picture of at most 500 kB." in html
    assert "Rose red" in html and "1 Rose Street" in html
    assert (rows(app, ReportLook), logos(app)) == ([], [])


@ONLY_SQLITE
def test_file_of_ten_megabytes_is_turned_away(app: Flask) -> None:
    lead = sign_in(app, "lead")
    assert sent(lead, b"\x89PNG\r\n\x1a\n" + bytes(10 * 1024 * 1024)).status_code == 413
    assert sent(lead, b"\x89PNG\r\n\x1a\n" + bytes(4 * 1024 * 1024)).status_code == 422
    assert (rows(app, ReportLook), logos(app)) == ([], [])


@ONLY_SQLITE
def test_logo_needs_words_that_stand_for_it(app: Flask) -> None:
    lead = sign_in(app, "lead")
    answer = lead.submit("/reports/looks/new", with_file(a_png(), logo_alt=" "))
    assert answer.status_code == 422 and "Say in words what the logo shows" in answer.get_data(as_text=True)
    key = add_look(app, a_png())
    answer = lead.submit(f"/reports/looks/{key}/edit", {"logo_alt": ""})
    assert answer.status_code == 422
    assert lead.submit(f"/reports/looks/{key}/edit", {"logo_alt": "", "logo_goes": "y"}).status_code == 303
    assert (the_look(app).logo_id, logos(app)) == (None, [])


def test_another_logo_takes_the_place_of_the_first(app: Flask) -> None:
    key, lead = add_look(app, a_png()), sign_in(app, "lead")
    (first,) = logos(app)
    assert lead.submit(f"/reports/looks/{key}/edit", {"logo": (io.BytesIO(a_png(60, 60)), "x.png")}).status_code == 303
    (second,) = logos(app)
    assert second != first
    assert lead.submit(f"/reports/looks/{key}/edit", {"name": "Rose"}).status_code == 303
    assert logos(app) == [second] and the_look(app).name == "Rose"


@ONLY_SQLITE
def test_two_looks_of_a_partner_have_two_names(app: Flask) -> None:
    add_look(app)
    lead = sign_in(app, "lead")
    answer = lead.submit("/reports/looks/new", TYPED)
    assert answer.status_code == 422 and "has a look of this name already" in answer.get_data(as_text=True)
    assert lead.submit("/reports/looks/new", {**TYPED, "partner_code": HILL}).status_code == 303


def test_what_was_typed_stays_when_another_window_was_quicker(app: Flask) -> None:
    key, lead = add_look(app, a_png()), sign_in(app, "lead")
    slow = lead.page(f"/reports/looks/{key}/edit")
    assert lead.submit(f"/reports/looks/{key}/edit", {"name": "Quick"}).status_code == 303
    answer = lead.send(slow, {"name": "Slow", "cover": "band"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "was changed meanwhile" in html and 'value="Slow"' in html and 'name="version" value="2"' in html
    assert (the_look(app).name, the_look(app).version) == ("Quick", 2)
    assert lead.send(slow, {"name": "Slow", "version": "2"}).status_code == 303
    assert (the_look(app).name, len(logos(app))) == ("Slow", 1)


@ONLY_SQLITE
def test_specimen_follows_what_is_typed_and_keeps_nothing(app: Flask) -> None:
    key, lead = add_look(app, a_png()), sign_in(app, "lead")
    page = lead.page(f"/reports/looks/{key}/edit")
    answer = lead.send(page, {"colour": "#223344", "step": "look", "footer_words": "Typed & <b>here</b>"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200 and "#223344" in html and "Typed &amp; &lt;b&gt;here" in html
    token = {"csrf_token": lead.token()}
    drawn = lead.post("/reports/looks/specimen", data={**token, **TYPED, "colour": "#fc0", "key": key}).get_data(as_text=True)
    assert "#907300" in drawn and f"/reports/looks/{key}/logo" in drawn
    for forged in ({"key": "forged"}, {"colour": "\0" * 9, "cover": "\0"}, {"cover_words": "x" * 5000}, {}):
        answer = lead.post("/reports/looks/specimen", data={**token, **forged})
        assert answer.status_code == 200 and "/logo" not in answer.get_data(as_text=True)
    assert (the_look(app).colour, the_look(app).version) == (SAID["colour"], 1)


@ONLY_SQLITE
def test_member_sees_the_look_of_their_own_partner_only(app: Flask) -> None:
    own, other = add_look(app, a_png()), add_look(app, name="Hill green", partner_code=HILL)
    rose = sign_in(app, "rose")
    page = rose.page("/reports/looks")
    assert "Rose red" in page.text and "Hill green" not in page.text and f"/reports/looks/{other}" not in page.links()
    shown = rose.page(f"/reports/looks/{own}")
    assert not [link for link in shown.links() if link.endswith(("/edit", "/remove"))]
    assert rose.get(f"/reports/looks/{own}/logo").data == a_png()
    for knock in ("", "/specimen.pdf", "/logo"):
        assert rose.get(f"/reports/looks/{other}{knock}").status_code == 404
    for act in ("edit", "remove"):
        assert rose.post(f"/reports/looks/{own}/{act}", data={"csrf_token": rose.token()}).status_code == 403


def test_reports_fall_back_when_their_look_goes_and_a_kept_copy_keeps_its_own(app: Flask) -> None:
    key, lead = add_look(app, a_png(), cover="band"), sign_in(app, "lead")
    own = define(app, "lead", look_key=key, depth="brief")
    with app.extensions["database"].act() as session:
        make_account(session, "second", roles=[(Role.LEAD, None)])
    define(app, "second", look_key=key, is_shared=True)
    define(app, "second", look_key=key, title="Nobody else's business")
    copy = lead.submit(f"/reports/{own}", form="/keep").headers["Location"]
    before = word(lead, f"{copy}/report")
    page = lead.page(f"/reports/looks/{key}/remove").text
    assert "1 definition of yours is in this look" in page and "1 definition that another lead shares" in page
    assert lead.submit(f"/reports/looks/{key}/remove").status_code == 303
    assert (rows(app, ReportLook), logos(app), {one.look_key for one in rows(app, ReportDefinition)}) == ([], [], {""})
    assert lead.get(f"/reports/looks/{key}").status_code == 404
    assert colour_of(word(lead, f"/reports/{own}/report")) == "0B3D3A"
    after = word(lead, f"{copy}/report")
    assert colour_of(before) == colour_of(after) == "8A1C4A"
    (kept,) = rows(app, KeptReport)
    assert base64.b64decode(kept.look["logo"]) == a_png() and from_data(kept.look).logo_alt == "A rose"
    assert "data:image/png" in lead.get(f"{copy}/report.html").get_data(as_text=True)


@ONLY_SQLITE
def test_kept_copy_does_not_change_when_its_look_does(app: Flask) -> None:
    key, lead = add_look(app), sign_in(app, "lead")
    copy = lead.submit(f"/reports/{define(app, 'lead', look_key=key, depth='brief')}", form="/keep").headers["Location"]
    before = lead.get(f"{copy}/report.html").data
    assert lead.submit(f"/reports/looks/{key}/edit", {"colour": "#223344", "cover": "page"}).status_code == 303
    assert lead.get(f"{copy}/report.html").data == before


@ONLY_SQLITE
def test_definition_is_refused_when_it_names_a_look_that_is_not_there(app: Flask) -> None:
    lead = sign_in(app, "lead")
    answer = lead.submit("/reports/new", {"title": "Beans", "look_key": "forged"})
    assert answer.status_code == 422 and rows(app, ReportDefinition) == []
    stale = define(app, "lead", look_key="gone", depth="brief")
    assert colour_of(word(lead, f"/reports/{stale}/report")) == "0B3D3A"
    assert lead.submit(f"/reports/{stale}/edit", {"look_key": ""}).status_code == 303


@ONLY_SQLITE
def test_report_is_made_without_its_logo_when_the_bytes_of_it_are_gone(app: Flask) -> None:
    key, lead = add_look(app, a_png()), sign_in(app, "lead")
    with app.app_context():
        store().remove(logos(app)[0])
    assert lead.get(f"/reports/looks/{key}/specimen.pdf").status_code == 200


@ONLY_SQLITE
def test_command_builds_in_a_look_by_its_name_or_key(app: Flask, settings: Settings, tmp_path: Path) -> None:
    key = add_look(app, a_png())
    environment = {"TICC_DATABASE_URL": settings.database_url, "TICC_DATA_DIR": str(settings.data_dir), "TICC_CONTENT_DIR": str(GARDENS)}

    def build(look: str, out: str = "report.docx") -> tuple[int, str]:
        done = CliRunner().invoke(ticc, ["report", "build", "--depth", "brief", "--look", look, "--out", str(tmp_path / out)], env=environment)
        return done.exit_code, done.output

    for said in ("rose RED", key):
        assert build(said)[0] == 0
        assert colour_of(docx.Document(str(tmp_path / "report.docx"))) == "8A1C4A"
    assert build(key, "report.md")[0] == 0
    code, told = build("Tulip")
    assert code == 1 and "There is no look 'Tulip': choose among Rose red" in told
    add_look(app, partner_code=HILL)
    code, told = build("Rose red")
    assert code == 1 and key in told
