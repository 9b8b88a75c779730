"""MNIST through the kernel: no network, a wrong file, and an interrupt in the middle of a download."""

import http.server
import threading
import time

import pytest

LABELS = 4542  # bytes of t10k-labels-idx1-ubyte.gz, the file that is fetched first


class Mirror(http.server.BaseHTTPRequestHandler):
    """Gives zeros for the first file: at once, or so slowly that it never ends."""

    def do_GET(self):
        try:
            self.send_response(200)
            self.send_header("Content-Length", str(LABELS))
            self.end_headers()
            if self.path.startswith("/slow"):
                for _ in range(600):
                    self.wfile.write(b"\0" * 5)
                    self.server.pieces += 1
                    time.sleep(0.1)
            self.wfile.write(b"\0" * LABELS)
        except OSError:
            self.server.broken.set()

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def mirror():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    server.broken = threading.Event()
    server.pieces = 0
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()


def use(notebook, address):
    notebook.run(f"%env CUADERNO_DATASETS_URL={address}")


@pytest.mark.parametrize("name", ["mnist", "fashionMNIST"])
def test_no_network_is_an_error_that_says_what_to_do(notebook, tmp_path, name):
    use(notebook, "http://127.0.0.1:1")
    folder = tmp_path / "kept"
    told = notebook.run(f"%data {name} {folder}", ok=False).traceback
    assert "t10k-labels-idx1-ubyte.gz is not in" in told and str(folder) in told
    assert "http://127.0.0.1:1/" in told and "put train-images-idx3-ubyte.gz" in told
    swift = notebook.run(f'let ({name}, {name}Test) = try Dataset.{name}(folder: "{folder}")', ok=False).traceback
    assert "could not be fetched" in swift
    assert not folder.exists()
    assert notebook.run("1 + 1").result == "2"


def test_a_wrong_file_is_refused(notebook, mirror, tmp_path):
    use(notebook, f"http://127.0.0.1:{mirror.server_port}")
    folder = tmp_path / "kept"
    folder.mkdir()
    # Put there by hand, and cut off.
    (folder / "t10k-labels-idx1-ubyte.gz").write_bytes(b"\x1f\x8b")
    told = notebook.run(f"%data mnist {folder}", ok=False).traceback
    assert "it has 2 bytes instead of 4542, so it was cut off" in told
    assert "the SHA-256 checksum is" in told and "expected f7ae60f9" in told
    assert [file.name for file in folder.iterdir()] == ["t10k-labels-idx1-ubyte.gz"]


def test_progress_is_shown_and_an_interrupt_ends_a_download(notebook, mirror, tmp_path):
    use(notebook, f"http://127.0.0.1:{mirror.server_port}/slow")
    request = notebook.start(f"%data mnist {tmp_path}")
    message = None
    while message is None or message["msg_type"] != "stream":
        message = notebook.client.get_iopub_msg(timeout=60)
    assert "mnist: t10k-labels-idx1-ubyte.gz, 0 KB of 5 KB" in message["content"]["text"]
    notebook.interrupt()
    run = notebook.finish(request)
    assert "nterrupt" in run.traceback
    assert list(tmp_path.iterdir()) == []
    assert mirror.broken.wait(timeout=60), "curl is ended, too"
    assert notebook.run("1 + 1").result == "2"
