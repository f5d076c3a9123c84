#!/usr/bin/env python3
"""pdf.py NAIVE JIXIAO INPUT: file to PDF, ours against the yardstick, in
paired runs (so that other work on the machine falls on both). Fails when ours
takes more than 0.6 of it, more than 60 MiB or more than 260 KB."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

PAIRS = 21
MOST_RATIO, MOST_MIB, MOST_BYTES = 0.6, 60, 260 * 1000


def run(command):
    """(seconds, MiB) of one run; the exit code 1 of findings is no failure."""
    start = time.perf_counter()
    with open(os.devnull, "wb") as null:
        process = subprocess.Popen(command, stdout=null, stderr=null)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit("failed: " + " ".join(command))
    return seconds, usage.ru_maxrss / 1024


def main(naive, jixiao, source):
    with tempfile.TemporaryDirectory() as folder:
        theirs = os.path.join(folder, "naive.pdf")
        ours = os.path.join(folder, "ours.pdf")
        commands = (
            [naive, source, theirs],
            [jixiao, "render", source, "--to", "pdf", "-o", ours],
        )
        pairs = [[run(command) for command in commands] for _ in range(PAIRS)]
        size = os.path.getsize(ours)
        print(f"naive {os.path.getsize(theirs) / 1000:.0f} KB")

    ratio = statistics.median(b[0] / a[0] for a, b in pairs)
    mib = max(b[1] for _, b in pairs)
    for i, name in enumerate(("naive", "jixiao")):
        seconds = statistics.median(pair[i][0] for pair in pairs)
        memory = max(pair[i][1] for pair in pairs)
        print(f"{name:7} {seconds * 1000:6.1f} ms  {memory:5.1f} MiB")
    print(f"ratio {ratio:.2f} (at most {MOST_RATIO}), {mib:.1f} MiB (at most "
          f"{MOST_MIB}), {size / 1000:.0f} KB (at most {MOST_BYTES / 1000:.0f})")
    return ratio > MOST_RATIO or mib > MOST_MIB or size > MOST_BYTES


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
