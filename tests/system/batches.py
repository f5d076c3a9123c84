"""What the tests of batches share: inputs, runs, and what lies in the output
folder."""
import collections
import hashlib
import json
import os
import subprocess

import harness
from harness import CLEAN, EPOCH, OK, PROGRAM

REPORT = '批次报告.jsonl'
PRINTED = ('批次报告.pdf', '批次报告.xlsx')
SUMS = 'SHA256SUMS'


def digest(path):
    with open(path, 'rb') as file:
        return hashlib.sha256(file.read()).hexdigest()


class Case(harness.Case):
    def setUp(self):
        super().setUp()
        with open(CLEAN, 'rb') as file:
            self.sample = file.read()

    def make_inputs(self, n, folder='in'):
        """n small inputs that differ, some of them in a sub-folder."""
        for i in range(n):
            place = self.path(folder, *(['区'] if i % 3 == 2 else []))
            os.makedirs(place, exist_ok=True)
            with open(os.path.join(place, f'单位{i:03}.txt'), 'wb') as file:
                file.write(self.sample + b'\n' * i)

    def batch(self, *arguments, source='in', out='out', **options):
        return self.run_program('batch', source, '-o', out, '--fail-on',
                                'never', *arguments, **options)

    def start(self, *arguments, source='in', out='out', wrap=()):
        """A batch that runs while the test goes on."""
        process = subprocess.Popen(
            [*wrap, PROGRAM, 'batch', source, '-o', out, '--fail-on', 'never',
             *arguments],
            # no buffer, so that lines can be read before `communicate`
            bufsize=0,
            cwd=self.dir, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, 'SOURCE_DATE_EPOCH': EPOCH})
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.kill()
        process.communicate()

    def finish(self, process):
        _, err = process.communicate(timeout=harness.PATIENCE)
        return process.returncode, err.decode()

    def tree(self, out='out'):
        """{path: digest} of all a user sees, but for the times in reports."""
        found = {}
        for folder, folders, files in os.walk(self.path(out)):
            folders[:] = [name for name in folders if name != '.jixiao']
            for name in files:
                path = os.path.join(folder, name)
                shown = os.path.relpath(path, self.path(out))
                if shown not in (REPORT, SUMS, *PRINTED):
                    found[shown] = digest(path)
        return found

    def read(self, *names, out='out'):
        with open(self.path(out, *names), 'rb') as file:
            return file.read()

    def rows(self, out='out'):
        with open(self.path(out, REPORT), encoding='utf-8') as file:
            return [json.loads(line) for line in file]

    def statuses(self, out='out'):
        return collections.Counter(row['status'] for row in self.rows(out)[1:])

    def assert_whole(self, out='out'):
        run = self.run_program('verify', out)
        self.assert_exit(run, OK)
        self.assertIn('0 处不符，0 个文件不在报告中', run.text)
        for name in os.listdir(self.path(out, '.jixiao')):
            self.assertRegex(name, '^(ledger|lock|report|slurm)', 'left behind')
