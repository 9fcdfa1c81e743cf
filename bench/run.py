# SPDX-License-Identifier: Apache-2.0
"""./dev bench: speed and memory of the release program beside nginx in the same run, as one table.

Every figure is taken with every check on and every turn durable in SQLite. Compare by the ratio to
nginx, not by absolute time: both ran on the same machine, minutes apart, and whatever else it was
doing slowed both. `quick` leaves out the held streams, a number holds that many, `write` puts the figures into
docs/performance.md.
"""

import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from servers import BUILD, ROOT, Anban, Held, Nginx, Portkey, Stub, cpu_seconds, load, resident_bytes

CONNECTIONS = 32
CONTACT = ',"emergency_contact":{"name":"友","channel":"email","address":"friend@example.com"}'
EVENTS, GAP_MS = 40, 20


class Table:
    def __init__(self):
        self.rows = []

    def add(self, name, unit, goal, reached, nginx=None, portkey=None, lower_is_better=True):
        self.rows.append({"figure": name, "unit": unit, "goal": goal, "reached": reached, "nginx": nginx,
                          "portkey": portkey, "ratio": reached / nginx if nginx else None,
                          "lower_is_better": lower_is_better})

    heads = ["figure", "unit", "goal", "reached", "nginx", "ratio", "Portkey"]

    def lines(self):
        def cell(value):
            if value is None:
                return "-"
            return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"

        return [[row["figure"], row["unit"], row["goal"], cell(row["reached"]), cell(row["nginx"]),
                 cell(row["ratio"]), cell(row["portkey"])] for row in self.rows]

    def markdown(self):
        rows = [self.heads, ["---"] * len(self.heads), *self.lines()]
        return "\n".join("| " + " | ".join(row) + " |" for row in rows)

    def print(self):
        lines = self.lines()
        widths = [max(len(line[i]) for line in [self.heads, *lines]) for i in range(len(self.heads))]
        for line in [self.heads, ["-" * width for width in widths], *lines]:
            print("  ".join(text.ljust(width) for text, width in zip(line, widths)).rstrip())


def say(text):
    print(text, file=sys.stderr, flush=True)


def persons(anban, first, count):
    """Registers p<first>…; returns when the codes for their contacts are off the server's hands."""
    out = load("register", anban, connections=min(CONNECTIONS, count), requests=count,
                agreement=anban.agreement_version(), contact=CONTACT, **{"from": first})
    busy = 1.0
    while busy > 0.05:
        before = cpu_seconds(anban.pids)
        time.sleep(0.5)
        busy = (cpu_seconds(anban.pids) - before) / 0.5
    return out


class TextNumbers:
    """Numbers of texts that were never sent, so that no turn repeats one before."""

    next = 0

    @classmethod
    def take(cls, count):
        first = cls.next
        cls.next += count
        return first


def turns(server, connections, requests):
    return load("turns", server, connections=connections, requests=requests,
                **{"from": TextNumbers.take(requests)})


