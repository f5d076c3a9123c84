#!/usr/bin/env python3
"""What judging costs, against what printing the same table costs.

Instructions are counted (callgrind), so other work on the machine does not
show; searches of many steps are timed by the processor's clock. Prints a table;
exit status 1 when a bound is broken.

    check.py JIXIAO REAL
"""
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'system'))
import planted  # noqa: E402

PROGRAM, REAL = map(os.path.abspath, sys.argv[1:3])
FAILED = []


def cost(folder, functions, *arguments):
    """Instructions of the run, and of it those spent in the functions and in
    what they call."""
    out = os.path.join(folder, 'callgrind.out')
    subprocess.run(['valgrind', '--tool=callgrind', '--quiet',
                    f'--callgrind-out-file={out}', PROGRAM, *arguments],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   cwd=folder)
    done = subprocess.run(['callgrind_annotate', '--inclusive=yes',
                           '--threshold=100', out],
                          stdout=subprocess.PIPE, text=True, check=True)
    total = int(re.search(r'([\d,]+) .*PROGRAM TOTALS', done.stdout)
                .group(1).replace(',', ''))
    inside = 0
    for function in functions:
        found = re.search(r'^ *([\d,]+) .*[:/]%s(?: |$)' % function,
                          done.stdout, re.M)
        inside += int(found.group(1).replace(',', '')) if found else 0
    return total, inside


def seconds(*arguments):
    """Of the processor, the least of three runs."""
    least = 1e9
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run([PROGRAM, *arguments], stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        least = min(least, after - before)
    return least


def note(what, value, bound, is_ratio=True):
    print(f'| {what} | {value:.3f} | {"≤" if is_ratio else "<"} {bound} |',
          flush=True)
    if value > bound:
        FAILED.append(what)


def wrong_table(size, k, kinds=None, n_units=0):
    rng = random.Random(f'{size} {k}')
    rows = planted.table(rng, size, n_units)
    planted.plant(rng, rows, kinds or
                  rng.choices(list(planted.INSIDE.values()), k=k))
    return planted.document(rows)


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, 'w') as file:
        file.write(text)
    return path


def all_rules(folder):
    total, rules = cost(folder, ['jx_check'], 'render', REAL, '-o', folder)
    print(f'| rules on the real document, millions of instructions | '
          f'{rules / 1e6:.1f} of {total / 1e6:.0f} | |')
    note('rules / rendering the real document', rules / total, 0.05)


def linear(folder):
    def of(size):
        rows = planted.table(random.Random(size), size, 4)
        path = write(folder, f'{size}.txt', planted.document(rows))
        return cost(folder, ['jx_check'], 'check', path)[1]
    costs = {size: of(size) for size in (750, 1500, 3000)}
    note('rules, 1,500 projects / 750', costs[1500] / costs[750], 2.3)
    note('rules, 3,000 projects / 1,500', costs[3000] / costs[1500], 2.3)


def five_hundred(folder):
    off = '--reconcile', 'off'
    for k in (1, 2, 3, 4):
        path = write(folder, '500.txt', wrong_table(500, k))
        rest = seconds('check', path, *off)
        search = seconds('check', path) - rest
        pages = seconds('render', path, '--to', 'pdf', '-o', folder,
                        *off) - rest
        note(f'500 rows, {k} edits: reconciling / drawing pages',
             search / pages, 1)


def five_thousand(folder):
    cases = [(str(k) + ' edits', wrong_table(5000, k, n_units=u))
             for k, u in ((1, 0), (2, 2), (3, 0), (4, 0), (4, 4))]
    cases += [(name, wrong_table(5000, 1, [kind]))
              for name, kind in planted.OUTSIDE.items()]
    for name, text in cases:
        path = write(folder, '5000.txt', text)
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        done = subprocess.run([PROGRAM, 'check', path, '--format', 'json',
                               '--select', planted.RULES],
                              stdout=subprocess.PIPE)
        seconds = resource.getrusage(
            resource.RUSAGE_CHILDREN).ru_utime - before
        findings = json.loads(done.stdout)['files'][0]['findings']
        if not findings:
            FAILED.append(f'{name}: said nothing')
        said = '、'.join(sorted({f['rule'] for f in findings}))
        note(f'5,000 rows, {name}: seconds ({said})', seconds, 10, False)


def main():
    print('| what | figure | bound |\n|---|---|---|')
    with tempfile.TemporaryDirectory(prefix='jixiao-bench-') as folder:
        for part in (all_rules, linear, five_hundred, five_thousand):
            part(folder)
    for what in FAILED:
        print('BROKEN:', what)
    sys.exit(bool(FAILED))


if __name__ == '__main__':
    main()
