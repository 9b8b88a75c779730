"""The `cuaderno` program, and what a kernel leaves behind."""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest
from jupyter_client.connect import write_connection_file
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


@pytest.mark.parametrize("command", [[], ["install"], ["kernel"], ["run"], ["export"], ["doctor"]])
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


def environment_of_python(folder):
    """A Python environment that has the Jupyter of this one, but not its kernels."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    site = next((folder / "lib").glob("python*")) / "site-packages"
    (site / "jupyter.pth").write_text("\n".join(path for path in sys.path if path.endswith("site-packages")))
    jupyter = folder / "bin" / "jupyter"
    jupyter.write_text(f"#!{folder}/bin/python\nfrom jupyter_core.command import main\nmain()\n")
    jupyter.chmod(0o755)
    return folder


def private(tmp_path, **more):
    """A home of its own, and what the toolchain needs."""
    (tmp_path / "home").mkdir(exist_ok=True)
    own = {"HOME": str(tmp_path / "home"), "XDG_DATA_HOME": "", "JUPYTER_DATA_DIR": str(tmp_path / "home/jupyter")}
    return {**own, "CUADERNO_CACHE": os.environ.get("CUADERNO_CACHE", str(pathlib.Path.home() / ".cache/cuaderno")), **more}


def complaint(answer, check):
    """What the doctor says of a check that failed, and what to type."""
    assert answer.returncode == 1, answer.stdout + answer.stderr
    found = re.search(rf"WRONG   {check}: (.*)\n        -> (.*)", answer.stdout)
    assert found, answer.stdout
    return found[1], found[2]


def test_doctor_finds_no_kernelspec(tmp_path):
    python = environment_of_python(tmp_path / "python")
    problem, remedy = complaint(run("doctor", "--prefix", str(python), **private(tmp_path)), "kernelspec")
    assert "no kernelspec in" in problem and str(python) in problem
    assert f"{program()} install" in remedy


def test_doctor_finds_a_kernelspec_that_this_jupyter_does_not_see(tmp_path):
    python = environment_of_python(tmp_path / "python")
    other = private(tmp_path, JUPYTER_DATA_DIR=str(tmp_path / "elsewhere"))
    assert run("install", **other).returncode == 0
    # This Jupyter has a folder of the user's of its own; the doctor is asked from a shell that has not.
    wrapper = python / "bin" / "jupyter"
    wrapper.write_text(wrapper.read_text().replace(
        "from jupyter_core", f"import os\nos.environ['JUPYTER_DATA_DIR'] = '{tmp_path}/home/jupyter'\nfrom jupyter_core"))
    answer = run("doctor", PATH=f"{python}/bin:{os.environ['PATH']}", **other)
    problem, remedy = complaint(answer, "kernelspec")
    assert "does not see the kernelspec" in problem and str(tmp_path / "elsewhere") in problem
    assert remedy == f"run `{program()} install --prefix {python}`"
    # What it says to type mends it.
    assert run("install", "--prefix", str(python), **other).returncode == 0
    assert run("doctor", PATH=f"{python}/bin:{os.environ['PATH']}", **other).returncode == 0


def test_doctor_finds_a_kernelspec_of_another_program(tmp_path):
    python = environment_of_python(tmp_path / "python")
    assert run("install", "--prefix", str(python), **private(tmp_path)).returncode == 0
    file = python / "share/jupyter/kernels/cuaderno/kernel.json"
    file.write_text(file.read_text().replace(program(), "/gone/cuaderno"))
    problem, remedy = complaint(run("doctor", "--prefix", str(python), **private(tmp_path)), "kernelspec")
    assert "starts another program" in problem
    assert f"install --prefix {python}" in remedy


def copied_installation(folder):
    """The parts of the installation in another folder: the program itself, and links to what it needs."""
    folder.mkdir(parents=True)
    original = pathlib.Path(program()).parent
    shutil.copy2(program(), folder / "cuaderno")
    for part in original.iterdir():
        if part.name in ["cuaderno-worker", "cuaderno-sourcekit", "libCuaderno.so", "Modules"] or part.suffix == ".resources":
            (folder / part.name).symlink_to(part)
    return folder


def doctor_of(folder, **environment):
    return subprocess.run(
        [folder / "cuaderno", "doctor"], capture_output=True, text=True, timeout=LIMIT, env={**os.environ, **environment})


def test_doctor_finds_a_missing_library(tmp_path):
    folder = copied_installation(tmp_path / "build")
    library = folder / "libCuaderno.so"
    original = library.resolve().read_bytes()
    name = re.search(rb"libopenblas\.so\.\d+", original)[0]
    library.unlink()
    library.write_bytes(original.replace(name, name[:-1] + b"9"))
    problem, remedy = complaint(doctor_of(folder), "worker and libraries")
    assert re.fullmatch(r"the library libopenblas\.so\.9 is missing", problem)
    assert remedy == "sudo apt-get install libopenblas-dev"


@pytest.mark.parametrize("part", ["cuaderno-worker", "libCuaderno.so", "Modules"])
def test_doctor_finds_a_missing_part(tmp_path, part):
    folder = copied_installation(tmp_path / "build")
    (folder / part).unlink()
    problem, remedy = complaint(doctor_of(folder), "installation")
    assert part in problem and "swift build -c release" in remedy


def test_doctor_finds_a_stale_build(tmp_path):
    checkout = tmp_path / "checkout"
    folder = copied_installation(checkout / ".build" / "release")
    (checkout / "Package.swift").write_text("// swift-tools-version: 6.2\n")
    source = checkout / "Sources" / "cuaderno" / "Cuaderno.swift"
    source.parent.mkdir(parents=True)
    source.write_text("// newer than the build\n")
    later = time.time() + 60
    os.utime(source, (later, later))
    problem, remedy = complaint(doctor_of(folder), "installation")
    assert problem == "the build is stale: Sources/cuaderno/Cuaderno.swift was changed after it"
    assert f"`swift build -c release` in {checkout}" in remedy
    os.utime(source, (0, 0))
    assert "ok      installation" in doctor_of(folder).stdout


@pytest.mark.parametrize(
    ("variable", "check", "remedy"),
    [("TMPDIR", "folder for cells", "export TMPDIR=DIR"), ("CUADERNO_CACHE", "folder for the compiler's cache", "CUADERNO_CACHE=DIR")],
)
def test_doctor_finds_folders_that_cannot_be_written(tmp_path, variable, check, remedy):
    # Root may write everywhere, but not into a file.
    (tmp_path / "file").write_text("")
    problem, found = complaint(run("doctor", **{variable: str(tmp_path / "file" / "folder")}), check)
    assert "cannot be written" in problem and remedy in found


def test_doctor_without_jupyter(tmp_path):
    swift = pathlib.Path(shutil.which("swiftc")).parent
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "ld.bfd").symlink_to(shutil.which("ld.bfd"))
    environment = private(tmp_path, PATH=f"{swift}:{tools}")
    assert run("install", **environment).returncode == 0
    problem, remedy = complaint(run("doctor", **environment), "kernelspec")
    assert "no `jupyter` on PATH" in problem and "activate" in remedy


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


def test_a_signal_while_the_kernel_starts_ends_it_without_a_word(tmp_path):
    """Meanwhile the compiler is asked for its version, and the worker and the first frontends start."""
    for step in range(40):
        path, _ = write_connection_file(str(tmp_path / f"connection{step}.json"))
        kernel = subprocess.Popen(
            [program(), "kernel", "--connection-file", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(0.01 * step)
        kernel.terminate()
        out, errors = kernel.communicate(timeout=LIMIT)
        assert (out, errors) == (b"", b""), step


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
