"""What it costs that a training draws itself: python Benchmarks/live.py [--rounds 9]

Two kernels run the same `fit` in turns, one with its live picture, the other without any callback. Each training of a few
seconds times itself. Prints seconds (median), the overhead in per cent and the updates a second that a client gets, and writes
live-results.jsonl. Leaves with 1 where the overhead is 2 % or more, or a client gets more than ten updates a second.
"""

import argparse
import statistics
import sys
import time

from jupyter_client.manager import start_new_kernel
from measuring import write_lines

TASKS = {
    # Many short epochs, whose curve is long: the drawing is the dearest beside the training.
    "moons, 400,000 epochs": """
        let model = try Sequential(inputShape: [2], seed: 1) { Dense(16, activation: .tanh); Dense(2, activation: .softmax) }
        let data = try Dataset.moons(samples: 256, noise: 0.1, seed: 1)
        let (epochs, batch) = (400_000, 64)""",
    "digits, 5,000 epochs": """
        let model = try Sequential(inputShape: [8, 8], seed: 1) {
            Flatten(); Dense(128, activation: .relu); Dense(10, activation: .softmax)
        }
        let data = try Dataset.digits()
        let (epochs, batch) = (5_000, 32)""",
}
FIT = """
let start = ContinuousClock.now
_ = try model.fit(data, loss: .categoricalCrossEntropy, epochs: epochs, batchSize: batch, metrics: [.accuracy])
print("TIME", start.duration(to: .now) / .seconds(1))
"""


def run(client, code):
    """The seconds that the cell told, and when its pictures came."""
    seconds, times = None, []

    def hook(message):
        nonlocal seconds
        kind, content = message["msg_type"], message["content"]
        if kind == "stream" and "TIME" in content["text"]:
            seconds = float(content["text"].split()[-1])
        elif kind in ("display_data", "update_display_data"):
            times.append(time.monotonic())
        elif kind == "error":
            raise SystemExit("\n".join(content["traceback"]))

    client.execute_interactive(code, output_hook=hook, timeout=300)
    return seconds, times


def most_a_second(times):
    return max((sum(start <= other < start + 1 for other in times) for start in times), default=0)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    kernels = {name: start_new_kernel(kernel_name="cuaderno") for name in ("live", "silent")}
    run(kernels["silent"][1], "TrainingCallbacks.installDefault(nil)")
    lines, is_good = [], True
    for task, setup in TASKS.items():
        seconds = {name: [] for name in kernels}
        updates = 0
        for number in range(options.rounds + 1):
            for name, (_, client) in kernels.items():
                took, times = run(client, setup + FIT)
                # The last picture comes after the training, at once behind the one before it.
                if name == "live":
                    updates = max(updates, most_a_second(times[:-1]))
                    assert times, "nothing was drawn"
                else:
                    assert not times
                if number > 0:
                    seconds[name].append(took)
        live, silent = (statistics.median(seconds[name]) for name in ("live", "silent"))
        overhead = statistics.median(
            (a / b - 1) * 100 for a, b in zip(seconds["live"], seconds["silent"], strict=True))
        lines.append(dict(task=task, live=live, silent=silent, overhead=overhead, updates=updates))
        is_good = is_good and overhead < 2 and updates <= 10
        print(f"{task:24} live {live:.3f} s  silent {silent:.3f} s  overhead {overhead:+.2f} %  updates a second {updates}", flush=True)
    for manager, client in kernels.values():
        client.stop_channels()
        manager.shutdown_kernel()
    write_lines("live", lines)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
