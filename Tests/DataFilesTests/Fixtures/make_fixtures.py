"""Makes the files of this folder with NumPy, Pillow and gzip: python make_fixtures.py"""

import gzip
import io
import struct
from pathlib import Path

import numpy as np
from PIL import Image

folder = Path(__file__).parent
numbers = np.arange(24).reshape(2, 3, 4)
types = ["<f2", "<f4", "<f8", ">f4", ">f8", "i1", "<i2", ">i4", "<i8", "u1", ">u2", "<u4", ">u8"]
arrays = {"number_" + t.replace("<", "little_").replace(">", "big_"): numbers.astype(t) for t in types}
arrays["flags"] = numbers % 2 == 1
arrays["fortran"] = np.asfortranarray(numbers.astype("<f4"))
arrays["scalar"] = np.float32(7)
arrays["empty"] = np.zeros((0, 5), dtype="<f4")
arrays["negative"] = np.array([-1.5, -0.0, np.inf, 65504], dtype="<f2")
np.savez_compressed(folder / "types.npz", **arrays)
np.savez(folder / "stored.npz", x=numbers.astype("<f4"), y=np.arange(2, dtype="<i8"))
np.save(folder / "plain.npy", numbers.astype("<f4"))
with open(folder / "version2.npy", "wb") as file:
    np.lib.format.write_array(file, numbers.astype("<f4"), version=(2, 0))
np.save(folder / "pickle.npy", np.array([{"a": 1}], dtype=object))
np.save(folder / "large_whole_numbers.npy", np.array([1, 2**24 + 1]))

pictures = (np.arange(3 * 4 * 4) * 5 % 256).astype(np.uint8).reshape(3, 4, 4)
idx = struct.pack(">HBBIII", 0, 8, 3, 3, 4, 4) + pictures.tobytes()
(folder / "pictures.idx3-ubyte").write_bytes(idx)
(folder / "pictures.idx3-ubyte.gz").write_bytes(gzip.compress(idx, mtime=0))
(folder / "labels.idx1-ubyte").write_bytes(struct.pack(">HBBI", 0, 8, 1, 3) + bytes([2, 0, 1]))
half = len(idx) // 2
(folder / "members.idx.gz").write_bytes(gzip.compress(idx[:half], mtime=0) + gzip.compress(idx[half:], mtime=0))

colours = np.stack([np.add.outer(np.arange(5) * 10, np.arange(7)) + 60 * c for c in range(3)], axis=2).astype(np.uint8)
for mode in ["L", "RGB", "RGBA", "P", "1", "LA"]:
    image = Image.fromarray(colours).convert(mode)
    image.save(folder / f"mode_{mode}.png")
Image.fromarray((np.arange(35).reshape(5, 7) * 1000).astype(np.uint16)).save(folder / "mode_16.png")
