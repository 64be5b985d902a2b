"""Static files are served by the platform itself, cached for ever where the name holds the content's hash."""

from pathlib import Path

import pytest

from mingchuang.config.static import StaticFirst


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "static" / "design").mkdir(parents=True)
    (tmp_path / "static" / "design" / "base.0123456789ab.css").write_text("p{}")
    (tmp_path / "static" / "design" / "base.css").write_text("p{}")
    (tmp_path / "static" / ".collected").write_text("mark")
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path / "static"


def ask(root: Path, path: str, method: str = "GET", **headers: str) -> tuple[str, dict[str, str], bytes]:
    answer: list[tuple[str, dict[str, str]]] = []

    def django(environ, start_response):
        start_response("200 OK", [("X-From", "django")])
        return [b"page"]

    def start_response(status, given):
        answer.append((status, dict(given)))

    environ = {"PATH_INFO": path, "REQUEST_METHOD": method, **headers}
    body = b"".join(StaticFirst(django, root, "/static/")(environ, start_response))
    return *answer[0], body


def test_a_hashed_name_is_kept_for_ever_and_a_plain_one_shortly(root):
    status, headers, body = ask(root, "/static/design/base.0123456789ab.css")
    assert (status, body) == ("200 OK", b"p{}")
    assert "immutable" in headers["Cache-Control"]
    assert headers["Content-Type"] == "text/css; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" not in ask(root, "/static/design/base.css")[1]["Cache-Control"]


def test_an_unchanged_file_is_not_sent_again(root):
    _, headers, _ = ask(root, "/static/design/base.css")
    status, _, body = ask(root, "/static/design/base.css", HTTP_IF_NONE_MATCH=headers["ETag"])
    assert (status, body) == ("304 Not Modified", b"")
    assert ask(root, "/static/design/base.css", "HEAD")[2] == b""


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/static/../secret.txt",
        "/static/..%2fsecret.txt",
        "/static//etc/passwd",
        "/static/design/../../secret.txt",
        "/static/.collected",
        "/static/design/",
        "/static/design\\base.css",
        "/static/design/base.css\0.png",
    ],
)
def test_everything_else_is_django_s(root, path):
    assert ask(root, path)[1] == {"X-From": "django"}


def test_a_static_file_cannot_be_posted_to(root):
    assert ask(root, "/static/design/base.css", "POST")[1] == {"X-From": "django"}


def test_a_file_removed_by_an_upgrade_is_not_an_error(root):
    application = StaticFirst(lambda environ, start: [b""], root, "/static/")
    (root / "design" / "base.css").unlink()
    seen = []
    application(
        {"PATH_INFO": "/static/design/base.css", "REQUEST_METHOD": "GET"},
        lambda status, headers: seen.append(status),
    )
    assert seen == ["404 Not Found"]
