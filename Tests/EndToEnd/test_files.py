"""Networks and data in files, through the kernel: a disk that becomes full, a kill in the middle, and Python reading the same."""

import json
import struct

MODEL = "let saved = try Sequential(inputShape: [64], layers: [Dense(64), Dense(8)], seed: %d)"


def head(path):
    """The head of a .safetensors file, and whether the file is as long as it says."""
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    entries = json.loads(content[8 : 8 + length])
    end = max(value["data_offsets"][1] for name, value in entries.items() if name != "__metadata__")
    return entries, len(content) == 8 + length + end


def test_a_full_disk_leaves_the_old_file(notebook, tmp_path):
    path = tmp_path / "m.safetensors"
    notebook.run(f'{MODEL % 1}\ntry saved.save("{path}")')
    before = path.read_bytes()
    # A limit on files' sizes stops a write in the middle, as a full disk does.
    limit = """
import Glibc
func limitFiles(_ bytes: UInt) {
    signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(1), &limit)
    limit.rlim_cur = bytes == 0 ? limit.rlim_max : bytes
    setrlimit(__rlimit_resource_t(1), &limit)
}
"""
    notebook.run(limit)
    run = notebook.run(
        f'{MODEL % 2}\nlimitFiles(8192)\ndefer {{ limitFiles(0) }}\ndo {{ try saved.save("{path}") }} catch {{ print(error) }}'
    )
    notebook.run("limitFiles(0)")
    assert "Cannot write" in run.stream() and "File too large" in run.stream()
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["m.safetensors"]


def test_a_kill_while_saving_leaves_a_whole_file(notebook, tmp_path):
    path = tmp_path / "m.safetensors"
    notebook.run(f'{MODEL % 1}\ntry saved.save("{path}")')
    # Another thread kills the worker while the cell saves again and again.
    run = notebook.run(
        f"""
import Glibc
let big = try Sequential(inputShape: [512], layers: [Dense(1024), Dense(512)], seed: 3)
var thread = pthread_t()
pthread_create(&thread, nil, {{ _ in usleep(300_000); kill(getpid(), SIGKILL); return nil }}, nil)
while true {{ try big.save("{path}") }}
""",
        ok=False,
    )
    assert run.error is not None
    entries, is_whole = head(path)
    assert is_whole and "cuaderno.architecture" in entries["__metadata__"]
    again = notebook.run(f'try Model.load("{path}").parameterCount')
    assert int(again.result) == 512 * 1024 + 1024 + 1024 * 512 + 512


def test_python_reads_what_is_written(notebook, tmp_path):
    path = tmp_path / "m.safetensors"
    notebook.run(f'%network small dense(3, relu) dense(2, softmax) --input 4 --seed 5\n%save small {path}')
    entries, is_whole = head(path)
    assert is_whole
    assert entries["0.weight"]["shape"] == [3, 4] and entries["1.bias"]["shape"] == [2]
    assert entries["__metadata__"]["cuaderno.architecture"].splitlines()[2] == "layer Dense(3, activation: .relu)"
