#!/usr/bin/env python3
"""How long a unit takes in a warm batch, and how that compares with Typst.

    tests/bench/batch.py [--program jixiao] [--input FILE] [--units N]
                         [--typst FOLDER]

Times single units through one worker: PDF, workbook, findings, verification
and all. FOLDER is one in which `npm install
@myriaddreamin/typst-ts-node-compiler` was run; Typst then makes a PDF of the
same table in the same run, in turns, so that both meet the same machine.
Prints medians in milliseconds, on the clock and of the processor (which holds
on a busy machine, too), their ratios, and the most memory a worker had.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
ROUNDS = 3


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--program', default=os.environ.get(
        'JX_PROGRAM', os.path.join(ROOT, 'build', 'release', 'jixiao')))
    parser.add_argument('--input', default=os.path.join(
        ROOT, 'samples', 'damaged.txt'))
    parser.add_argument('--units', type=int, default=30, help='in each round')
    parser.add_argument('--typst', help='folder with its npm package')
    parser.add_argument('--limit', type=float,
                        help='fail when a unit takes more than this many '
                        'times what Typst takes for its PDF')
    return parser.parse_args()


class Worker:
    """One warm worker, on one processor."""

    def __init__(self, program, folder):
        self.folder = folder
        self.process = subprocess.Popen(
            ['taskset', '-c', '0', program, 'worker'], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def used(self):
        """Milliseconds of the processor so far."""
        with open(f'/proc/{self.process.pid}/schedstat',
                  encoding='ascii') as file:
            return int(file.read().split()[0]) / 1e6

    def size(self):
        """The most it ever had in memory, in MiB."""
        with open(f'/proc/{self.process.pid}/status',
                  encoding='ascii') as file:
            for line in file:
                if line.startswith('VmHWM:'):
                    return int(line.split()[1]) / 1024
        return 0

    def unit(self, path, name):
        """(milliseconds on the clock, of the processor)"""
        job = {'input': path, 'form': None,
               'stage': os.path.join(self.folder, name)}
        used, start = self.used(), time.perf_counter()
        self.process.stdin.write(json.dumps(job) + '\n')
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        took = (time.perf_counter() - start) * 1000
        if answer['status'] != 'written':
            sys.exit(f'{path}: {answer["message"]}')
        return took, self.used() - used

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def typst(folder, model, n):
    done = subprocess.run(
        ['taskset', '-c', '0', 'node', os.path.join(HERE, 'typst.mjs'), model,
         str(n)], cwd=folder, check=True, capture_output=True, text=True)
    return [tuple(map(float, line.split()))
            for line in done.stdout.splitlines()]


def medians(times):
    return [statistics.median(column) for column in zip(*times)]


def main():
    arguments = parse()
    with tempfile.TemporaryDirectory(prefix='jixiao-bench-') as folder:
        with open(arguments.input, 'rb') as file:
            data = file.read()
        inputs = []
        for i in range(arguments.units):
            inputs.append(os.path.join(folder, f'{i}.txt'))
            with open(inputs[-1], 'wb') as file:
                file.write(data + b'\n' * i)
        model = os.path.join(folder, 'model.json')
        with open(model, 'wb') as file:
            subprocess.run([arguments.program, 'export', inputs[0]],
                           stdout=file, check=False)

        worker = Worker(arguments.program, folder)
        worker.unit(inputs[0], 'warm')
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours += [worker.unit(path, 'out') for path in inputs]
            if arguments.typst:
                theirs += typst(arguments.typst, model, arguments.units)
        size = worker.size()
        worker.end()

    clock, cpu = medians(ours)
    print(f'jixiao  {clock:6.1f} ms a unit, {cpu:6.1f} of the processor, '
          f'{size:.0f} MiB (PDF, workbook, findings, verified)')
    if not theirs:
        return
    typst_clock, typst_cpu = medians(theirs)
    ratio = cpu / typst_cpu
    print(f'Typst   {typst_clock:6.1f} ms a unit, {typst_cpu:6.1f} of the '
          f'processor (PDF alone)')
    print(f'ratio   {clock / typst_clock:6.2f}               {ratio:6.2f}')
    if arguments.limit and ratio > arguments.limit:
        sys.exit(f'more than {arguments.limit}')


if __name__ == '__main__':
    main()
