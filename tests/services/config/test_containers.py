"""What deploy/ says of containers holds against the program: names, addresses, volumes, no secret."""

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import resolve

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"
TEXT = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
PLATFORM = ("web1", "web2", "worker")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = importlib.import_module("yaml").safe_load(TEXT)
    return found


def variables_of_the_program() -> set[str]:
    config = ROOT / "src" / "mingchuang" / "config"
    text = (config / "settings.py").read_text() + (config / "environment.py").read_text()
    return set(re.findall(r'"([A-Z][A-Z_]{3,})"', text))


def mounts(service: dict[str, Any]) -> dict[str, str]:
    """Target to source; a source may hold a variable with a colon."""
    found = (re.fullmatch(r"(.+?):(/[^:]+)(:ro)?", volume) for volume in service["volumes"])
    return {match[2]: match[1] for match in found if match}


def test_the_services_are_two_web_servers_a_worker_nginx_and_a_database(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {*PLATFORM, "nginx", "database"}
    assert len({compose["services"][name]["image"] for name in PLATFORM}) == 1
    assert compose["services"]["worker"]["command"] == ["mingchuang", "worker"]
    assert compose["services"]["database"]["profiles"] == ["database"]


def test_every_variable_is_one_the_program_reads(compose: dict[str, Any]) -> None:
    for name in PLATFORM:
        given = set(compose["services"][name]["environment"])
        assert given <= variables_of_the_program(), given - variables_of_the_program()
        assert {"PUBLIC_URL", "DATABASE_URL", "MINGCHUANG_HOST_NAME", "TRUSTED_PROXIES"} <= given


def test_no_password_stands_in_the_files(compose: dict[str, Any]) -> None:
    database = compose["services"]["database"]["environment"]
    assert re.fullmatch(r"\$\{POSTGRES_PASSWORD[^}]*\}", database["POSTGRES_PASSWORD"])
    for name in PLATFORM:
        assert compose["services"][name]["environment"]["DATABASE_URL"].startswith("${DATABASE_URL:?")
    for text in (TEXT, DOCKERFILE):
        assert not re.search(r"(?im)^[ ]*(ENV |ARG )?\w*(PASSWORD|SECRET|_KEY)\w*[:=] *[^$\s]", text)


def test_files_and_secrets_are_shared_and_nginx_only_reads_the_site(compose: dict[str, Any]) -> None:
    places = [mounts(compose["services"][name]) for name in PLATFORM]
    assert places[0] == places[1] == places[2]
    home = re.search(r"DATA_DIR=(\S+)", DOCKERFILE)
    site = re.search(r"MINGCHUANG_SITE_ROOT=(\S+)", DOCKERFILE)
    assert home and site
    assert {home[1], f"{home[1]}/files", f"{home[1]}/secrets", site[1]} == set(places[0])
    assert set(places[0].values()) | {"database"} == set(compose["volumes"])
    nginx = compose["services"]["nginx"]
    assert all(volume.endswith(":ro") for volume in nginx["volumes"])
    assert mounts(nginx)[site[1]] == places[0][site[1]]
    assert f"set $mingchuang_site {site[1]};" in (DEPLOY / "compose" / "mingchuang.conf").read_text()


def test_nginx_gets_every_part_it_includes_and_is_the_proxy_that_is_believed(
    compose: dict[str, Any],
) -> None:
    nginx = compose["services"]["nginx"]
    given = {target: DEPLOY / source for target, source in mounts(nginx).items() if source.startswith("./")}
    assert all(path.exists() for path in given.values())
    parts = {path.name for path in (DEPLOY / "nginx").glob("mingchuang-*.conf")}
    parts -= {"mingchuang-brotli.conf"}  # the image has no such module
    assert {path.name for path in given.values()} == parts | {"mingchuang.conf"}
    address = nginx["networks"]["inside"]["ipv4_address"]
    assert {compose["services"][name]["environment"]["TRUSTED_PROXIES"] for name in PLATFORM} == {address}
    upstream = (DEPLOY / "compose" / "mingchuang.conf").read_text()
    assert "server web1:8000;" in upstream and "server web2:8000;" in upstream


def test_the_image_has_the_locked_dependencies_and_runs_as_somebody_without_rights() -> None:
    assert DOCKERFILE.count("uv sync --locked --no-dev") == 2
    last = DOCKERFILE.rsplit("FROM ", 1)[1]
    assert "USER mingchuang" in last and "useradd --system" in last
    asked = re.search(r"127\.0\.0\.1:8000(/\w+)", last[last.index("HEALTHCHECK") :])
    assert asked and resolve(asked[1])
    for module in re.findall(r"python -m (mingchuang\.[\w.]+)", last):
        assert importlib.util.find_spec(module), module


def test_nothing_but_what_is_built_from_reaches_the_image() -> None:
    lines = (ROOT / ".dockerignore").read_text().split()
    assert lines[0] == "*"
    copied = {
        word for line in re.findall(r"^COPY (?!--)(.+) \S+$", DOCKERFILE, re.M) for word in line.split()
    }
    assert {line.removeprefix("!") for line in lines if line.startswith("!")} == copied
    assert all((ROOT / name).exists() for name in copied)
