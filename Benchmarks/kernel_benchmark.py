"""The kernel's latencies and memory beside ipykernel, measured by a client on the same machine in one run.

Prints a table and appends JSON lines to Benchmarks/kernel-results.jsonl (`measure`, `kernel`, `value`, `unit`).
"""

import json
import pathlib
import statistics
import sys
import time

from jupyter_client.manager import KernelManager

from first_reply import first_reply

ROUNDS = 200
SESSION = 1_000
# A lab's longer cell: a type, functions, loops in loops. It is new each time, so that nothing is known of it.
LOOPS = {
    "cuaderno": """
struct Point{n} {{
    var x: Double
    var y: Double
    func distance(to other: Point{n}) -> Double {{
        let (dx, dy) = (x - other.x, y - other.y)
        return (dx * dx + dy * dy).squareRoot()
    }}
}}
func points{n}(_ count: Int) -> [Point{n}] {{
    var state = {n}
    var found: [Point{n}] = []
    for _ in 0..<count {{
        state = (state &* 1_103_515_245 &+ 12_345) % 2_147_483_648
        let x = Double(state % 1_000) / 1_000
        state = (state &* 1_103_515_245 &+ 12_345) % 2_147_483_648
        found.append(Point{n}(x: x, y: Double(state % 1_000) / 1_000))
    }}
    return found
}}
var centres{n} = points{n}(4)
let data{n} = points{n}(200)
for step in 1...10 {{
    var sums = Array(repeating: (x: 0.0, y: 0.0, count: 0), count: centres{n}.count)
    for point in data{n} {{
        var best = 0
        for (index, centre) in centres{n}.enumerated() {{
            if point.distance(to: centre) < point.distance(to: centres{n}[best]) {{ best = index }}
        }}
        sums[best].x += point.x
        sums[best].y += point.y
        sums[best].count += 1
    }}
    for (index, sum) in sums.enumerated() where sum.count > 0 {{
        centres{n}[index] = Point{n}(x: sum.x / Double(sum.count), y: sum.y / Double(sum.count))
    }}
    if step == 10 {{
        print(centres{n}.map {{ ($0.x * 100).rounded() / 100 }})
    }}
}}
""",
    "python3": """
import math
class Point{n}:
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def distance(self, other):
        dx, dy = self.x - other.x, self.y - other.y
        return math.sqrt(dx * dx + dy * dy)
def points{n}(count):
    state = {n}
    found = []
    for _ in range(count):
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
        x = (state % 1_000) / 1_000
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
        found.append(Point{n}(x, (state % 1_000) / 1_000))
    return found
centres{n} = points{n}(4)
data{n} = points{n}(200)
for step in range(1, 11):
    sums = [[0.0, 0.0, 0] for _ in centres{n}]
    for point in data{n}:
        best = 0
        for index, centre in enumerate(centres{n}):
            if point.distance(centre) < point.distance(centres{n}[best]):
                best = index
        sums[best][0] += point.x
        sums[best][1] += point.y
        sums[best][2] += 1
    for index, (x, y, count) in enumerate(sums):
        if count > 0:
            centres{n}[index] = Point{n}(x / count, y / count)
    if step == 10:
        print([round(c.x, 2) for c in centres{n}])
""",
}
KERNELS = {
    "cuaderno": {
        "first": "print(1 + 1)", "line": "let {name} = {n} + 1\n{name}", "again": "let again = 3 * 4\nagain",
        "command": "%who", "loop": "while true {{ }}",
        "list": "let numbers = [1, 2, 3]", "member": "let v{n} = {n}\nnumbers.app", "name": "let v{n} = {n}\nnum",
        "inspected": "let v{n} = {n}\nnumbers",
    },
    "python3": {
        "first": "print(1 + 1)", "line": "{name} = {n} + 1\n{name}", "again": "again = 3 * 4\nagain",
        "command": "%who", "loop": "while True: pass",
        "list": "numbers = [1, 2, 3]", "member": "v{n} = {n}\nnumbers.app", "name": "v{n} = {n}\nnum",
        "inspected": "v{n} = {n}\nnumbers",
    },
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


def questions(client, kind, code):
    """Milliseconds from complete_request or inspect_request to the reply; text changes each time, the process is warm."""
    took = []
    for n in range(ROUNDS + 3):
        start = time.perf_counter()
        request = getattr(client, kind)(code.format(n=n))
        while client.get_shell_msg(timeout=60)["parent_header"].get("msg_id") != request:
            pass
        took.append((time.perf_counter() - start) * 1e3)
    return took[3:]


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


def program(pid):
    return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0].decode().rpartition("/")[2]


def memory(pid):
    """Kilobytes of the kernel and its worker, and of the compilers that wait: {"rss", "pss", "waiting"}."""
    found = {"rss": 0, "pss": 0, "waiting": 0}
    for each in tree(pid):
        try:
            name = program(each)
            rollup = pathlib.Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended just now
        numbers = {line.split(":")[0]: int(line.split()[1]) for line in rollup[1:]}
        if name == "swift-frontend":
            found["waiting"] += numbers["Pss"]
        else:
            found["rss"] += numbers["Rss"]
            found["pss"] += numbers["Pss"]
    return found


