"""The kernel's latencies and memory beside ipykernel, measured by a client on the same machine in one run.

Prints a table and appends JSON lines to Benchmarks/kernel-results.jsonl (`measure`, `kernel`, `value`, `unit`).
"""

import json
import pathlib
import statistics
import sys
import time

from jupyter_client.manager import KernelManager

ROUNDS = 50
KERNELS = {
    "cuaderno": {"line": "let x{n} = {n} + 1\nx{n}", "command": "%who", "loop": "while true {{ }}"},
    "python3": {"line": "x{n} = {n} + 1\nx{n}", "command": "%who", "loop": "while True: pass"},
}


def wait_idle(client, request, limit=120):
    """Reads IOPub until the request is idle."""
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        message = client.get_iopub_msg(timeout=limit)
        if message["parent_header"].get("msg_id") != request:
            continue
        if message["msg_type"] == "error":
            print("".join(message["content"]["traceback"]), file=sys.stderr)
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return
    raise TimeoutError(request)


def timed(client, code):
    """Milliseconds from execute_request to idle."""
    start = time.perf_counter()
    wait_idle(client, client.execute(code))
    took = (time.perf_counter() - start) * 1e3
    client.get_shell_msg(timeout=60)
    return took


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def tree(pid):
    """The process and its descendants."""
    found = [pid]
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += tree(int(child))
    return found


def memory(pid):
    """(resident, proportional) megabytes of the process and its descendants."""
    resident = proportional = 0
    for each in tree(pid):
        for line in pathlib.Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
            if line.startswith("Rss:"):
                resident += int(line.split()[1])
            elif line.startswith("Pss:"):
                proportional += int(line.split()[1])
    return resident / 1024, proportional / 1024


def start_kernel(name):
    """(manager, client, ms to the first kernel_info_reply, ms to the first cell's result)."""
    manager = KernelManager(kernel_name=name)
    begin = time.perf_counter()
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    while True:
        client.kernel_info()
        try:
            client.get_shell_msg(timeout=0.02)
            break
        except Exception:  # queue.Empty: the kernel is not there yet
            continue
    info = (time.perf_counter() - begin) * 1e3
    time.sleep(0.2)
    request = client.execute("1 + 1")
    while client.get_shell_msg(timeout=120)["parent_header"].get("msg_id") != request:
        pass
    first = (time.perf_counter() - begin) * 1e3 - 200
    return manager, client, info, first


def measure(name):
    code = KERNELS[name]
    starts = []
    for _ in range(5):
        manager, client, info, first = start_kernel(name)
        starts.append((info, first))
        if len(starts) < 5:
            client.stop_channels()
            manager.shutdown_kernel(now=False)
    pid = manager.provisioner.process.pid
    time.sleep(1)
    resident, proportional = memory(pid)
    for n in range(5):
        timed(client, code["line"].format(n=n))
    lines = [timed(client, code["line"].format(n=100 + n)) for n in range(ROUNDS)]
    commands = [timed(client, code["command"]) for _ in range(ROUNDS)]

    begin = time.perf_counter()
    requests = [client.execute(code["command"]) for _ in range(1_000)]
    wait_idle(client, requests[-1])
    rate = 1_000 / (time.perf_counter() - begin)
    for _ in requests:
        client.get_shell_msg(timeout=60)

    interrupts = []
    for _ in range(10):
        request = client.execute(code["loop"])
        time.sleep(0.4)
        begin = time.perf_counter()
        manager.interrupt_kernel()
        while True:
            message = client.get_iopub_msg(timeout=60)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle" \
                    and message["parent_header"].get("msg_id") == request:
                break
        interrupts.append((time.perf_counter() - begin) * 1e3)
        client.get_shell_msg(timeout=60)
    client.stop_channels()
    manager.shutdown_kernel(now=False)
    return {
        "start to kernel_info_reply, median of 5 (ms)": statistics.median(s[0] for s in starts),
        "start to the first cell's result, median of 5 (ms)": statistics.median(s[1] for s in starts),
        "resident memory after the first cell (MB)": resident,
        "proportional memory after the first cell (MB)": proportional,
        "one-line cell, median (ms)": statistics.median(lines),
        "one-line cell, 99th percentile (ms)": percentile(lines, 0.99),
        "%who, median (ms)": statistics.median(commands),
        "%who, 99th percentile (ms)": percentile(commands, 0.99),
        "%who sent 1,000 times at once (a second)": rate,
        "interrupt of an endless loop, median of 10 (ms)": statistics.median(interrupts),
        "interrupt of an endless loop, worst of 10 (ms)": max(interrupts),
    }


def main():
    results = {name: measure(name) for name in KERNELS}
    width = max(len(key) for key in results["cuaderno"])
    print(f"{'':{width}}  {'cuaderno':>10}  {'ipykernel':>10}")
    for key, value in results["cuaderno"].items():
        print(f"{key:{width}}  {value:10.2f}  {results['python3'][key]:10.2f}")
    path = pathlib.Path(__file__).with_name("kernel-results.jsonl")
    with path.open("a") as lines:
        for name, values in results.items():
            for key, value in values.items():
                lines.write(json.dumps({"measure": key, "kernel": name, "value": round(value, 3)}) + "\n")


if __name__ == "__main__":
    main()
