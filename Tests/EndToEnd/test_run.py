"""`cuaderno run` and `cuaderno export`: notebooks without Jupyter, and `%export` within it."""

import base64
import json
import os
import pathlib
import pty
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest
from conftest import LIMIT
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient

FOLDER = pathlib.Path(__file__).parents[2] / "notebooks"


def program():
    return KernelSpecManager().get_kernel_spec("cuaderno").argv[0]


def run(*arguments, cwd=None, **environment):
    return subprocess.run(
        [program(), *map(str, arguments)], capture_output=True, text=True, timeout=LIMIT * 2, cwd=cwd,
        env={**os.environ, **environment})


def code(source, *tags):
    return nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)} if tags else {})


def write(path, *cells, **metadata):
    cells = [cell if not isinstance(cell, str) else code(cell) for cell in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), path)
    return path


def read(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return notebook


def text(cell):
    return "".join(output.get("text", output.get("data", {}).get("text/plain", "")) for output in cell.outputs)


def test_it_does_what_nbclient_does(tmp_path):
    source = write(
        tmp_path / "n.ipynb", nbformat.v4.new_markdown_cell("# Título\n\n$x^2$"),
        'print("a"); print("b")\nlet n = 3\nn + 1',
        "%data moons --samples 40 --seed 1\n%plot data moons", "  \n",
        'for i in 1...3 { print("\\r\\(i)", terminator: "") }\nprint()',
        'let handle = display(.text("first"))\nhandle.update(.text("last"))',
        'print("gone")\nclearOutput(wait: true)\nprint("stays")', code("fatalError()", "skip-execution"),
        'display(.markdown("**m**")); display(.json(["a": 1]))')
    answer = run("run", source, "--output", tmp_path / "mine.ipynb")
    assert answer.returncode == 0, answer.stderr
    mine = read(tmp_path / "mine.ipynb")
    other = nbformat.read(source, as_version=4)
    NotebookClient(
        other, kernel_name="cuaderno", timeout=LIMIT, coalesce_streams=True, store_widget_state=False,
        resources={"metadata": {"path": str(tmp_path)}}).execute()
    for ours, theirs in zip(mine.cells, other.cells, strict=True):
        assert ours.cell_type == theirs.cell_type and ours.source == theirs.source
        if ours.cell_type != "code":
            continue
        assert ours.execution_count == theirs.execution_count
        assert [output.output_type for output in ours.outputs] == [output.output_type for output in theirs.outputs]
        assert text(ours) == text(theirs)
        for a, b in zip(ours.outputs, theirs.outputs, strict=True):
            assert a.get("data", {}).keys() == b.get("data", {}).keys()
    assert mine.metadata.language_info == other.metadata.language_info
    assert mine.metadata.kernelspec.name == "cuaderno"
    assert (tmp_path / "mine.ipynb").read_text() == nbformat.writes(mine) + "\n", "byte for byte nbformat's form"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("0[23]*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_of_the_course(path, tmp_path):
    answer = run("run", path, "--html", tmp_path / "p/page.html", "--svg-dir", tmp_path / "pictures", "-q")
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == ""
    page = (tmp_path / "p/page.html").read_text()
    pictures = sorted((tmp_path / "pictures").glob("*.*g"))
    assert len(pictures) >= 5
    assert pictures[0].name == f"{path.stem}-01.svg"
    assert all(picture.read_text().startswith("<svg") for picture in pictures)
    assert page.count('<div class="picture"><img src="data:image/svg+xml,') == len(pictures)
    assert page.count("<math") > 5 and '="tex-source"' not in page and '="math-source"' not in page
    assert "font/woff2;base64" in page
    for foreign in ["<script", "<link", 'src="http', "url(http"]:
        assert foreign not in page


def test_parameters(tmp_path):
    source = write(
        tmp_path / "n.ipynb", code('var epochs = 1\nlet rate = 0.5\nlet name = "x"', "parameters"),
        'print(epochs + 1, rate * 2, name + "!")')
    answer = run(
        "run", source, "-p", "epochs=41", "-p", "rate=3", "-p", "name=hola", "-p", "nam=1", "-o", tmp_path / "out.ipynb")
    assert answer.returncode == 0, answer.stderr
    assert "no parameter nam. Did you mean name?" in answer.stderr
    cells = read(tmp_path / "out.ipynb").cells
    assert cells[1].metadata.tags == ["injected-parameters"]
    assert text(cells[2]) == "42 6.0 hola!\n"
    again = run("run", tmp_path / "out.ipynb", "-p", "epochs=1", "-o", tmp_path / "out.ipynb")
    assert again.returncode == 0
    cells = read(tmp_path / "out.ipynb").cells
    assert len(cells) == 3 and text(cells[2]) == "2 1.0 x!\n"


def test_a_failing_cell_ends_the_run_and_is_exported(tmp_path):
    source = write(tmp_path / "n.ipynb", "let a = [1]", nbformat.v4.new_markdown_cell("x"), "a[3]", 'print("never")')
    notebook = read(source)
    notebook.cells[3].outputs = [nbformat.v4.new_output("stream", text="old")]
    nbformat.write(notebook, source)
    before = source.read_text()
    answer = run("run", source, "--html", tmp_path / "n.html", "-o", tmp_path / "out.ipynb", "--svg-dir", tmp_path)
    assert answer.returncode == 1
    assert "In[2] (cell 3 of the notebook) failed: Fatal error: Index out of range" in answer.stderr
    assert "Index out of range" in (tmp_path / "n.html").read_text()
    cells = read(tmp_path / "out.ipynb").cells
    assert cells[2].outputs[0].output_type == "error"
    assert cells[3].outputs == [] and cells[3].execution_count is None, "no output of an earlier run"
    assert run("run", source, "--in-place").returncode == 1
    assert source.read_text() == before, "a run that failed is not stored"
    allowed = run("run", source, "--allow-errors", "-o", tmp_path / "all.ipynb")
    assert allowed.returncode == 0 and "Index out of range" in allowed.stderr
    assert text(read(tmp_path / "all.ipynb").cells[3]) == "never\n"


def test_an_error_that_is_expected(tmp_path):
    source = write(tmp_path / "n.ipynb", code("[1][3]", "raises-exception"), 'print("after")')
    assert run("run", source, "--in-place").returncode == 0
    cells = read(source).cells
    assert cells[0].outputs[0].output_type == "error" and text(cells[1]) == "after\n"


BAD = {
    "{": "not JSON", "": "the file is empty", "[]": "no notebook", '{"nbformat": 3, "worksheets": []}': "nbformat 3",
    '{"nbformat": 4, "cells": [], "metadata": {"kernelspec": {"name": "python3", "language": "python"}}}': "python3",
}


@pytest.mark.parametrize("content", BAD)
def test_what_is_no_notebook_is_one_clear_error(tmp_path, content):
    path = tmp_path / "n.ipynb"
    path.write_text(content)
    answer = run("run", path, "--html", tmp_path / "x.html")
    assert answer.returncode == 1
    assert BAD[content] in answer.stderr and str(path) in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
    assert not (tmp_path / "x.html").exists()


def test_places_that_cannot_be_written_are_told_before_the_run(tmp_path):
    source = write(tmp_path / "n.ipynb", "!touch ran")
    for options in [["--html", source / "x.html"], ["--svg-dir", source], ["-o", tmp_path], ["--html", "/proc/x.html"]]:
        answer = run("run", source, *options)
        assert answer.returncode == 1 and answer.stderr.startswith("Error: "), answer.stderr
        assert len(answer.stderr.splitlines()) == 1
    assert not (tmp_path / "ran").exists()
    assert "there is no file" in run("run", tmp_path / "none.ipynb").stderr
    assert run("run", source, "-p", "x").returncode == 64
    assert run("run", source, "--timeout", "0").returncode == 64


def test_an_older_notebook_is_brought_up_to_date(tmp_path):
    path = tmp_path / "n.ipynb"
    path.write_text(json.dumps({
        "nbformat": 4, "nbformat_minor": 0, "metadata": {},
        "cells": [{"cell_type": "code", "metadata": {}, "source": ["1 +\n", "1"], "outputs": [], "execution_count": None}]}))
    assert run("run", path, "--in-place").returncode == 0
    notebook = read(path)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert text(notebook.cells[0]) == "2" and notebook.cells[0].id


def test_a_cell_that_takes_too_long(tmp_path):
    source = write(tmp_path / "n.ipynb", 'print("start")\nwhile true {}', "1")
    answer = run("run", source, "--timeout", "1", "-o", tmp_path / "out.ipynb")
    assert answer.returncode == 1
    assert "In[1] (cell 1 of the notebook) failed: it took longer than 1 sec" in answer.stderr
    outputs = read(tmp_path / "out.ipynb").cells[0].outputs
    assert outputs[0].text == "start\n" and outputs[1].ename == "Interrupted"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_and_what_there_is_is_written(tmp_path, number):
    source = write(tmp_path / "n.ipynb", 'print("one")', "!touch running\nwhile true {}", 'print("three")')
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    process = subprocess.Popen(
        [program(), "run", source, "-o", tmp_path / "out.ipynb"], stderr=subprocess.PIPE, text=True,
        env={**os.environ, "TMPDIR": str(scratch)})
    deadline = time.monotonic() + LIMIT
    while not (tmp_path / "running").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(number)
    error = process.communicate(timeout=LIMIT)[1]
    assert process.returncode == 130, error
    assert "Stopped" in error
    cells = read(tmp_path / "out.ipynb").cells
    assert text(cells[0]) == "one\n" and cells[1].outputs[-1].ename == "Interrupted" and cells[2].outputs == []
    assert list(scratch.iterdir()) == [], "nothing is left behind"


def test_the_bar_in_a_terminal(tmp_path):
    source = write(tmp_path / "n.ipynb", "let a = 1", "a + 1")
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [program(), "run", source], stdout=subprocess.DEVNULL, stderr=slave, env={**os.environ, "TERM": "xterm"})
    os.close(slave)
    shown = b""
    while True:
        try:
            piece = os.read(master, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    assert process.wait(timeout=LIMIT) == 0
    assert "░" in shown.decode() and "1/2  In[2]" in shown.decode() and "2 cells in" in shown.decode()


def test_export_shows_what_is_stored(tmp_path):
    source = write(tmp_path / "n.ipynb", nbformat.v4.new_markdown_cell("# T\n\n![p](p.png) ![gone](gone.png)"), "fatalError()")
    notebook = read(source)
    png = base64.b64encode(b"png").decode()
    notebook.cells[1].outputs = [nbformat.v4.new_output("display_data", data={"image/png": png})]
    nbformat.write(notebook, source)
    (tmp_path / "p.png").write_bytes(b"other")
    answer = run("export", source, cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert "HTML page          n.html" in answer.stdout
    assert "without the picture gone.png" in answer.stdout
    page = (tmp_path / "n.html").read_text()
    assert f"base64,{png}" in page and base64.b64encode(b"other").decode() in page and "<title>T</title>" in page
    assert run("export", source, "--svg-dir", tmp_path / "s").returncode == 0
    assert (tmp_path / "s/n-01.png").read_bytes() == b"png"


def test_pictures_of_a_longer_run_before_do_not_stay(tmp_path):
    svg = "<svg xmlns='http://www.w3.org/2000/svg'><desc>{}</desc></svg>"
    show = [f'display(.svg("{svg.format(number)}"));' for number in range(3)]
    source, folder = tmp_path / "lab.ipynb", tmp_path / "pictures"
    folder.mkdir()
    # Files that the run did not write: they have its pictures' names, or another notebook's.
    for name in ["lab-07.png", "lab-01-01.svg", "lab.svg", "notes.txt"]:
        (folder / name).write_text("mine")
    write(source, *show)
    assert run("run", source, "--svg-dir", folder).returncode == 0
    assert {path.name for path in folder.glob("lab-0?.svg")} == {"lab-01.svg", "lab-02.svg", "lab-03.svg"}
    (folder / "lab-02.svg").write_text("edited")
    write(source, show[0])
    answer = run("run", source, "--svg-dir", folder)
    assert "Removed" in answer.stdout and "lab-03.svg" in answer.stdout
    names = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    assert names == {"lab-01.svg", "lab-02.svg", "lab-07.png", "lab-01-01.svg", "lab.svg", "notes.txt"}
    assert (folder / "lab-02.svg").read_text() == "edited", "changed since, so it is the user's"
    # A record that was tampered with does not lead out of the folder.
    outside = tmp_path / "outside.svg"
    outside.write_text((folder / "lab-01.svg").read_text())
    record = folder / ".lab.pictures"
    record.write_text(record.read_text().replace("lab-01.svg", "../outside.svg"))
    write(source, "1")
    assert run("run", source, "--svg-dir", folder).returncode == 0
    assert outside.exists()


def test_notebooks_exported_together_link_to_each_other(tmp_path):
    markdown = nbformat.v4.new_markdown_cell
    course = tmp_path / "course"
    course.mkdir()
    write(course / "a.ipynb", markdown("# A\n\n[next](b.ipynb#Part) [gone](c.ipynb) [web](https://x.org/b.ipynb) [me](a.ipynb#A)"))
    write(course / "b.ipynb", markdown("# B\n\n[back](./a.ipynb) [bad](bad.ipynb)"))
    answer = run("export", course, "--html", tmp_path / "site")
    assert answer.returncode == 0, answer.stderr
    page = (tmp_path / "site/a.html").read_text()
    for link in ["b.html#Part", "c.ipynb", "https://x.org/b.ipynb", "a.html#A"]:
        assert f'href="{link}"' in page
    assert 'href="a.html"' in (tmp_path / "site/b.html").read_text()
    # One alone: the links to others stay as they are.
    assert run("export", course / "a.ipynb").returncode == 0
    assert 'href="b.ipynb#Part"' in (course / "a.html").read_text()
    # One that is broken does not keep the others from being exported.
    (course / "bad.ipynb").write_text("no JSON")
    answer = run("export", course, "--html", tmp_path / "other")
    assert answer.returncode == 1 and "bad.ipynb" in answer.stderr
    assert sorted(path.name for path in (tmp_path / "other").iterdir()) == ["a.html", "b.html"]
    assert 'href="bad.ipynb"' in (tmp_path / "other/b.html").read_text()
    answer = run("export", course / "a.ipynb", course / "b.ipynb", "--html", tmp_path / "x.html")
    assert answer.returncode != 0 and "name a folder" in answer.stderr
    (tmp_path / "second").mkdir()
    write(tmp_path / "second/a.ipynb", "1")
    answer = run("export", course / "a.ipynb", tmp_path / "second/a.ipynb", "--html", tmp_path / "z")
    assert answer.returncode == 1 and "would both be written" in answer.stderr
    assert "has no notebook" in run("export", tmp_path).stderr


def test_export_from_a_cell_without_a_file(notebook, tmp_path):
    notebook.run('print("shown here")')
    answer = notebook.run(f"%export {tmp_path}/page.html")
    assert "of this session" in answer.stream() and "prose is not known" in answer.stream()
    page = (tmp_path / "page.html").read_text()
    assert "shown here" in page and "%export" not in page
    notebook.run(f"%export {tmp_path}/session.ipynb")
    cells = read(tmp_path / "session.ipynb").cells
    assert any(text(cell) == "shown here\n" for cell in cells)
    failed = notebook.run(f"%export {tmp_path}/no-notebook.txt", ok=False)
    assert "Command error" in failed.error["ename"] or failed.error
    (tmp_path / "file").write_text("")
    blocked = notebook.run(f"%export {tmp_path}/file/x.html", ok=False)
    assert "cannot be made" in blocked.traceback


def test_export_with_the_notebooks_prose(tmp_path):
    source = write(
        tmp_path / "n.ipynb", nbformat.v4.new_markdown_cell("# La prosa"), 'print("fresh", 1 + 1)', "%export page.html")
    answer = run("run", source, "-o", tmp_path / "out.ipynb")
    assert answer.returncode == 0, answer.stderr
    assert "with the outputs of 1 cell of this session" in text(read(tmp_path / "out.ipynb").cells[2])
    page = (tmp_path / "page.html").read_text()
    assert "La prosa</h1>" in page and "fresh 2" in page and "%export" not in page
    same = write(tmp_path / "m.ipynb", "%export m.ipynb")
    answer = run("run", same)
    assert answer.returncode == 1 and "this is the notebook itself" in answer.stderr


def test_help_says_what_export_does(notebook):
    assert "notebook as it was last saved" in " ".join(notebook.run("%export --help").stream().split())


def free_port():
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def request(url, data=None):
    asked = urllib.request.Request(url, data=json.dumps(data).encode() if data else None)
    return json.load(urllib.request.urlopen(asked, timeout=LIMIT))


def test_export_under_jupyters_server_finds_the_notebook(tmp_path):
    (tmp_path / "folder").mkdir()
    write(tmp_path / "folder/n.ipynb", nbformat.v4.new_markdown_cell("# La prosa"), 'print("fresh")')
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyter_server", f"--port={port}", "--ServerApp.token=", "--ServerApp.disable_check_xsrf=True",
         "--ip=127.0.0.1", "--no-browser", "--allow-root", f"--ServerApp.root_dir={tmp_path}"],
        env={**os.environ, "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime")}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}/api"
        deadline = time.monotonic() + LIMIT
        while True:
            try:
                request(f"{url}/status")
                break
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.2)
        session = request(
            f"{url}/sessions",
            {"path": "folder/n.ipynb", "name": "n.ipynb", "type": "notebook", "kernel": {"name": "cuaderno"}})
        client = BlockingKernelClient(
            connection_file=str(tmp_path / f"runtime/kernel-{session['kernel']['id']}.json"))
        client.load_connection_file()
        client.start_channels()
        client.wait_for_ready(timeout=LIMIT)
        said = []
        for cell in ['print("fresh")', "let other = 1", "%export page.html"]:
            reply = client.execute_interactive(
                cell, timeout=LIMIT, output_hook=lambda message: said.append(message["content"].get("text", "")))
            assert reply["content"]["status"] == "ok", reply
        client.stop_channels()
        assert "n.ipynb as it was last saved, with the outputs of 1 cell" in "".join(said)
        assert "1 cell that ran is not in the file as saved" in "".join(said)
        page = (tmp_path / "folder/page.html").read_text()
        assert "La prosa</h1>" in page and ">fresh\n</pre>" in page
    finally:
        server.terminate()
        server.wait(timeout=LIMIT)
