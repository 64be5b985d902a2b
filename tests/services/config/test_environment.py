"""What an operator writes into the environment is read, or refused in plain words."""

from pathlib import Path

import pytest

from mingchuang.config import environment

FOLDER = Path("/nowhere")


def test_without_a_mail_server_mail_is_kept_in_a_folder():
    assert environment.email("", FOLDER) == {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": FOLDER,
    }


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp://user:p%40ss@mail.example.org?tls=1", 587, False, True),
        ("smtps://user:p%40ss@mail.example.org", 465, True, False),
        ("smtp://mail.example.org:2525", 2525, False, False),
    ],
)
def test_a_mail_server_is_read_from_one_address(url, port, ssl, tls):
    found = environment.email(url, FOLDER)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (port, ssl, tls)
    assert found["EMAIL_HOST"] == "mail.example.org"
    if "user" in url:
        assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("user", "p@ss")


@pytest.mark.parametrize("url", ["http://mail.example.org", "mail.example.org", "smtp://"])
def test_another_address_is_refused(url):
    with pytest.raises(ValueError, match="EMAIL_URL"):
        environment.email(url, FOLDER)


def test_retired_secrets_come_from_the_environment_or_a_file(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert environment.retired_secrets("personal_data_key") == []
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "personal_data_key.retired").write_text("newer\nolder\n")
    assert environment.retired_secrets("personal_data_key") == ["newer", "older"]
    monkeypatch.setenv("MINGCHUANG_PERSONAL_DATA_KEY_RETIRED", "given, other")
    assert environment.retired_secrets("personal_data_key") == ["given", "other"]
