"""A Jupyter server of its own for a test: its port, its log, and its end."""

import contextlib
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request

from conftest import ENVIRONMENT, LIMIT, PROGRAMS


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def own_folders(folder):
    """Settings, sessions and connection files of a test's own, so that nothing of the user's takes part."""
    names = {
        "JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "runtime", "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces", "IPYTHONDIR": "ipython",
    }
    # JupyterLab would ask whether it may fetch news, over the notebook.
    quiet = folder / "settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    quiet.parent.mkdir(parents=True, exist_ok=True)
    quiet.write_text('{"fetchNews": "false", "checkForUpdates": false}')
    return {name: str(folder / ending) for name, ending in names.items()}


@contextlib.contextmanager
def running(arguments, url, folder, environment=None):
    """Starts a program of this environment, and waits for its page.

    Yields the process; ends it, and with it what it started, afterwards.
    """
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [PROGRAMS / arguments[0], *map(str, arguments[1:])], cwd=folder, stdout=log, stderr=subprocess.STDOUT,
            env={**ENVIRONMENT, **own_folders(folder), **(environment or {})})
    try:
        wait_for(url, server, folder / "server.log")
        yield server
    finally:
        server.terminate()
        server.wait(timeout=LIMIT)


def wait_for(url, server, log):
    deadline = time.monotonic() + LIMIT
    while True:
        try:
            with urllib.request.urlopen(url, timeout=LIMIT) as answer:
                return answer.read().decode()
        except OSError as error:
            assert server.poll() is None and time.monotonic() < deadline, f"{url}: {error}\n{log.read_text()[-3000:]}"
            time.sleep(0.1)


def options(port, folder):
    """What every server of Jupyter's takes: this port, this folder, no token."""
    root = ["--allow-root"] if os.getuid() == 0 else []
    return [
        "--no-browser", f"--port={port}", "--IdentityProvider.token=", "--ServerApp.password=",
        f"--ServerApp.root_dir={folder}", "--ServerApp.port_retries=0", *root,
    ]
