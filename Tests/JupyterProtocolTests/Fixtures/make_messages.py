#!/usr/bin/env python3
"""Writes messages.json: frames as jupyter_client sends them, with what they mean.

Run it in this folder, in an environment with jupyter_client. The output depends on nothing but this file, so a change of it shows
in a diff.
"""

import json

from jupyter_client.session import Session

HEADER = {
    "msg_id": "a1b2c3_1",
    "session": "a1b2c3",
    "username": "ana",
    "date": "2026-03-01T12:34:56.012345Z",
    "msg_type": "execute_request",
    "version": "5.4",
}
PARENT = dict(HEADER, msg_id="a1b2c3_0", msg_type="input_request")
EXECUTE = {
    "code": "print(1)",
    "silent": False,
    "store_history": True,
    "user_expressions": {},
    "allow_stdin": True,
    "stop_on_error": True,
}

# name, key, identities, header, parent, metadata, content, buffers
CASES = [
    ("execute request", "secret", [b"client"], HEADER, {}, {}, EXECUTE, []),
    ("no identity", "secret", [], HEADER, {}, {}, EXECUTE, []),
    ("several identities, one of them empty", "secret", [b"\x00\x80\xff", b"", b"x"], HEADER, {}, {}, EXECUTE, []),
    ("empty key: not signed", "", [b"client"], HEADER, {}, {}, EXECUTE, []),
    ("key that is not ASCII", "clave-ñandú-🔑", [b"client"], HEADER, {}, {}, EXECUTE, []),
    ("parent header", "secret", [b"client"], dict(HEADER, msg_type="input_reply"), PARENT, {}, {"value": "42"}, []),
    ("empty content", "secret", [b"client"], dict(HEADER, msg_type="kernel_info_request"), {}, {}, {}, []),
    ("metadata", "secret", [b"client"], HEADER, {}, {"cellId": "c-1", "deletedCells": ["a", "b"]}, EXECUTE, []),
    ("text beyond ASCII", "secret", [b"client"], HEADER, {}, {}, dict(EXECUTE, code='let 名 = "ñ🎈\u2028"'), []),
    ("escapes", "secret", [b"client"], HEADER, {}, {}, dict(EXECUTE, code='"\\\b\f\n\r\t\x00\x1f\x7f/'), []),
    (
        "numbers",
        "secret",
        [b"client"],
        dict(HEADER, msg_type="comm_msg"),
        {},
        {},
        {"comm_id": "c", "data": {"i": [0, -1, 9007199254740993], "f": [0.5, -1.25, 0.1], "n": None, "t": True}},
        [],
    ),
    (
        "buffers, one of them empty",
        "secret",
        [b"client"],
        dict(HEADER, msg_type="comm_msg"),
        {},
        {},
        {"comm_id": "c", "data": {}},
        [b"\x00\x01\xfe\xff", b"", b"<IDS|MSG>"],
    ),
    ("subshell", "secret", [b"client"], dict(HEADER, subshell_id="s1"), {}, {}, EXECUTE, []),
]


def pack_in_order(value):
    """The JSON that Cuaderno writes: no spaces, keys in order."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def main():
    cases = []
    for name, key, identities, header, parent, metadata, content, buffers in CASES:
        case = {
            "name": name,
            "key": key,
            "identities": [identity.hex() for identity in identities],
            "header": header,
            "parent": parent,
            "metadata": metadata,
            "content": content,
            "buffers": [buffer.hex() for buffer in buffers],
        }
        for field, packer in [("frames", "json"), ("frames_in_order", f"{__name__}.pack_in_order")]:
            session = Session(key=key.encode(), packer=packer, unpacker="json", session="fixture", username="ana")
            message = {"header": header, "parent_header": parent, "metadata": metadata, "content": content}
            frames = session.serialize(message, ident=identities or None) + buffers
            case[field] = [frame.hex() for frame in frames]
        cases.append(case)
    with open("messages.json", "w", encoding="utf-8") as file:
        json.dump(cases, file, indent=1, ensure_ascii=True)
        file.write("\n")


if __name__ == "__main__":
    main()
