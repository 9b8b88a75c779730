"""Voilà: a notebook as a page, with the outputs and without the code."""

import socket
import subprocess
import time
import urllib.request

from conftest import ENVIRONMENT, LIMIT, PROGRAMS


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def page(port, server):
    deadline = time.monotonic() + LIMIT
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=LIMIT) as answer:
                return answer.read().decode()
        except OSError:
            assert server.poll() is None and time.monotonic() < deadline, "no server"
            time.sleep(0.1)


def test_a_page(make_notebook, tmp_path):
    source = make_notebook(
        'let secretOfTheSource = 41\nprint("the answer is \\(secretOfTheSource + 1)")', "%data xor\n%plot data xor")
    port = free_port()
    log = (tmp_path / "log").open("w")
    server = subprocess.Popen(
        [PROGRAMS / "voila", source, "--no-browser", f"--port={port}"], env=ENVIRONMENT, stdout=log,
        stderr=subprocess.STDOUT)
    try:
        html = page(port, server)
    finally:
        server.terminate()
        server.wait(timeout=LIMIT)
    assert "the answer is 42" in html
    assert "<svg" in html
    assert "secretOfTheSource" not in html, "Voilà leaves the code out"
