"""What the system tests share: how the program is run and what is looked at.

Each test file ends with `harness.main()`. The environment comes from ctest
(CMakeLists.txt); by hand:

    JX_PROGRAM=build/debug/jixiao python3 tests/system/failures.py
"""
import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = os.environ.get('JX_SOURCE') or os.path.abspath(
    os.path.join(os.path.dirname(__file__), '..', '..'))
BUILD = os.environ.get('JX_BUILD') or os.path.join(SOURCE, 'build', 'debug')
PROGRAM = os.path.abspath(os.environ.get('JX_PROGRAM')
                          or os.path.join(BUILD, 'jixiao'))
SANITIZED = os.environ.get('JX_SANITIZE', '').upper() in ('ON', '1', 'TRUE')
SAMPLES = os.path.join(SOURCE, 'samples')
CLEAN = os.path.join(SAMPLES, 'clean.txt')
DAMAGED = os.path.join(SAMPLES, 'damaged.txt')
LONG = os.path.join(SAMPLES, 'long.txt')
EPOCH = '1893456000'  # 2030-01-01

# Seconds after which something hangs, however busy the machine is.
PATIENCE = 900

# exit codes of the contract
OK, FINDINGS, USAGE, SOME, NONE, RETRY, INTERRUPTED = 0, 1, 2, 3, 4, 75, 130


def without_root_rights():
    """In the child, before exec: root, too, obeys the mode bits."""
    drop_from_bounding_set, dac_override, dac_read_search = 24, 1, 2
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (dac_override, dac_read_search):
        if os.geteuid() == 0 and libc.prctl(drop_from_bounding_set,
                                            capability, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), 'prctl')


def optimised_only(test):
    """For what sanitizers forbid: the test exists in the optimised run alone,
    so that nothing has to be skipped."""
    return None if SANITIZED else test


class Run:
    """One finished run: code, out (bytes), err (text)."""

    def __init__(self, done):
        self.code = done.returncode
        self.out = done.stdout
        self.err = done.stderr.decode('utf-8', 'replace')

    @property
    def text(self):
        return self.out.decode('utf-8')


class Case(unittest.TestCase):
    """A test with a folder of its own, self.dir, that is gone afterwards."""

    maxDiff = None

    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix='jixiao-test-')
        self.addCleanup(shutil.rmtree, self.dir, True)

    def path(self, *names):
        return os.path.join(self.dir, *names)

    def write(self, name, data):
        with open(self.path(name), 'wb') as file:
            file.write(data if isinstance(data, bytes) else data.encode())
        return self.path(name)

    def listing(self, folder=None):
        return sorted(os.listdir(folder or self.dir))

    def run_program(self, *arguments, env=None, program=PROGRAM, wrap=(),
                    **options):
        """Runs the program in self.dir. It must never crash, whatever the
        test is about."""
        options.setdefault('cwd', self.dir)
        if 'input' not in options:
            options.setdefault('stdin', subprocess.DEVNULL)
        options.setdefault('stdout', subprocess.PIPE)
        options.setdefault('stderr', subprocess.PIPE)
        done = subprocess.run(
            [*wrap, program, *arguments], timeout=PATIENCE,
            env={**os.environ, 'SOURCE_DATE_EPOCH': EPOCH, **(env or {})},
            **options)
        done.stdout = done.stdout or b''
        done.stderr = done.stderr or b''
        run = Run(done)
        self.assertGreaterEqual(run.code, 0, f'died of a signal: {run.err}')
        self.assertNotIn('Sanitizer', run.err)
        return run

    def assert_exit(self, run, code):
        self.assertEqual(run.code, code, run.err)

    def assert_one_error(self, run, *words):
        """Standard error is one short message that names these words."""
        lines = run.err.strip().splitlines()
        self.assertLessEqual(len(lines), 4, run.err)
        self.assertTrue(lines, 'said nothing')
        for word in words:
            self.assertIn(word, run.err)


def main():
    """Runs the file's tests; ends with 77 when one of them was skipped."""
    program = unittest.main(argv=sys.argv[:1] + ['-v'] + sys.argv[1:],
                            exit=False)
    if not program.result.wasSuccessful():
        sys.exit(1)
    sys.exit(77 if program.result.skipped else 0)
