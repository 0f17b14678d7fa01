"""Settings: what is taken, what is refused, and the secret that is made once."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from ticc.settings import ROOT, SAMPLE_SECRET, Settings, SettingsError

SECRET = "beans, beans, beans"


def _read(tmp_path: Path, **given: str) -> Settings:
    return Settings.from_environment({"TICC_DATA_DIR": str(tmp_path / "data"), "TICC_SECRET_KEY": SECRET, **given})


def test_defaults_hold_when_nothing_is_set(tmp_path: Path) -> None:
    found = _read(tmp_path)
    data = tmp_path / "data"
    assert dataclasses.asdict(found) == {
        "data_dir": data, "content_dir": ROOT / "content", "database_url": f"sqlite:///{data / 'ticc.db'}", "secret_key": SECRET,
        "host": "127.0.0.1", "port": 8000, "workers": 2, "demo": True, "debug": False, "secure_cookies": False, "public_url": "",
        "trusted_proxies": 0, "limits_storage": "memory://", "login_limit": "10 per minute; 60 per hour", "invitation_hours": 72,
        "session_hours": 12, "attachment_mb": 5, "mail": None,
    }  # fmt: skip
    assert found.index_dir == data / "index"
    assert found.attachments_dir == data / "attachments"
    assert data.is_dir()


def test_every_setting_is_taken_when_given(tmp_path: Path) -> None:
    found = _read(
        tmp_path, TICC_CONTENT_DIR=str(tmp_path / "pack"), TICC_DATABASE_URL="postgresql://x/y", HOST="0.0.0.0", PORT="81", TICC_WORKERS="5",
        TICC_DEMO="0", TICC_DEBUG="1", TICC_SECURE_COOKIES="yes", TICC_PUBLIC_URL="https://beans.example/", TICC_TRUSTED_PROXIES="2",
        TICC_LIMITS_STORAGE="redis://x", TICC_LOGIN_LIMIT="3 per day", TICC_INVITATION_HOURS="1", TICC_SESSION_HOURS="2",
        TICC_ATTACHMENT_MB="7", TICC_SMTP_HOST="mail.example", TICC_SMTP_PORT="26", TICC_SMTP_FROM="TICC <t@mail.example>", TICC_SMTP_USER="u",
        TICC_SMTP_PASSWORD="p", TICC_SMTP_TLS="ssl",
    )  # fmt: skip
    assert dataclasses.astuple(found) == (
        tmp_path / "data", tmp_path / "pack", "postgresql://x/y", SECRET, "0.0.0.0", 81, 5,
        False, True, True, "https://beans.example", 2, "redis://x", "3 per day", 1, 2, 7, ("mail.example", 26, "TICC <t@mail.example>", "u", "p", "ssl"),
    )  # fmt: skip


def test_defaults_hold_when_settings_are_empty(tmp_path: Path) -> None:
    empty = dict.fromkeys(("TICC_CONTENT_DIR", "TICC_DATABASE_URL", "HOST", "PORT", "TICC_DEMO", "TICC_LOGIN_LIMIT", "TICC_SESSION_HOURS"), "")
    assert _read(tmp_path, **empty) == _read(tmp_path)


@pytest.mark.parametrize(
    ("value", "meant"), [("1", True), (" Yes ", True), ("TRUE", True), ("on", True), ("0", False), ("no", False), ("Off", False)]
)
def test_switch_is_understood_when_written_in_any_common_way(tmp_path: Path, value: str, meant: bool) -> None:
    assert _read(tmp_path, TICC_DEMO=value).demo is meant


@pytest.mark.parametrize("name", ["TICC_DEMO", "TICC_DEBUG", "TICC_SECURE_COOKIES"])
@pytest.mark.parametrize("value", ["2", "maybe", "-1", "yes please"])
def test_switch_is_refused_by_name_when_it_makes_no_sense(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} is '{value}': use 1 or 0$"):
        _read(tmp_path, **{name: value})


@pytest.mark.parametrize(
    "name", ["PORT", "TICC_WORKERS", "TICC_TRUSTED_PROXIES", "TICC_INVITATION_HOURS", "TICC_SESSION_HOURS", "TICC_ATTACHMENT_MB"]
)
@pytest.mark.parametrize("value", ["many", "-1", "1.5", "0x10", "²", "1 2"])
def test_number_is_refused_by_name_when_it_is_none(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} is '{value}': use a whole number$"):
        _read(tmp_path, **{name: value})


@pytest.mark.parametrize("name", ["TICC_WORKERS", "TICC_ATTACHMENT_MB"])
def test_number_is_refused_by_name_when_nothing_would_work_with_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} is '0': use 1 or more$"):
        _read(tmp_path, **{name: "0"})


@pytest.mark.parametrize(("secret", "why"), [(SAMPLE_SECRET, "is the sample value"), ("fifteen letters", "is shorter than 16 characters")])
def test_secret_is_refused_when_anybody_could_guess_it(tmp_path: Path, secret: str, why: str) -> None:
    with pytest.raises(SettingsError, match=f"TICC_SECRET_KEY {why}"):
        _read(tmp_path, TICC_SECRET_KEY=secret)


@pytest.mark.parametrize("secret", [SAMPLE_SECRET, "short"])
def test_poor_secret_is_taken_when_debugging(tmp_path: Path, secret: str) -> None:
    assert _read(tmp_path, TICC_SECRET_KEY=secret, TICC_DEBUG="1").secret_key == secret


def test_secret_is_made_and_kept_when_none_is_given(tmp_path: Path) -> None:
    first = _read(tmp_path, TICC_SECRET_KEY="").secret_key
    assert len(first) == 64
    assert _read(tmp_path, TICC_SECRET_KEY="").secret_key == first
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret-key"]


def test_secret_is_another_when_the_data_folder_is(tmp_path: Path) -> None:
    assert _read(tmp_path / "one", TICC_SECRET_KEY="").secret_key != _read(tmp_path / "other", TICC_SECRET_KEY="").secret_key


def test_secret_is_for_its_owner_only_when_it_is_kept(tmp_path: Path) -> None:
    _read(tmp_path, TICC_SECRET_KEY="")
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o077 == 0


def test_first_secret_is_used_when_another_worker_was_quicker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "data" / "secret-key"

    def come_second(*_: object) -> None:
        kept.write_text("the quicker worker's secret")
        raise FileExistsError

    monkeypatch.setattr("os.link", come_second)
    assert _read(tmp_path, TICC_SECRET_KEY="").secret_key == "the quicker worker's secret"
    assert [path.name for path in kept.parent.iterdir()] == ["secret-key"]
