# SPDX-License-Identifier: Apache-2.0
"""The servers of a benchmark run, each in a process of its own: the stub of a model server, Anban,
nginx and, where it is installed, Portkey's gateway. What they use is read from /proc."""

import http.client
import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "release"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def cpu_seconds(pids):
    """User and system time of all threads, in nanosecond steps where the kernel counts them."""
    total = 0.0
    for pid in pids:
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0]) / 1e9
    return total


def resident_bytes(pids):
    total = 0
    for pid in pids:
        status = Path(f"/proc/{pid}/status").read_text()
        total += int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) * 1024
    return total


def wait_for_port(port, seconds=10.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.005)
    raise RuntimeError(f"nothing listens on port {port}")


class Server:
    """A started process; `pids` are those whose time and memory count."""

    headers = ""
    key = ""

    def __init__(self, command, **how):
        self.process = subprocess.Popen(command, **how)
        self.pids = [self.process.pid]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def port_of_ready_line(stream):
    for line in iter(stream.readline, ""):
        found = re.match(r"ready port=(\d+)", line)
        if found:
            return int(found.group(1))
    raise RuntimeError("the process ended before it was ready")


class Stub(Server):
    def __init__(self):
        super().__init__([BUILD / "bench_upstream"], stdout=subprocess.PIPE, text=True)
        self.port = port_of_ready_line(self.process.stdout)


class Anban(Server):
    """The release program with its default settings: every check on, durable records."""

    def __init__(self, folder, upstream_port):
        environment = dict(os.environ, ANBAN_UPSTREAM=f"http://127.0.0.1:{upstream_port}/v1")
        self.folder = folder
        self.log = open(folder / "stderr.log", "w+", encoding="utf-8")
        self.began = time.monotonic()
        super().__init__([BUILD / "anban", "serve", "--data", folder / "data", "--listen", "127.0.0.1:0"],
                         env=environment, stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.port = port_of_ready_line(self.process.stdout)

    def ask(self, method, path, body=None, key=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Content-Type": "application/json"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def redeem_keys(self):
        """The app key from the set-up link, which is printed once a start."""
        greeting = (self.folder / "stderr.log").read_text(encoding="utf-8")
        token = re.search(r"/setup/(su_[\w-]+)", greeting).group(1)
        _, page = self.ask("POST", f"/setup/{token}")
        self.key = re.search(r"(ak_[\w-]+)", page).group(1)
        return self.key

    def agreement_version(self):
        _, body = self.ask("GET", "/anban/v1/chat/settings")
        return json.loads(body)["agreement"]["version"]


NGINX = """
daemon off;
master_process on;
worker_processes 1;
worker_rlimit_nofile {files};
error_log {folder}/error.log;
pid {folder}/nginx.pid;
events {{ worker_connections {files}; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  keepalive_requests 1000000;
  upstream model {{ server 127.0.0.1:{upstream}; keepalive 256; keepalive_requests 1000000; }}
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location / {{
      proxy_pass http://model;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
      proxy_read_timeout 600s;
    }}
  }}
}}
"""


class Nginx(Server):
    def __init__(self, folder, upstream_port, files):
        self.port = free_port()
        config = folder / "nginx.conf"
        config.write_text(NGINX.format(folder=folder, files=files, upstream=upstream_port, port=self.port))
        super().__init__(["nginx", "-c", config, "-e", folder / "error.log"], stderr=subprocess.DEVNULL)
        wait_for_port(self.port)  # the master opens it before it has a worker
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        until = time.monotonic() + 5
        while not (workers := children.read_text().split()):
            if time.monotonic() > until:
                raise RuntimeError("nginx has no worker")
            time.sleep(0.01)
        self.pids = [int(pid) for pid in workers]


class Portkey(Server):
    script = ROOT / "bench/node_modules/@portkey-ai/gateway/build/start-server.js"

    def __init__(self, upstream_port):
        self.port = free_port()
        self.headers = ("x-portkey-provider: openai\r\n"
                        f"x-portkey-custom-host: http://127.0.0.1:{upstream_port}/v1")
        self.key = "bench"
        super().__init__([shutil.which("node"), self.script, f"--port={self.port}", "--headless"],
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for_port(self.port, 20)

    @classmethod
    def is_there(cls):
        return cls.script.exists() and shutil.which("node") is not None


def load(mode, server, **keys):
    """Runs the load generator and returns what it measured, with the server's CPU seconds."""
    command = [BUILD / "bench_load", mode, f"port={server.port}"]
    if server.key:
        command.append(f"key={server.key}")
    if server.headers:
        command.append(f"header={server.headers}")
    command += [f"{name}={value}" for name, value in keys.items()]
    before = cpu_seconds(server.pids)
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise RuntimeError(f"bench_load {mode}: {done.stderr.strip()}")
    out = json.loads(done.stdout.splitlines()[-1])
    out["cpu_s"] = cpu_seconds(server.pids) - before
    if out["failed"]:
        raise RuntimeError(f"bench_load {mode}: {out['failed']} failed, the first with {out['first_failure']}")
    return out


class Held:
    """Open streams, kept until `end`."""

    def __init__(self, server, **keys):
        command = [BUILD / "bench_load", "hold", f"port={server.port}", f"key={server.key}"]
        command += [f"{name}={value}" for name, value in keys.items()]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        ready, _, _ = select.select([self.process.stdout], [], [], 120)
        line = self.process.stdout.readline() if ready else ""
        if not line:
            self.process.kill()
            raise RuntimeError("the streams did not open")
        self.opened = json.loads(line)

    def end(self):
        self.process.stdin.close()
        out = json.loads(self.process.stdout.readlines()[-1])
        self.process.wait(30)
        return out