def start_kernel(name):
    """(manager, client, ms to the first kernel_info_reply, ms to the first cell's end); the cell is sent at once."""
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
    request = client.execute(KERNELS[name]["first"])
    while client.get_shell_msg(timeout=120)["parent_header"].get("msg_id") != request:
        pass
    first = (time.perf_counter() - begin) * 1e3
    # Only now, for it takes its time: whether what is published arrives as well.
    client.wait_for_ready(timeout=60)
    return manager, client, info, first


def interrupts(manager, client, code):
    """Milliseconds from the interrupt of an endless loop to idle."""
    found = []
    for _ in range(10):
        request = client.execute(code)
        time.sleep(0.4)
        begin = time.perf_counter()
        manager.interrupt_kernel()
        while True:
            message = client.get_iopub_msg(timeout=60)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle" \
                    and message["parent_header"].get("msg_id") == request:
                break
        found.append((time.perf_counter() - begin) * 1e3)
        client.get_shell_msg(timeout=60)
    return found


def session(name):
    """A session of 1,000 different cells: (ms at the start, ms at the end, kilobytes a cell)."""
    manager, client, _, _ = start_kernel(name)
    pid = manager.provisioner.process.pid
    line = KERNELS[name]["line"]
    for n in range(20):
        timed(client, line.format(name=f"warm{n}", n=n))
    before = memory(pid)
    times = [timed(client, line.format(name=f"z{n}", n=n)) for n in range(SESSION)]
    after = memory(pid)
    client.stop_channels()
    manager.shutdown_kernel(now=False)
    return statistics.median(times[:100]), statistics.median(times[-100:]), (after["rss"] - before["rss"]) / SESSION


def measure(name):
    code = KERNELS[name]
    starts = []
    for _ in range(5):
        manager, client, info, first = start_kernel(name)
        starts.append((info, first))
        if len(starts) < 5:
            client.stop_channels()
            manager.shutdown_kernel(now=False)
    replies = [first_reply(name) for _ in range(5)]
    time.sleep(1)
    idle = memory(manager.provisioner.process.pid)
    for n in range(5):
        timed(client, code["line"].format(name=f"warm{n}", n=n))
    # First, for the command's table has a line for each variable.
    commands = [timed(client, code["command"]) for _ in range(ROUNDS)]

    begin = time.perf_counter()
    requests = [client.execute(code["command"]) for _ in range(1_000)]
    wait_idle(client, requests[-1])
    rate = 1_000 / (time.perf_counter() - begin)
    for _ in requests:
        client.get_shell_msg(timeout=60)
    lines = [timed(client, code["line"].format(name=f"x{n}", n=n)) for n in range(ROUNDS)]
    # As a person works: with a pause after each cell, in which what waits for the next one gets ready.
    paused = []
    for n in range(50):
        time.sleep(0.3)
        paused.append(timed(client, code["line"].format(name=f"p{n}", n=n)))
    timed(client, code["again"])
    again = [timed(client, code["again"]) for _ in range(ROUNDS)]
    loops = []
    for n in range(20):
        time.sleep(0.3)
        loops.append(timed(client, LOOPS[name].format(n=n)))
    timed(client, code["list"])
    members = questions(client, "complete", code["member"])
    names = questions(client, "complete", code["name"])
    inspections = questions(client, "inspect", code["inspected"])
    stops = interrupts(manager, client, code["loop"])
    client.stop_channels()
    manager.shutdown_kernel(now=False)
    start, end, growth = session(name)
    return {
        "start of the process to kernel_info_reply, median of 5 (ms)": statistics.median(replies),
        "jupyter_client's start to kernel_info_reply, median of 5 (ms)": statistics.median(s[0] for s in starts),
        "jupyter_client's start to the first cell's result, median of 5 (ms)": statistics.median(s[1] for s in starts),
        "resident memory of kernel and worker, idle (MB)": idle["rss"] / 1024,
        "proportional memory of kernel and worker, idle (MB)": idle["pss"] / 1024,
        "proportional memory of compilers that wait (MB)": idle["waiting"] / 1024,
        "one-line cell, median (ms)": statistics.median(lines),
        "one-line cell, 99th percentile (ms)": percentile(lines, 0.99),
        "one-line cell after a pause, median (ms)": statistics.median(paused),
        "one-line cell after a pause, worst of 50 (ms)": max(paused),
        "the same cell again, median (ms)": statistics.median(again),
        "the same cell again, 99th percentile (ms)": percentile(again, 0.99),
        "a new 40-line cell with loops, median of 20 (ms)": statistics.median(loops),
        "a new 40-line cell with loops, worst of 20 (ms)": max(loops),
        "%who, median (ms)": statistics.median(commands),
        "%who, 99th percentile (ms)": percentile(commands, 0.99),
        "completion of a member, median (ms)": statistics.median(members),
        "completion of a name, median (ms)": statistics.median(names),
        "inspection of a variable, median (ms)": statistics.median(inspections),
        "%who sent 1,000 times at once (a second)": rate,
        "interrupt of an endless loop, median of 10 (ms)": statistics.median(stops),
        "interrupt of an endless loop, worst of 10 (ms)": max(stops),
        "1,000 one-line cells, median of the first 100 (ms)": start,
        "1,000 one-line cells, median of the last 100 (ms)": end,
        "1,000 one-line cells, resident memory a cell (KB)": growth,
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
