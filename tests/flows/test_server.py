"""The deployments on a real temporary Prefect server: deployed from prefect.yaml, run by a worker."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks.open import close_desks, open_desk
from tasks.sample import write_county
from tests.flows import golden

ROOT = Path(__file__).parents[2]
PREFECT = [sys.executable, "-m", "prefect"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("county")
    write_county(folder)
    yield folder
    close_desks()


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory, home: Path) -> dict[str, str]:
    """What an engineer sets: the server's address, the county, and nothing that calls home."""
    port = free_port()
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("PREFECT_", "GOUJI_"))}
    return plain | {
        "PREFECT_HOME": str(tmp_path_factory.mktemp("prefect")),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "GOUJI_HOME": str(home),
        "GOUJI_ROOT": str(ROOT),
        "GOUJI_WORK_POOL": "county",
        "PYTHONUTF8": "1",
    }


@pytest.fixture(scope="module")
def server(environment: dict[str, str]) -> Iterator[str]:
    """A server and a worker; both end with the module."""
    api = environment["PREFECT_API_URL"]
    port = api.split(":")[2].split("/")[0]
    processes = [start([*PREFECT, "server", "start", "--host", "127.0.0.1", "--port", port], environment)]
    try:
        wait_for(f"{api}/health", 120)
        run([*PREFECT, "work-pool", "create", "county", "--type", "process"], environment)
        run([*PREFECT, "--no-prompt", "deploy", "--all", "--prefect-file", "deploy/prefect.yaml"], environment)
        processes.append(start([*PREFECT, "worker", "start", "--pool", "county", "--name", "test"], environment))
        yield api
    finally:
        for process in reversed(processes):
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:  # a busy machine; what the test proves is behind it
        process.kill()
        process.wait(timeout=30)


def start(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdin=quiet, stdout=quiet, stderr=quiet)


def run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def wait_for(url: str, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2) as reply:
                if reply.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    pytest.fail(f"no answer from {url}")


def ask(api: str, path: str, body: object) -> list[dict[str, object]]:
    request = urllib.request.Request(
        f"{api}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=30) as reply:
        answer: list[dict[str, object]] = json.load(reply)
        return answer


def test_nightly_and_agency_run_by_a_worker(server: str, environment: dict[str, str], home: Path) -> None:
    watch = ["--watch", "--watch-timeout", "280"]
    run([*PREFECT, "deployment", "run", "nightly/nightly", "-p", 'on="2025-02-14"', *watch], environment)
    desk = open_desk(home)
    assert golden.found(desk) == golden.listed("night_findings.csv", *golden.FINDINGS)
    asked = ["-p", "agency=财政局", "-p", "year=2023", "-p", 'on="2025-02-14"']
    run([*PREFECT, "deployment", "run", "agency/agency", *asked, *watch], environment)
    runs = ask(server, "/flow_runs/filter", {"limit": 50})
    assert {"归集-2025-02-14", "重跑-财政局-2023"} <= {str(entry["name"]) for entry in runs}
    assert {str(entry["state_name"]) for entry in runs if entry["name"] in {"归集-2025-02-14", "重跑-财政局-2023"}} == {
        "Completed"
    }
    names = {str(entry["name"]) for entry in ask(server, "/task_runs/filter", {"limit": 200})}
    assert {"收件 2023", "读取 2023", "核对 2024", "入库 2024", "汇总 2024", "催报", "发布网页"} <= names
    artifacts = {(str(entry["key"]), str(entry["type"])) for entry in ask(server, "/artifacts/filter", {"limit": 50})}
    assert {("gouji-summary", "markdown"), ("gouji-attention", "table"), ("gouji-pages", "markdown")} <= artifacts


def test_the_schedule_stands_in_the_county_time(server: str) -> None:
    deployments = {str(entry["name"]): entry for entry in ask(server, "/deployments/filter", {})}
    assert set(deployments) == {"nightly", "agency", "county", "reminders"}
    schedules = deployments["nightly"]["schedules"]
    assert isinstance(schedules, list)
    assert schedules[0]["schedule"]["timezone"] == "Asia/Shanghai" and schedules[0]["schedule"]["cron"] == "0 2 * * *"
    assert deployments["nightly"]["concurrency_limit"] == 1 or deployments["nightly"]["global_concurrency_limit"]
