"""From the start of a kernel's process to its first kernel_info_reply, asked by a socket that is there before it.

jupyter_client starts threads and looks every 20 ms; what is measured with it is mostly its own."""

import os
import subprocess
import sys
import tempfile
import time

import zmq
from jupyter_client.connect import write_connection_file
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.session import Session


def first_reply(name):
    """Milliseconds from the start of the process to the reply."""
    with tempfile.TemporaryDirectory() as folder:
        path, connection = write_connection_file(os.path.join(folder, "connection.json"), key=b"measured")
        session = Session(key=b"measured")
        context = zmq.Context()
        shell = context.socket(zmq.DEALER)
        shell.setsockopt(zmq.RECONNECT_IVL, 1)
        shell.connect(f"tcp://{connection['ip']}:{connection['shell_port']}")
        arguments = [part.format(connection_file=path) for part in KernelSpecManager().get_kernel_spec(name).argv]
        if arguments[0] == "python":
            # jupyter_client does the same.
            arguments[0] = sys.executable
        begin = time.perf_counter()
        process = subprocess.Popen(
            arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        session.send(shell, "kernel_info_request", {})
        try:
            if not shell.poll(60_000):
                raise SystemExit(f"{name} does not answer")
            return (time.perf_counter() - begin) * 1e3
        finally:
            process.terminate()
            process.wait(60)
            context.destroy(0)
