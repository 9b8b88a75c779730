"""What no cell should do, and what no machine should: a clear error, and the session goes on."""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

import pytest
from conftest import LIMIT, Notebook
from jupyter_client.manager import KernelManager
from test_compilation import pid_of
from test_program import children, wait_for_end


@pytest.fixture
def kernels(tmp_path):
    """Makes kernels that see this environment, started by this command line, and ends them."""
    made = []

    def make(environment=None, wrapper=(), transport="tcp"):
        manager = KernelManager(kernel_name="cuaderno", transport=transport)
        if transport == "ipc":
            manager.ip = str(tmp_path / "socket")
        manager.kernel_spec.argv = [*wrapper, *manager.kernel_spec.argv]
        manager.start_kernel(env={**os.environ, **(environment or {})})
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=LIMIT)
        made.append((manager, client))
        return Notebook(manager, client)

    yield make
    for manager, client in made:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


FORK = 'import Foundation\ntypealias Fork = @convention(c) () -> Int32\nlet fork = unsafeBitCast(dlsym(nil, "fork")!, to: Fork.self)\n'

# A cell, what its error says (a regular expression), and its result.
ODD = {
    "a megabyte of text": ('let text = "' + "x" * (1 << 20) + '"\ntext.count', None, "1048576"),
    "a megabyte of comments": (("// " + "comment " * 9 + "\n") * 14_000 + "1 + 1", None, "2"),
    "10,000 brackets": ("let deep = " + "[" * 10_000 + "]" * 10_000, "nested", None),
    "25 brackets": ("let deep = " + "[" * 25 + "]" * 25, "In.*:1: more than 16", None),
    "10,000 braces": ("{" * 10_000, "nest|compiler|too|expected", None),
    "10,000 parentheses": ("(" * 10_000 + "1" + ")" * 10_000, "nest|compiler|too", None),
    "10,000 brackets in a command": ("%network net " + "dense(" * 10_000, "", None),
    "a NUL byte": ("let nul = 1\0\nnul", None, "1"),
    "only a NUL byte": ("\0", None, None),
    "a NUL byte in a text": ('"a\0b".count', None, "3"),
    "a replacement character": ("let \ufffd = 1", "invalid|character|expected", None),
    "noncharacters": ("let x\ufdd0y\uffff = 1", "invalid|character|expected", None),
    "a lone surrogate": ('let s = "\ud800"\ns.unicodeScalars.count', None, "1"),
    "marks of direction": ('"\u202e\u2066 \U0001f468\u200d\U0001f469".isEmpty', None, "false"),
    "carriage returns": ("let r = 1\r\nr + 1\r\n", None, "2"),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_source(notebook, name):
    code, error, result = ODD[name]
    # The client's own packer refuses half a character; others send it.
    notebook.client.session.pack = lambda message: json.dumps(message, default=str).encode()
    notebook.run("var whole = 40")
    run = notebook.run(code, ok=None)
    assert (run.error is None) == (error is None), run.traceback
    assert run.result == result
    if error is not None:
        assert re.search(error, run.traceback), run.traceback
    assert notebook.run("whole + 2").result == "42"


# A cell, what its error says, and what is printed.
HOSTILE = {
    "closes descriptors": ("import Glibc\nfor n: Int32 in 0...9 { close(n) }", None),
    "opens all descriptors": ('import Glibc\nwhile open("/dev/null", O_RDONLY) >= 0 {}', None),
    "resets signal handlers": (
        "import Glibc\nfor n: Int32 in 1...31 { signal(n, SIG_DFL) }\nvar all = sigset_t()\nsigfillset(&all)\n"
        'pthread_sigmask(SIG_SETMASK, &all, nil)\nlet none: [Int] = []\nprint(none[Int("3")!])',
        "Index out of range",
    ),
    "stops itself": ("import Glibc\nkill(getpid(), SIGSTOP)\nwhile true {}", "SIGSTOP"),
    "forks": (FORK + "let child = fork()\nif child == 0 { while true { sleep(1) } }", None),
    "forks and returns": (FORK + "let child = fork()", None),
    "forks and crashes": (FORK + "let child = fork()\nif child == 0 { fatalError() }", None),
    "forks and exits": (FORK + "let child = fork()\nif child == 0 { exit(0) }", None),
    "starts 1,000 threads": ("import Foundation\nfor _ in 0..<1_000 { Thread { sleep(1_000) }.start() }", None),
    "changes its folder": ('import Glibc\nchdir("/")\nprint(1)', None),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_cell(notebook, name):
    code, error = HOSTILE[name]
    notebook.run("var whole = 40")
    worker = pid_of(notebook, "cuaderno-worker")
    run = notebook.run(code, ok=None)
    assert (run.error is None) == (error is None), run.traceback
    if error is not None:
        assert error in run.traceback
    again = notebook.run('print("still here")\nlet more = await Task.detached { whole + 2 }.value\nmore')
    assert again.result == "42" and again.stream() == "still here\n"
    assert pid_of(notebook, "cuaderno-worker") == worker, "the worker was replaced"


def test_a_folder_without_room(kernels, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    # A file system of its own, seen by this kernel alone.
    mounting = f'mount -t tmpfs -o size=12m tmpfs "{disk}" && exec "$@"'
    wrapper = ["unshare", "--mount", "--map-root-user", "sh", "-c", mounting, "sh"]
    if subprocess.run([*wrapper, "true"], capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    notebook = kernels({"TMPDIR": str(disk)}, wrapper)
    notebook.run("var whole = 40")
    notebook.run(
        f'import Glibc\nlet big = open("{disk}/big", O_CREAT | O_WRONLY, 0o600)\nlet zeros = [UInt8](repeating: 0, count: 1 << 20)\n'
        "while write(big, zeros, zeros.count) > 0 {}\nwhile write(big, zeros, 1) > 0 {}\nclose(big)"
    )
    # The compiler that waits has its room already.
    runs = [notebook.run(f"let next{number} = whole + {number}", ok=None) for number in range(4)]
    errors = [run for run in runs if run.error]
    assert errors
    for run in errors:
        assert re.search("disk|space", run.traceback), run.traceback
    assert "%train" in notebook.run("%help").stream()
    pid = notebook.manager.provisioner.process.pid
    os.unlink(f"/proc/{pid}/root{disk}/big")
    assert notebook.run("whole + 2").result == "42"


def toolchain(folder):
    """The toolchain by another way: programs that call its programs, which can be taken away."""
    real = pathlib.Path(shutil.which("swiftc") or "/opt/swift/usr/bin/swiftc").resolve().parents[1]
    (folder / "bin").mkdir(parents=True)
    (folder / "lib").symlink_to(real / "lib")
    for name in ["swiftc", "swift-frontend", "llvm-symbolizer"]:
        script = folder / "bin" / name
        script.write_text(f'#!/bin/sh\nexec "{real}/bin/{name}" "$@"\n')
        script.chmod(0o755)
    return folder / "bin" / "swift-frontend"


def vanish(frontend):
    frontend.unlink()


def change(frontend):
    frontend.write_text("#!/bin/sh\necho 'error: unknown argument' >&2\nexit 1\n")


@pytest.mark.parametrize("spoil", [vanish, change])
def test_a_toolchain_that_is_taken_away(kernels, tmp_path, spoil):
    frontend = toolchain(tmp_path / "usr")
    notebook = kernels({"CUADERNO_TOOLCHAIN": str(tmp_path / "usr")})
    notebook.run("var whole = 40")
    kept = frontend.read_text()
    spoil(frontend)
    # The compilers that wait are there already.
    runs = [notebook.run(f"let next{number} = whole + {number}", ok=None) for number in range(4)]
    errors = [run for run in runs if run.error]
    assert errors
    for run in errors:
        assert "swift-frontend" in run.traceback and re.search("toolchain|compiler", run.traceback), run.traceback
    assert "%train" in notebook.run("%help").stream()
    frontend.write_text(kept)
    frontend.chmod(0o755)
    assert notebook.run("whole + 2").result == "42"


ENDS = {
    "shutdown": lambda notebook, pid: notebook.manager.shutdown_kernel(now=False),
    "SIGTERM": lambda notebook, pid: os.kill(pid, signal.SIGTERM),
    "SIGHUP": lambda notebook, pid: os.kill(pid, signal.SIGHUP),
    "SIGKILL": lambda notebook, pid: os.kill(pid, signal.SIGKILL),
    "SIGSEGV": lambda notebook, pid: os.kill(pid, signal.SIGSEGV),
    "SIGINT and SIGTERM": lambda notebook, pid: (os.kill(pid, signal.SIGINT), os.kill(pid, signal.SIGTERM)),
}
BUSY = {"idle": None, "running": "while true {}", "compiling": "\n".join(f'let c{n} = [{n}: "{n}"]' for n in range(2000))}


@pytest.mark.parametrize("busy", BUSY)
@pytest.mark.parametrize("end", ENDS)
def test_nothing_is_left_of_a_kernel(kernels, tmp_path, end, busy):
    folder = tmp_path / "tmp"
    folder.mkdir()
    # Swift's backtracer returns to the place of a fault and lets it happen again, which a signal that was sent does not.
    notebook = kernels({"TMPDIR": str(folder), "SWIFT_BACKTRACE": "enable=no"}, transport="ipc")
    notebook.run(FORK + "if fork() == 0 { while true { sleep(1) } }")
    pid = notebook.manager.provisioner.process.pid
    if BUSY[busy]:
        notebook.start(BUSY[busy])
        time.sleep(0.7)
    family = [pid, *children(pid)]
    family += [child for parent in family[1:] for child in children(parent)]
    assert len(list(tmp_path.glob("socket*"))) >= 5 and list(folder.iterdir())
    ENDS[end](notebook, pid)
    assert wait_for_end(family) == []
    deadline = time.monotonic() + LIMIT
    left = [folder]
    while left and time.monotonic() < deadline:
        try:
            left = [*folder.rglob("*"), *tmp_path.glob("socket*")]
        except FileNotFoundError:  # it went while it was looked at
            continue
        time.sleep(0.05)
    assert left == []


def test_what_a_killed_kernel_and_worker_left_is_removed_by_the_next(kernels, tmp_path):
    first = kernels({"TMPDIR": str(tmp_path)})
    first.run("1")
    living = kernels({"TMPDIR": str(tmp_path)})
    living.run("var whole = 40")
    folders = set(tmp_path.glob("cuaderno-*"))
    pid = first.manager.provisioner.process.pid
    own = {path for path in folders if path.name.startswith(f"cuaderno-{pid}-")}
    assert len(own) == 1 and len(folders) == 2
    for one in [pid, *children(pid)]:
        os.kill(one, signal.SIGKILL)
    third = kernels({"TMPDIR": str(tmp_path)})
    third.run("1")
    deadline = time.monotonic() + LIMIT
    while own & set(tmp_path.glob("cuaderno-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    left = set(tmp_path.glob("cuaderno-*"))
    assert not own & left and folders - own <= left
    assert living.run("whole + 2").result == "42"
