#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
"""Collect the kernel modules that a guest of scripts/guest loads.

Usage: guest-modules.py MODULES_DIR OUT_DIR

Copies the modules named below and all that they depend on from MODULES_DIR
(a lib/modules/RELEASE tree) into OUT_DIR, uncompressed, and writes their file
names to OUT_DIR/order in an order in which insmod accepts them. Those that are
loaded only when a test asks for them are in OUT_DIR/later, and OUT_DIR/later/order
has a line for each: its name, and the files to load for it, in order. It needs
neither kmod nor modules.dep: packages are unpacked here, never installed, so
nobody has run depmod.
"""

import gzip
import lzma
import os
import re
import subprocess
import sys

# Without these there is no root file system or no way to hand back output.
REQUIRED = ["virtio_pci", "virtio_console", "virtiofs", "overlay"]
# What tests use. Not every kernel has all of them. zram asks for its
# compressor by name (lzo on old kernels), which modinfo does not tell.
OPTIONAL = ["virtio_blk", "null_blk", "loop", "brd",
            "lzo", "lzo_rle", "lz4", "zstd", "zram",
            "dm_mod", "dm_delay", "dm_flakey"]
# What costs time to load or makes devices that few want, with what it needs
# beside its dependencies.
LATER = {"scsi_debug": ["sd_mod"], "raid1": [], "zonefs": [],
         "mq_deadline": [], "kyber_iosched": [], "bfq": []}

MODULE_FILE = re.compile(r"(.+)\.ko(?:\.(?:xz|zst|gz))?$")


def module_name(name):
    """The kernel takes '-' and '_' in module names as the same."""
    return name.replace("-", "_")


def read_module(path):
    """The uncompressed contents of a module file."""
    if path.endswith(".zst"):
        return subprocess.run(["zstd", "-dc", path], check=True,
                              stdout=subprocess.PIPE).stdout
    opener = {".xz": lzma.open, ".gz": gzip.open}
    with opener.get(os.path.splitext(path)[1], open)(path, "rb") as file:
        return file.read()


def find_modules(top):
    """Map the name of each module below TOP to its file."""
    found = {}
    for directory, _, files in os.walk(top):
        for file in files:
            match = MODULE_FILE.match(file)
            if match:
                found[module_name(match[1])] = os.path.join(directory, file)
    return found


def find_builtin(top):
    """The names of the modules that are part of the kernel itself."""
    try:
        with open(os.path.join(top, "modules.builtin")) as file:
            return {module_name(os.path.basename(line.strip())[:-len(".ko")])
                    for line in file}
    except FileNotFoundError:
        return set()


def dependencies(image):
    """The modules that must be loaded before the module IMAGE."""
    for value in re.findall(rb"\0depends=([^\0]*)\0", image):
        yield from filter(None, value.decode().split(","))
    for value in re.findall(rb"\0softdep=pre: ([^\0]*)\0", image):
        for name in value.decode().split():
            if name.endswith(":"):
                break
            yield name


class Closure:
    """Writes modules and gives the order to load them in: each after those it
    depends on."""

    def __init__(self, source):
        self.files = find_modules(source)
        self.loaded = find_builtin(source)
        self.images = {}

    def image(self, name):
        if name not in self.images:
            self.images[name] = read_module(self.files[name])
        return self.images[name]

    def load(self, names, out, seen):
        """Write to OUT the modules NAMES and what they need, but not what is in
        SEEN, to which they are added. Returns their files, and what is missing."""
        order, missing = [], []
        for name in map(module_name, names):
            if name in seen:
                continue
            seen.add(name)
            if name not in self.files:
                missing.append(name)
                continue
            files, lacks = self.load(dependencies(self.image(name)), out, seen)
            order += files + [name + ".ko"]
            missing += lacks
            with open(os.path.join(out, name + ".ko"), "wb") as file:
                file.write(self.image(name))
        return order, missing


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: guest-modules.py MODULES_DIR OUT_DIR")
    source, out = sys.argv[1:]
    later = os.path.join(out, "later")
    os.mkdir(later)
    modules = Closure(source)
    order, missing = modules.load(REQUIRED, out, modules.loaded)
    if missing:
        sys.exit("no module " + ", ".join(missing) + " in " + source)
    order += modules.load(OPTIONAL, out, modules.loaded)[0]
    with open(os.path.join(out, "order"), "w") as file:
        file.writelines(name + "\n" for name in order)
    with open(os.path.join(later, "order"), "w") as file:
        for name, needs in LATER.items():
            files, missing = modules.load([*needs, name], later, set(modules.loaded))
            if not missing:
                file.write(" ".join([name, *files]) + "\n")


if __name__ == "__main__":
    main()
