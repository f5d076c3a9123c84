"""The published document of ../shared/real, judged by its own checker."""
import os
import subprocess
import sys

import harness
from harness import FINDINGS

REAL = os.path.join(harness.SOURCE, '..', 'shared', 'real')
DOCUMENT = os.path.join(REAL, '000_01c5edf46ece7499.txt')
GOLDEN = os.path.join(REAL, 'golden.json')


class Real(harness.Case):
    def check(self, *arguments):
        done = subprocess.run(
            [sys.executable, os.path.join(REAL, 'check.py'), *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**os.environ, 'HOME': self.dir})
        self.assertEqual(done.returncode, 0, done.stdout.decode())

    def render(self, to, *options):
        name = self.path('real.' + to)
        run = self.run_program('render', DOCUMENT, '--to', to, '-o', name,
                               *options)
        self.assert_exit(run, FINDINGS)
        return name

    def test_the_model(self):
        run = self.run_program('export', DOCUMENT)
        self.assert_exit(run, FINDINGS)
        self.check('model', self.write('real.json', run.out))

    def test_the_pdf(self):
        name = self.render('pdf')
        self.check('pdf', name, GOLDEN)
        self.assertLessEqual(os.path.getsize(name), 260 * 1000)
        bare = self.render('pdf', '--attach', 'none')
        self.assertLessEqual(os.path.getsize(bare), 250 * 1000)

    def test_the_pdf_for_the_mail(self):
        name = self.render('pdf', '--profile', 'mail')
        self.check('pdf', name, GOLDEN, '--by-reference')
        self.assertTrue(20_000 < os.path.getsize(name) < 40_000)

    def test_the_workbook(self):
        self.check('xlsx', self.render('xlsx'), GOLDEN, '--recalc')


if __name__ == '__main__':
    harness.main()