def turn_cpu(server, requests):
    turns(server, CONNECTIONS, requests // 5)  # warm
    out = turns(server, CONNECTIONS, requests)
    return out["cpu_s"] / out["whole"] * 1e6, out


def of_portkey(portkey, measure_cpu, count):
    """Portkey's figure, or nothing where it is absent or does not cope."""
    if portkey is None:
        return None
    try:
        return measure_cpu(portkey, count)[0]
    except RuntimeError as why:
        say(f"  Portkey is left out of this row: {why}")
        return None


def event_cpu(server, rounds):
    requests = CONNECTIONS * rounds
    out = load("stream", server, connections=CONNECTIONS, requests=requests,
               model=f"paced-{EVENTS}-{GAP_MS}", **{"from": TextNumbers.take(requests)})
    return out["cpu_s"] / (requests * EVENTS) * 1e6, out


def throughput_rows(table, stub, anban, nginx, portkey):
    say("turns at 32 connections")
    ours, whole = turn_cpu(anban, 6000)
    theirs, _ = turn_cpu(nginx, 6000)
    portkeys = of_portkey(portkey, turn_cpu, 1500)
    if whole["answered"] != whole["whole"]:
        say(f"  {whole['whole'] - whole['answered']} of {whole['whole']} turns were not plainly answered")
    table.add("CPU a non-streamed turn", "us", "<= 120, <= 8 x nginx", ours, theirs, portkeys)
    say("streams at 32 connections")
    ours, whole = event_cpu(anban, 2)
    theirs, theirs_whole = event_cpu(nginx, 2)
    portkeys = of_portkey(portkey, event_cpu, 1)
    table.add("CPU an SSE event", "us", "<= 1.5 x nginx", ours, theirs, portkeys)
    table.add("lateness of an event, p99", "ms", "", whole["late_p99_us"] / 1e3,
              theirs_whole["late_p99_us"] / 1e3)
    say("durable turns at 128 connections")
    out = turns(anban, 128, 8000)
    table.add("durable turns", "a second", ">= 5,000", out["whole"] / out["seconds"], lower_is_better=False)
    say("latency at one connection")
    disk_row(table, anban.folder)
    direct, through, proxied = (turns(each, 1, 600) for each in (stub, anban, nginx))
    for part, goal in (("p50", "<= 0.15"), ("p99", "<= 0.5")):
        name = f"{part}_us"
        by_nginx = proxied[name] - direct[name]  # below nothing where the machine is too busy to tell
        table.add(f"added latency, {part}", "ms", goal, (through[name] - direct[name]) / 1e3,
                  by_nginx / 1e3 if by_nginx > 0 else None)


def disk_row(table, folder):
    """What one durable write costs here, without any program of ours: a turn waits for one."""
    times = []
    with open(folder / "disk", "wb", buffering=0) as file:
        for _ in range(100):
            file.write(bytes(8192))
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append((time.perf_counter() - began) * 1e3)
    table.add("the disk's own fdatasync, p50", "ms", "", statistics.median(times))


def streams_that_fit(wanted):
    """Two sockets a stream in one process, and a few hundred for the rest."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return min(wanted, (hard - 500) // 2)


def hold(server, count):
    before = resident_bytes(server.pids)
    # One event a second for longer than the run lasts.
    held = Held(server, connections=count, model="paced-3600-1000", prefix="p")
    time.sleep(4)
    bytes_each = (resident_bytes(server.pids) - before) / held.opened["held"]
    return held.opened, bytes_each, held.end()


def stream_rows(table, anban, nginx, count):
    say(f"{count} streams at once")
    persons(anban, 128, max(count - 128, 1))
    opened, ours, lateness = hold(anban, count)
    if opened["failed"]:
        say(f"  {opened['failed']} streams did not open: {lateness['first_failure']}")
    _, theirs, theirs_late = hold(nginx, count)
    table.add(f"memory a stream ({opened['held']} streams)", "KiB", "<= 12", ours / 1024, theirs / 1024)
    table.add("lateness of an event there, p99", "ms", "<= 50", lateness["late_p99_us"] / 1e3,
              theirs_late["late_p99_us"] / 1e3)


def start_rows(table, folder, stub, key):
    """Starts again over the data that the run left: spawn to the first 200, then memory at rest."""
    say("cold start")
    def body(attempt):
        words = "早上好，今天天气不错" + "呀" * attempt
        return json.dumps({"model": "bench", "user": "p0", "messages": [{"role": "user", "content": words}]})

    times = []
    for attempt in range(5):
        server = Anban(folder, stub.port)
        status, answer = server.ask("POST", "/v1/chat/completions", body(attempt), key)
        times.append((time.monotonic() - server.began) * 1e3)
        resident = resident_bytes(server.pids)
        server.stop()
        if status != 200:
            raise RuntimeError(f"the first turn was answered with {status}: {answer[:200]}")
    table.add("cold start to the first answered turn", "ms", "<= 100", statistics.median(times))
    table.add("memory after it", "MB", "<= 40", resident / 1e6)


def size_row(table, folder):
    stripped = folder / "anban.stripped"
    strip = shutil.which("llvm-strip-19") or shutil.which("strip")
    subprocess.run([strip, "-o", stripped, BUILD / "anban"], check=True)
    table.add("release program, stripped", "MB", "<= 24", stripped.stat().st_size / 1e6)


def hold_back_rows(table):
    done = subprocess.run([BUILD / "bench_hold_back"], cwd=ROOT, capture_output=True, text=True, check=True)
    out = json.loads(done.stdout)
    if out["cut"]:
        say(f"  {out['cut']} of {out['replies']} ordinary replies were cut")
    table.add("held back, mean", "characters", "<= 0.3", out["mean"])
    table.add("held back, p99", "characters", "<= 5", out["p99"])


def machine():
    model = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    return {"cpu": model, "cores": os.cpu_count(), "kernel": platform.release(), "load_before": os.getloadavg()[0]}


def measure(arguments):
    table = Table()
    quick = "quick" in arguments
    wanted = next((int(each) for each in arguments if each.isdigit()), 9000)
    count = streams_that_fit(wanted)
    running = []
    with tempfile.TemporaryDirectory(prefix="anban-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # nginx's worker is another user
        try:
            stub = Stub()
            running.append(stub)
            anban = Anban(folder, stub.port)
            running.append(anban)
            nginx = Nginx(folder, stub.port, 2 * count + 500)
            running.append(nginx)
            portkey = Portkey(stub.port) if Portkey.is_there() else None
            if portkey:
                running.append(portkey)
            else:
                say("Portkey's gateway is left out: npm ci --prefix bench installs it")
            key = anban.redeem_keys()
            say("registering")
            registered = persons(anban, 0, 128)
            throughput_rows(table, stub, anban, nginx, portkey)
            table.add("registrations", "a second", "", registered["whole"] / registered["seconds"],
                      lower_is_better=False)
            if not quick:
                stream_rows(table, anban, nginx, count)
            running.remove(anban)
            anban.stop()
            start_rows(table, folder, stub, key)
            size_row(table, folder)
            hold_back_rows(table)
        finally:
            for server in reversed(running):
                server.stop()
    return table


def write_page(about, table):
    """Puts the figures between the two marks of docs/performance.md."""
    page = ROOT / "docs/performance.md"
    begin, end = "<!-- figures -->", "<!-- end of figures -->"
    before, rest = page.read_text(encoding="utf-8").split(begin)
    after = rest.split(end)[1]
    busy = about["load_before"] > 1
    words = "**The machine was busy:** take latencies as upper bounds." if busy else "The machine was quiet."
    text = (f"\n{about['cpu']}, {about['cores']} cores (virtual), Linux {about['kernel']}; load "
            f"{about['load_before']:.1f} before the run. {words}\n\n{table.markdown()}\n")
    page.write_text(before + begin + text + end + after, encoding="utf-8")


def main():
    for program in ("anban", "bench_load", "bench_upstream", "bench_hold_back"):
        if not (BUILD / program).exists():
            sys.exit(f"bench: build/release/{program} is missing; ./dev bench builds it")
    if shutil.which("nginx") is None:
        sys.exit("bench: nginx is missing (Debian's nginx-light)")
    about = machine()
    began = time.monotonic()
    table = measure(sys.argv[1:])
    about["load_after"] = os.getloadavg()[0]
    print(f"{about['cpu']}, {about['cores']} cores; load {about['load_before']:.1f} before, "
          f"{about['load_after']:.1f} after; {time.monotonic() - began:.0f} s\n")
    table.print()
    if "write" in sys.argv[1:]:
        write_page(about, table)
    (ROOT / "build/bench.json").write_text(json.dumps({"machine": about, "rows": table.rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
