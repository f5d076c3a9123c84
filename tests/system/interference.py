"""Batches in bad company: processes are killed and stopped, disks are full,
inputs vanish, others use the folder.

Nothing here waits for a moment: where a run has to be caught in the middle, it
is held there (Held)."""
import errno
import itertools
import os
import random
import shutil
import signal
import subprocess
import threading
import time

import harness
from batches import REPORT, Case
from harness import (INTERRUPTED, NONE, OK, RETRY, SANITIZED, SOME,
                     optimised_only)

TWO = ('单位001.txt', '单位003.txt')
KILLS = int(os.environ.get('KILLS', '20'))


class Ballast:
    """A file that takes what room a disk has, and goes on taking what is given
    back, for instance by a journal that is no longer needed."""

    def __init__(self, path):
        self.path = path
        self.file = open(path, 'wb', 0)
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.go_on)

    def fill(self):
        try:
            while True:
                self.file.write(b'x' * 4096)
        except OSError:
            pass

    def go_on(self):
        while not self.done.wait(0.002):
            self.fill()

    def __enter__(self):
        self.fill()
        self.thread.start()

    def __exit__(self, *_):
        self.done.set()
        self.thread.join()
        self.file.close()
        os.unlink(self.path)


class Held:
    """A run that stands still: its first unit is done, and at each of `at`, the
    units after it, a worker waits for the rest of its input, which is a pipe.
    `go` lets it have that."""

    def __init__(self, case, *arguments, at=('单位001.txt',)):
        self.case = case
        self.paths = [case.path('in', name) for name in at]
        self.contents = []
        for path in self.paths:
            with open(path, 'rb') as file:
                self.contents.append(file.read())
            os.unlink(path)
            os.mkfifo(path)
        if '--timeout' not in arguments:
            arguments += ('--timeout', str(harness.PATIENCE))
        self.process = case.start('-j', str(len(at)), *arguments)
        for path, content in zip(self.paths, self.contents):
            with self.open(path) as pipe:  # for the plan
                pipe.write(content)
        line = self.process.stderr.readline()
        case.assertTrue(line.startswith(b'[1/'), line)
        self.pipes = [self.open(path) for path in self.paths]
        for pipe in self.pipes:
            case.addCleanup(pipe.close)

    def open(self, path):
        """The pipe's other end, as soon as somebody reads."""
        end = time.monotonic() + harness.PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                fd = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
                return open(fd, 'wb', buffering=0)
            except OSError as error:
                if error.errno != errno.ENXIO:
                    raise
            time.sleep(0.005)
        raise AssertionError('nobody reads ' + path)

    def workers(self):
        pid = self.process.pid
        with open(f'/proc/{pid}/task/{pid}/children', encoding='ascii') as file:
            return [int(child) for child in file.read().split()]

    def go(self):
        for path, content, pipe in zip(self.paths, self.contents, self.pipes):
            # whoever begins anew finds a file
            with open(path + '.new', 'wb') as file:
                file.write(content)
            os.rename(path + '.new', path)
            try:
                pipe.write(content)
            except BrokenPipeError:
                pass
            pipe.close()


def is_alive(pid):
    """A dead process may lie about for as long as nobody asks after it."""
    try:
        with open(f'/proc/{pid}/stat', 'rb') as file:
            return file.read().rpartition(b')')[2].split()[0] not in b'ZX'
    except FileNotFoundError:
        return False


