#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
"""Take the ELF kernel out of a vmlinuz.

Usage: guest-vmlinux.py VMLINUZ VMLINUX

QEMU enters an ELF kernel directly (PVH). Otherwise the guest would decompress
itself under emulation, which takes several seconds of each boot. Prints the
kernel's release. A file that is an ELF kernel already is copied.
"""

import lzma
import re
import struct
import subprocess
import sys
import zlib

ELF = b"\x7fELF"


def field(image, form, offset):
    """A field of the x86 boot header (Documentation/arch/x86/boot.rst)."""
    return struct.unpack_from(form, image, offset)[0]


def pipe(command, data):
    return subprocess.run(command, input=data, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=True).stdout


def decompress(payload):
    # The build appends the uncompressed size, 4 bytes that zstd and lz4
    # would take for the start of another frame.
    if payload.startswith(b"\xfd7zXZ\0"):
        return lzma.LZMADecompressor().decompress(payload)
    if payload.startswith(b"\x1f\x8b"):
        return zlib.decompressobj(31).decompress(payload)
    if payload.startswith(b"\x28\xb5\x2f\xfd"):
        return pipe(["zstd", "-dc"], payload[:-4])
    if payload.startswith(b"\x02\x21\x4c\x18"):
        return pipe(["lz4", "-dc"], payload[:-4])
    sys.exit("unknown compression, magic " + payload[:4].hex())


def extract(image):
    """The ELF kernel in the vmlinuz IMAGE, and its release."""
    if image.startswith(ELF):
        banner = re.search(rb"Linux version (\S+) ", image)
        return image, banner[1].decode() if banner else ""
    if image[0x202:0x206] != b"HdrS":
        sys.exit("neither an x86 vmlinuz nor an ELF kernel")
    version = field(image, "<H", 0x20e) + 0x200
    release = image[version:image.index(b"\0", version)].split()[0].decode()
    start = (field(image, "<B", 0x1f1) + 1) * 512 + field(image, "<I", 0x248)
    size = field(image, "<I", 0x24c)
    return decompress(image[start:start + size]), release


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: guest-vmlinux.py VMLINUZ VMLINUX")
    with open(sys.argv[1], "rb") as file:
        kernel, release = extract(file.read())
    if not kernel.startswith(ELF):
        sys.exit("its contents are not an ELF kernel")
    with open(sys.argv[2], "wb") as file:
        file.write(kernel)
    print(release)


if __name__ == "__main__":
    main()
