"""The real nginx with the shipped configuration before a folder; a stand-in for the platform behind it."""

import os
import shutil
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
SHIPPED = Path(__file__).parents[2] / "deploy" / "nginx"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
"""Where Debian's libnginx-mod-http-brotli-static puts it."""


class Application(BaseHTTPRequestHandler):
    """Stands for the platform behind nginx."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"application {self.path}".encode())

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def application() -> Iterator[ThreadingHTTPServer]:
    """The stand-in, running; it may be shut down earlier."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Application)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class Nginx:
    """A running nginx in front of a baked site."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(
        self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, Message, bytes]:
        """Status, headers and body of an answer, whatever its status."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        address = f"http://127.0.0.1:{self.port}{path}"
        request = urllib.request.Request(address, body, named, method=method)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read()


@contextmanager
def shipped(site: Path, application_port: int, folder: Path, *, brotli: bool = False) -> Iterator[Nginx]:
    """nginx on a port of its own, serving `site`, its files in `folder`; with `brotli` the module too."""
    port = _free_port()
    for part in SHIPPED.glob("mingchuang-*.conf"):
        if brotli or "brotli" not in part.name:
            shutil.copy(part, folder)
    configuration = folder / "nginx.conf"
    configuration.write_text(f"""
        {f"load_module {BROTLI};" if brotli else ""}
        pid {folder}/pid; error_log {folder}/error.log; daemon off; worker_processes 1;
        {"user root;" if os.getuid() == 0 else ""}
        events {{ worker_connections 64; }}
        http {{
            include /etc/nginx/mime.types; access_log off; server_tokens off;
            client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
            include mingchuang-maps.conf;
            upstream mingchuang {{ server 127.0.0.1:{application_port}; }}
            server {{
                listen 127.0.0.1:{port};
                client_max_body_size 1m;
                set $mingchuang_site {site}; set $mingchuang_hsts "max-age=31536000";
                include mingchuang-site.conf;
            }}
        }}""")
    command = [str(NGINX), "-p", str(folder), "-c", str(configuration)]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield Nginx(port)
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