class Interference(Case):
    def undisturbed(self, n):
        self.make_inputs(n)
        self.assert_exit(self.batch(out='whole'), OK)
        return self.tree('whole')

    def assert_part_of(self, whole, out='out'):
        """All that a user finds is whole, and nothing else is there."""
        for name, value in self.tree(out).items():
            self.assertEqual(value, whole.get(name), name)

    def test_a_killed_worker_costs_nothing(self):
        whole = self.undisturbed(8)
        held = Held(self, at=TWO)
        for pid in held.workers():
            os.kill(pid, signal.SIGKILL)
        held.go()
        code, err = self.finish(held.process)
        self.assertEqual(code, OK, err)
        self.assertEqual(self.tree(), whole)
        self.assert_whole()

    def test_a_stopped_worker_runs_out_of_time_and_is_replaced(self):
        whole = self.undisturbed(4)
        # long enough for the second try on the busiest of machines
        held = Held(self, '--timeout', '40' if SANITIZED else '20')
        os.kill(held.workers()[0], signal.SIGSTOP)
        held.go()
        code, err = self.finish(held.process)
        self.assertEqual(code, OK, err)
        self.assertEqual(self.tree(), whole)
        self.assertIn(2, [row['attempts'] for row in self.rows()[1:]])

    def test_an_interrupt_ends_the_run_and_leaves_whole_files(self):
        whole = self.undisturbed(12)
        for number in (signal.SIGINT, signal.SIGTERM):
            shutil.rmtree(self.path('out'), True)
            held = Held(self, at=TWO)
            for pid in held.workers():
                os.kill(pid, signal.SIGSTOP)
            held.go()
            held.process.send_signal(number)
            code, err = self.finish(held.process)
            self.assertEqual(code, INTERRUPTED, err)
            self.assert_part_of(whole)
            self.assertFalse(os.path.exists(self.path('out', REPORT)))
            self.assert_exit(self.batch(), OK)
            self.assertEqual(self.tree(), whole)
            self.assert_whole()

    def test_killed_at_any_moment_it_goes_on_to_the_same_tree(self):
        whole = self.undisturbed(10)
        chance = random.Random(7)
        for _ in range(KILLS):
            process = self.start('-j', '2')
            time.sleep(chance.uniform(0.0, 0.5))
            process.kill()
            process.communicate()
            self.assert_part_of(whole)
            if len(self.tree()) == len(whole) and chance.random() < 0.8:
                shutil.rmtree(self.path('out'))
        self.assert_exit(self.batch(), OK)
        self.assertEqual(self.tree(), whole)
        self.assert_whole()

    @optimised_only  # LeakSanitizer does not work under strace
    def test_killed_at_each_step_it_goes_on_to_the_same_tree(self):
        whole = self.undisturbed(1)
        for call, stride in (('rename', 1), ('syncfs', 1), ('mkdir', 1),
                             ('unlink', 2), ('pwrite64', 5)):
            for when in itertools.count(1, stride):
                with self.subTest(call=call, when=when):
                    shutil.rmtree(self.path('out'), True)
                    code, err = self.finish(self.start(wrap=(
                        'strace', '-qq', '-o', '/dev/null', '-e',
                        f'inject={call}:signal=SIGKILL:when={when}')))
                    if code == OK:
                        break
                    self.assertEqual(code, -signal.SIGKILL, err)
                    self.assert_part_of(whole)
                    self.assert_exit(self.batch(), OK)
                    self.assertEqual(self.tree(), whole)
                    self.assert_whole()
            self.assertGreater(when, stride, f'{call} was never called')

    def test_workers_die_with_their_supervisor(self):
        self.make_inputs(4)
        held = Held(self, at=TWO)
        pids = held.workers()
        self.assertEqual(len(pids), 2)
        os.kill(pids[0], signal.SIGSTOP)
        held.process.kill()
        end = time.monotonic() + harness.PATIENCE
        while any(is_alive(pid) for pid in pids):
            self.assertLess(time.monotonic(), end, 'they live on')
            time.sleep(0.01)

    def test_a_second_run_is_refused_and_told_who_is_there(self):
        self.make_inputs(3)
        held = Held(self)
        second = self.batch()
        self.assert_exit(second, RETRY)
        self.assert_one_error(second, str(held.process.pid))
        self.assert_exit(self.batch('--shard', '1/2'), RETRY)
        held.go()
        self.assertEqual(self.finish(held.process)[0], OK)

    def test_a_unit_that_vanishes_in_mid_run_costs_only_itself(self):
        self.make_inputs(4)
        held = Held(self)
        os.unlink(self.path('in', '单位003.txt'))
        self.write('in/单位004.txt', self.sample)
        held.go()
        code, err = self.finish(held.process)
        self.assertEqual(code, SOME, err)
        self.assertIn('单位003.txt', err)
        self.assertEqual(self.statuses(), {'written': 3, 'failed': 1})
        self.assert_exit(self.batch(), OK)
        self.assertEqual(self.statuses(), {'written': 4})

    def test_an_input_that_may_not_be_read_costs_only_itself(self):
        self.make_inputs(3)
        os.chmod(self.path('in', '单位001.txt'), 0)
        run = self.batch(preexec_fn=harness.without_root_rights)
        self.assert_exit(run, SOME)
        self.assertEqual(self.statuses(), {'written': 2, 'failed': 1})

    def test_a_folder_that_may_not_be_written_is_an_error(self):
        self.make_inputs(1)
        os.mkdir(self.path('out'), 0o555)
        run = self.batch(preexec_fn=harness.without_root_rights)
        self.assert_exit(run, NONE)
        self.assert_one_error(run, 'out')

    def on_small_disk(self, size):
        os.mkdir(self.path('out'))
        done = subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={size}',
                               'tmpfs', self.path('out')], check=False,
                              capture_output=True)
        if done.returncode != 0:
            self.skipTest('no tmpfs can be mounted')
        self.addCleanup(subprocess.run, ['umount', self.path('out')])

    def test_too_little_space_is_seen_before_the_start(self):
        self.make_inputs(40)
        self.on_small_disk('600k')
        run = self.batch()
        self.assert_exit(run, RETRY)
        self.assert_one_error(run, '空间不足')
        self.assertEqual(self.tree(), {})

    def test_a_full_disk_in_mid_run_leaves_whole_files(self):
        whole = self.undisturbed(4)
        self.on_small_disk('16m')
        held = Held(self)
        with Ballast(self.path('out', '压舱')):
            held.go()
            code, err = self.finish(held.process)
        self.assertEqual(code, RETRY, err)
        self.assertIn('磁盘已满', err)
        self.assertLess(len(self.tree()), len(whole))
        self.assert_part_of(whole)
        self.assert_exit(self.batch(), OK)
        self.assertEqual(self.tree(), whole)
        self.assert_whole()

    @optimised_only  # a sanitizer needs more than any limit
    def test_a_worker_short_of_memory_costs_one_document(self):
        self.make_inputs(2)
        row = self.sample.decode().splitlines()
        widest = max(row, key=len)
        self.write('in/巨.txt', '\n'.join(row + [widest] * 20000))
        run = self.batch('--memory', '160')
        self.assert_exit(run, RETRY)
        self.assertEqual(self.statuses(), {'written': 2, 'failed': 1})
        self.assertIn('内存不足', run.err)

if __name__ == '__main__':
    harness.main()
