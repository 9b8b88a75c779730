"""The frontend's end of comms, for the tests."""

import queue
import time
import uuid

from conftest import LIMIT


class Frontend:
    """Sends comm messages, as a frontend's code does, and waits for what they bring."""

    def __init__(self, notebook):
        self.notebook = notebook
        self.client = notebook.client

    def send(self, kind, comm_id, data=None, *, target=None, metadata=None, buffers=None, subshell=None):
        """Sends `comm_open`, `comm_msg` or `comm_close`; returns the message's id."""
        session = self.client.session
        content = {"comm_id": comm_id, "data": data if data is not None else {}}
        if target is not None:
            content["target_name"] = target
        message = session.msg(kind, content, metadata=metadata)
        if subshell is not None:
            message["header"]["subshell_id"] = subshell
        session.send(self.client.shell_channel.socket, message, buffers=buffers)
        return message["header"]["msg_id"]

    def messages(self, request, limit=LIMIT):
        """What a message brought on IOPub, up to its idle."""
        found = []
        deadline = time.monotonic() + limit
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=1)
            except queue.Empty:
                assert time.monotonic() < deadline, f"no idle; so far {[m['msg_type'] for m in found]}"
                continue
            if message["parent_header"].get("msg_id") != request:
                continue
            found.append(message)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return found

    def exchange(self, kind, comm_id, data=None, **options):
        return self.messages(self.send(kind, comm_id, data, **options))

    def open(self, target, data=None, **options):
        comm_id = uuid.uuid4().hex
        return comm_id, self.exchange("comm_open", comm_id, data, target=target, **options)

    def info(self, target=None):
        request = self.client.comm_info(target)
        while True:
            reply = self.client.get_shell_msg(timeout=LIMIT)
            if reply["parent_header"].get("msg_id") == request:
                assert reply["msg_type"] == "comm_info_reply"
                return reply["content"]


def kinds(messages):
    return [m["msg_type"] for m in messages]


def contents(messages, kind):
    return [m["content"] for m in messages if m["msg_type"] == kind]


def text(messages, name="stdout"):
    return "".join(c["text"] for c in contents(messages, "stream") if c["name"] == name)
