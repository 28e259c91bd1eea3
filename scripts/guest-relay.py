#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
"""Run QEMU and pass on what the guest's three serial ports say, as it comes.

Usage: guest-relay.py TOKEN BOOT_SECONDS COMMAND_SECONDS RESULT QEMU...

Ports "out" and "err" go to our descriptors 1 and 3: 2 is for messages of QEMU
and of this script. Port "status" tells
"started" before the command runs and "exit N" after it. The guest ends "out"
and "err" with TOKEN, and it does not power off: what it has written can still
be on its way, and a guest that stops takes that with it. So QEMU is ended here
once all three streams are complete. BOOT_SECONDS and COMMAND_SECONDS bound the
time before and after "started" (0: no bound).

RESULT gets one line: "exit N", or "died PHASE" or "timeout PHASE", PHASE being
"boot" or "command".
"""

import os
import selectors
import signal
import subprocess
import sys

CHUNK = 1 << 16
STDERR = 3


class Timeout(Exception):
    """The time for this phase is over."""


def raise_timeout(_signal, _frame):
    raise Timeout


class Output:
    """A stream to FD that ends with a token."""

    def __init__(self, fd, token):
        self.fd = fd
        self.token = token
        self.held = b""
        self.done = False

    def feed(self, data):
        data = self.held + data
        end = data.find(self.token)
        if end >= 0:
            self.done = True
            self.held = b""
            self.write(data[:end])
            return
        # Hold back only what may be the beginning of the token, so that a
        # prompt or half a line is seen at once.
        hold = next((n for n in range(len(self.token) - 1, 0, -1)
                     if data.endswith(self.token[:n])), 0)
        cut = len(data) - hold
        self.held = data[cut:]
        self.write(data[:cut])

    def flush(self):
        self.write(self.held)
        self.held = b""

    def write(self, data):
        try:
            while data and self.fd is not None:
                data = data[os.write(self.fd, data):]
        except OSError:
            # The reader is gone. The command and its status still count.
            self.fd = None


class Status:
    """The stream of "started" and "exit N"."""

    def __init__(self, command_seconds):
        self.text = b""
        self.seconds = command_seconds
        self.phase = "boot"
        self.code = None

    def feed(self, data):
        self.text += data
        for line in self.text.split(b"\n")[:-1]:
            if line == b"started" and self.phase == "boot":
                self.phase = "command"
                signal.setitimer(signal.ITIMER_REAL, self.seconds)
            elif line.startswith(b"exit "):
                self.code = int(line[5:])

    def flush(self):
        pass

    @property
    def done(self):
        return self.code is not None


def start_qemu(command, names):
    """Start QEMU with a serial port for each of NAMES, return its pipes."""
    ends = {name: os.pipe() for name in names}
    # append: otherwise QEMU would try to truncate the pipe, and fail.
    for name, (_, write_end) in ends.items():
        command += ["-add-fd", f"fd={write_end},set={write_end}",
                    "-chardev", f"file,id={name},append=on,path=/dev/fdset/{write_end}",
                    "-device", f"virtserialport,chardev={name},name={name}"]
    fds = [write_end for _, write_end in ends.values()]
    # stdout is the command's: QEMU itself has nothing to say there.
    # It must not outlive us, even if we are killed.
    command = ["setpriv", "--pdeathsig", "KILL"] + command
    qemu = subprocess.Popen(command, pass_fds=fds, stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL)
    for fd in fds:
        os.close(fd)
    return qemu, {name: read_end for name, (read_end, _) in ends.items()}


def relay(pipes, streams):
    """Feed STREAMS until all are done or QEMU has closed its ends."""
    selector = selectors.DefaultSelector()
    for name, fd in pipes.items():
        selector.register(fd, selectors.EVENT_READ, streams[name])
    while selector.get_map() and not all(s.done for s in streams.values()):
        for key, _ in selector.select():
            data = os.read(key.fd, CHUNK)
            if data:
                key.data.feed(data)
            else:
                key.data.flush()
                selector.unregister(key.fd)


def main():
    token, boot, seconds, result, *command = sys.argv[1:]
    status = Status(float(seconds))
    streams = {"out": Output(1, token.encode()),
               "err": Output(STDERR, token.encode()),
               "status": status}
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(1))
    signal.signal(signal.SIGALRM, raise_timeout)
    signal.setitimer(signal.ITIMER_REAL, float(boot))
    qemu, pipes = start_qemu(command, list(streams))
    try:
        relay(pipes, streams)
        if all(stream.done for stream in streams.values()):
            outcome = f"exit {status.code}"
        else:
            outcome = f"died {status.phase}"
    except Timeout:
        outcome = f"timeout {status.phase}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        # A second signal must not leave QEMU behind.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        qemu.kill()
        qemu.wait()
    with open(result, "w") as file:
        print(outcome, file=file)


if __name__ == "__main__":
    main()
