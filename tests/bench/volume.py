#!/usr/bin/env python3
"""A whole bureau's batch: speed, memory and certainty over many units.

    tests/bench/volume.py [--program jixiao] [--units N] [--kills N]

Makes N units, no two alike, from the sample of the real document's shape, and
runs them

- with one worker and with two: units a second on the clock and of the
  processor (workers side by side should be twice as fast only where two
  processors are free, which is said, too);
- watching the workers: the most memory one had, early and late in the run;
- once more, ended by SIGKILL at N random moments and started again each time:
  the folder must become the one of the undisturbed run;
- then `verify` and `verify --quick`.
"""
import argparse
import hashlib
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OURS = ('批次报告.', 'SHA256SUMS')


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--program', default=os.environ.get(
        'JX_PROGRAM', os.path.join(ROOT, 'build', 'release', 'jixiao')))
    parser.add_argument('--input', default=os.path.join(
        ROOT, 'samples', 'damaged.txt'))
    parser.add_argument('--units', type=int, default=100)
    parser.add_argument('--kills', type=int, default=20)
    parser.add_argument('--seed', type=int, default=1)
    return parser.parse_args()


def generate(folder, sample, n, seed):
    """n units: each number of the sample's values is another one, and so are
    the unit and the order of the texts."""
    chance = random.Random(seed)
    for i in range(n):
        text = re.sub(r'(?<=[≥≤])\d+', lambda m: str(chance.randint(1, 99)),
                      sample)
        text = re.sub(r'(?<=单位名称：)[^\n<]*', f'青屏市第{i + 1}单位', text)
        place = os.path.join(folder, f'片区{i % 7}')
        os.makedirs(place, exist_ok=True)
        with open(os.path.join(place, f'{i:05}.txt'), 'w',
                  encoding='utf-8') as file:
            file.write(text)


class Memory(threading.Thread):
    """The most memory each worker had, in MiB, and when it was first seen."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.most, self.early = pid, {}, {}
        self.start()

    def run(self):
        children = f'/proc/{self.pid}/task/{self.pid}/children'
        start = time.monotonic()
        while True:
            try:
                with open(children, encoding='ascii') as file:
                    pids = file.read().split()
            except OSError:
                return
            for pid in pids:
                try:
                    with open(f'/proc/{pid}/status', encoding='ascii') as file:
                        found = re.search(r'VmHWM:\s*(\d+)', file.read())
                except OSError:
                    continue
                if found:
                    size = int(found[1]) / 1024
                    self.most[pid] = size
                    if time.monotonic() - start < 5:
                        self.early[pid] = size
            time.sleep(0.1)


def tree(out):
    found = {}
    for folder, folders, files in os.walk(out):
        folders[:] = [name for name in folders if name != '.jixiao']
        for name in files:
            path = os.path.join(folder, name)
            if not name.startswith(OURS):
                with open(path, 'rb') as file:
                    found[os.path.relpath(path, out)] = hashlib.sha256(
                        file.read()).hexdigest()
    return found


def batch(arguments, folder, out, workers):
    """(seconds on the clock, of the processor, memory)"""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    process = subprocess.Popen(
        [arguments.program, 'batch', os.path.join(folder, 'in'), '-o', out,
         '-j', str(workers), '-q', '--fail-on', 'never'])
    memory = Memory(process.pid)
    if process.wait() != 0:
        sys.exit(f'jixiao batch ended with {process.returncode}')
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = (after.ru_utime + after.ru_stime - before.ru_utime
            - before.ru_stime)
    return time.monotonic() - start, used, memory


def kill_and_go_on(arguments, folder, out, whole, span):
    chance = random.Random(arguments.seed)
    for _ in range(arguments.kills):
        process = subprocess.Popen(
            [arguments.program, 'batch', os.path.join(folder, 'in'), '-o', out,
             '-j', '2', '-q', '--fail-on', 'never'])
        time.sleep(chance.uniform(0, span / arguments.kills * 1.5))
        process.kill()
        process.wait()
        for name, digest in tree(out).items():
            if whole.get(name) != digest:
                sys.exit(f'{name} is not what it should be')
    batch(arguments, folder, out, 2)
    return tree(out) == whole


def verify(arguments, out, *options):
    start = time.monotonic()
    done = subprocess.run([arguments.program, 'verify', out, '-q', *options],
                          check=False)
    if done.returncode != 0:
        sys.exit(f'jixiao verify ended with {done.returncode}')
    return time.monotonic() - start


def main():
    arguments = parse()
    os.environ.setdefault('SOURCE_DATE_EPOCH', '1893456000')
    with tempfile.TemporaryDirectory(prefix='jixiao-volume-') as folder:
        with open(arguments.input, encoding='utf-8') as file:
            generate(os.path.join(folder, 'in'), file.read(), arguments.units,
                     arguments.seed)
        clocks = []
        for workers in (1, 2):
            out = os.path.join(folder, f'out{workers}')
            load = os.getloadavg()[0]
            clock, used, memory = batch(arguments, folder, out, workers)
            clocks.append(clock)
            print(f'{workers} worker(s): {clock:7.1f} s, '
                  f'{arguments.units / clock:6.1f} units/s, '
                  f'{used * 1000 / arguments.units:6.1f} ms of the processor '
                  f'a unit, most memory of a worker '
                  f'{max(memory.most.values()):.0f} MiB (in the first 5 s '
                  f'{max(memory.early.values()):.0f}), load before {load:.1f}')
        print(f'two workers are {clocks[0] / clocks[1]:.2f} times as fast')
        whole = tree(os.path.join(folder, 'out1'))
        same = tree(os.path.join(folder, 'out2')) == whole
        print(f'{len(whole)} files, the same from both: {same}')
        shutil.rmtree(os.path.join(folder, 'out1'))
        print(f'verify {verify(arguments, out):.1f} s, --quick '
              f'{verify(arguments, out, "--quick"):.1f} s')
        start = time.monotonic()
        batch(arguments, folder, out, 2)
        print(f'again, nothing to do: {time.monotonic() - start:.1f} s')
        if arguments.kills:
            shutil.rmtree(out)
            same &= kill_and_go_on(arguments, folder, out, whole, clocks[1])
            print(f'killed {arguments.kills} times: the same folder: {same}')
        if not same:
            sys.exit('not the same')


if __name__ == '__main__':
    main()
