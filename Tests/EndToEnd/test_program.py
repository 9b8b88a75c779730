"""The `cuaderno` program, and what a kernel leaves behind."""

import json
import os
import pathlib
import re
import signal
import subprocess
import time

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

LIMIT = 120


def program():
    return KernelSpecManager().get_kernel_spec("cuaderno").argv[0]


def run(*arguments, **environment):
    return subprocess.run(
        [program(), *arguments], capture_output=True, text=True, timeout=LIMIT, env={**os.environ, **environment}
    )


def test_the_kernelspec_is_whole():
    spec = KernelSpecManager().get_kernel_spec("cuaderno")
    assert spec.display_name == "Swift (Cuaderno)"
    assert spec.language == "swift"
    assert spec.interrupt_mode == "message"
    names = {path.name for path in pathlib.Path(spec.resource_dir).iterdir()}
    assert {"kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"} <= names


@pytest.mark.parametrize("command", [[], ["install"], ["kernel"], ["doctor"]])
def test_help(command):
    answer = run(*command, "--help")
    assert answer.returncode == 0
    assert "USAGE" in answer.stdout


def test_install_into_a_prefix_twice(tmp_path):
    for _ in range(2):
        answer = run("install", "--prefix", str(tmp_path))
        assert answer.returncode == 0, answer.stderr
    spec = json.loads((tmp_path / "share/jupyter/kernels/cuaderno/kernel.json").read_text())
    assert spec["argv"][1:] == ["kernel", "--connection-file", "{connection_file}"]


def test_install_where_nothing_can_be_written(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    answer = run("install", "--prefix", str(tmp_path / "file"))
    assert answer.returncode != 0
    assert "cannot be written" in answer.stderr
    assert len(answer.stderr.splitlines()) < 10


def test_doctor_is_content_with_this_installation():
    prefix = pathlib.Path(KernelSpecManager().get_kernel_spec("cuaderno").resource_dir).parents[3]
    answer = run("doctor", "--prefix", str(prefix))
    assert answer.returncode == 0, answer.stdout
    assert "All is well" in answer.stdout


def fake_toolchain(folder, version):
    programs = folder / "bin"
    programs.mkdir(parents=True)
    for name in ["swiftc", "swift-frontend"]:
        script = programs / name
        script.write_text(f"#!/bin/sh\necho 'Swift version {version} (swift-{version}-RELEASE)'\n")
        script.chmod(0o755)
    return str(folder)


def test_another_toolchain_is_named_with_what_to_do(tmp_path):
    answer = run("doctor", CUADERNO_TOOLCHAIN=fake_toolchain(tmp_path, "5.9.9"))
    assert answer.returncode != 0
    assert "5.9.9" in answer.stdout
    assert "swift build -c release" in answer.stdout


def test_no_toolchain_at_all():
    answer = run("doctor", PATH="/usr/bin:/bin")
    assert answer.returncode != 0
    assert "no Swift compiler was found" in answer.stdout


def start(extra=None):
    manager = KernelManager(kernel_name="cuaderno")
    manager.start_kernel(env={**os.environ, **(extra or {})})
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=LIMIT)
    return manager, client


def execute(client, code):
    request = client.execute(code)
    error = None
    while True:
        message = client.get_iopub_msg(timeout=LIMIT)
        if message["parent_header"].get("msg_id") != request:
            continue
        if message["msg_type"] == "error":
            error = message["content"]
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return error


def test_a_session_with_another_toolchain_says_so_in_the_cell(tmp_path):
    manager, client = start({"CUADERNO_TOOLCHAIN": fake_toolchain(tmp_path, "5.9.9")})
    error = execute(client, "1 + 1")
    assert "5.9.9" in error["evalue"]
    assert execute(client, "%help") is None, "commands need no compiler"
    client.stop_channels()
    manager.shutdown_kernel(now=False)


def children(pid):
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found


def is_alive(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_for_end(pids, seconds=20):
    deadline = time.monotonic() + seconds
    while any(is_alive(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    return [pid for pid in pids if is_alive(pid)]


@pytest.mark.parametrize("how", ["shutdown", "terminate", "kill"])
def test_nothing_is_left_behind(tmp_path, how):
    manager, client = start({"TMPDIR": str(tmp_path)})
    assert execute(client, "let x = 1") is None
    pid = manager.provisioner.process.pid
    family = [pid, *children(pid)]
    assert len(family) >= 2
    client.stop_channels()
    if how == "shutdown":
        manager.shutdown_kernel(now=False)
    else:
        os.kill(pid, signal.SIGTERM if how == "terminate" else signal.SIGKILL)
    assert wait_for_end(family) == []
    if how != "kill":
        assert list(tmp_path.iterdir()) == []
    manager.cleanup_resources()


@pytest.mark.parametrize(
    ("content", "expected"),
    [(None, "does not exist|cannot be read|no such file"), ("{", "JSON|json"), ('{"transport": "tcp"}', "missing|ip|key")],
)
def test_a_bad_connection_file_is_one_clear_error(tmp_path, content, expected):
    path = tmp_path / "connection.json"
    if content is not None:
        path.write_text(content)
        path.chmod(0o600)
    answer = run("kernel", "--connection-file", str(path))
    assert answer.returncode != 0
    assert re.search(expected, answer.stderr, re.IGNORECASE), answer.stderr
    assert str(path) in answer.stderr
