"""Batches from outside: what is made, what is made again, and what happens
when processes are killed or stopped, disks are full and inputs vanish."""
import collections
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import time
import unittest

import openpyxl

import harness
from harness import (CLEAN, EPOCH, FINDINGS, INTERRUPTED, NONE, OK, PROGRAM,
                     RETRY, SOME, USAGE, optimised_only)

REPORT = '批次报告.jsonl'
PRINTED = ('批次报告.pdf', '批次报告.xlsx')
SUMS = 'SHA256SUMS'
KILLS = 20


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

    def start(self, *arguments, source='in', out='out'):
        """A batch that runs while the test goes on."""
        process = subprocess.Popen(
            [PROGRAM, 'batch', source, '-o', out, '--fail-on', 'never',
             *arguments],
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

    @staticmethod
    def workers(process, n=1, patience=20):
        """The pids of the workers, once there are n of them at work."""
        def is_born(pid):
            try:  # between fork and exec it still looks like its parent
                with open(f'/proc/{pid}/cmdline', 'rb') as file:
                    return b'worker' in file.read().split(b'\0')
            except FileNotFoundError:
                return False

        children = f'/proc/{process.pid}/task/{process.pid}/children'
        end = time.monotonic() + patience
        while time.monotonic() < end and process.poll() is None:
            with open(children, encoding='ascii') as file:
                pids = [int(pid) for pid in file.read().split()]
            pids = [pid for pid in pids if is_born(pid)]
            if len(pids) >= n:
                return pids
            time.sleep(0.002)
        raise AssertionError('no workers')

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

    def rows(self, out='out'):
        with open(self.path(out, REPORT), encoding='utf-8') as file:
            return [json.loads(line) for line in file]

    def statuses(self, out='out'):
        return collections.Counter(row['status'] for row in self.rows(out)[1:])

    def assert_whole(self, out='out'):
        run = self.run_program('verify', out)
        self.assert_exit(run, OK)
        self.assertIn('0 处不符，0 个文件不在报告中', run.text)
        self.assertEqual([name for name in os.listdir(self.path(out, '.jixiao'))
                          if name.startswith('work')], [])


class Made(Case):
    def test_a_folder_is_mirrored_and_reported(self):
        self.make_inputs(4)
        for name in ('.隐藏.txt', '~$锁.txt', '备份.txt~'):
            self.write(os.path.join('in', name), 'x')
        self.assert_exit(self.batch(), OK)
        tree = self.tree()
        self.assertEqual(sorted(tree), sorted(
            f'{stem}.{kind}' for kind in ('pdf', 'xlsx')
            for stem in ('单位000', '单位001', '区/单位002', '单位003')))
        header, *rows = self.rows()
        self.assertEqual(header['schema'], 'jixiao/batch/1')
        self.assertEqual(header['units'], 4)
        self.assertEqual(len(rows), 4)
        for row in rows:
            self.assertEqual(row['status'], 'written')
            self.assertGreater(row['pages'], 0)
            for output in row['outputs']:
                self.assertEqual(tree[output['path']], output['sha256'])
        with open(self.path('out', SUMS), 'rb') as sums:
            done = subprocess.run(['sha256sum', '--quiet', '-c'], stdin=sums,
                                  cwd=self.path('out'), check=False)
        self.assertEqual(done.returncode, 0)
        self.assert_whole()

    def test_the_report_is_printed_and_a_workbook(self):
        self.make_inputs(2)
        self.write('in/信.txt', '您好，附件请查收。\n')
        self.batch()
        text = subprocess.run(
            ['pdftotext', '-layout', self.path('out', PRINTED[0]), '-'],
            check=True, capture_output=True).stdout.decode()
        for words in ('批次报告', '共 3 个单位：完成 2', '单位000.txt',
                      '信.txt'):
            self.assertIn(words, text)
        self.assertLess(text.index('信.txt'), text.index('单位000.txt'))
        rows = list(openpyxl.load_workbook(self.path('out', PRINTED[1]))
                    .active.iter_rows(values_only=True))
        self.assertEqual(rows[2][:3], ('序号', '单位代码', '单位'))
        self.assertEqual([row[3] for row in rows[3:]],
                         ['信.txt', '单位000.txt', '单位001.txt'])
        written = self.rows()[2]
        self.assertEqual(rows[4][8],
                         float(written['amounts']['total']))
        self.assertIn(written['outputs'][0]['sha256'], rows[4])

    def test_a_second_run_has_nothing_to_do(self):
        self.make_inputs(3)
        self.batch()
        before = {name: os.stat(self.path('out', name)).st_mtime_ns
                  for name in (*self.tree(), REPORT, SUMS, *PRINTED)}
        report = self.rows()
        self.assertIn('没有需要重新生成的', self.batch().err)
        self.assertEqual(before, {
            name: os.stat(self.path('out', name)).st_mtime_ns
            for name in (*self.tree(), REPORT, SUMS, *PRINTED)})
        self.assertEqual(report, self.rows())

    def test_only_what_changed_is_made_again_and_the_reason_is_said(self):
        self.make_inputs(6)
        self.batch()
        tree = self.tree()
        with open(self.path('in', '单位000.txt'), 'ab') as file:
            file.write(b'\n\n')
        os.unlink(self.path('out', '单位001.pdf'))
        with open(self.path('out', '单位003.xlsx'), 'ab') as file:
            file.write(b'x')
        self.make_inputs(7, 'more')
        os.rename(self.path('more', '单位006.txt'),
                  self.path('in', '单位006.txt'))
        plan = self.batch('-n')
        self.assert_exit(plan, OK)
        self.assertEqual(plan.text.splitlines(), [
            '要生成 4 个，共 7 个', '输入变更  单位000.txt',
            '缺少输出  单位001.txt', '输出被改动  单位003.txt',
            '首次生成  单位006.txt'])
        self.assertFalse(os.path.exists(self.path('out', '单位001.pdf')))
        run = self.batch()
        self.assertIn('本次生成 4 个', run.err)
        after = self.tree()
        for name, value in tree.items():
            if '单位000' not in name:
                self.assertEqual(after[name], value)
        self.assertIn('选项变更', self.batch('-n', '--final').text)

    def test_a_dry_run_makes_nothing(self):
        self.make_inputs(2)
        self.assert_exit(self.batch('-n'), OK)
        self.assertEqual(self.listing(), ['in'])

    def test_what_is_no_table_is_refused_and_only_that(self):
        self.make_inputs(2)
        self.write('in/信.txt', '您好，附件请查收。\n')
        run = self.batch()
        self.assert_exit(run, SOME)
        self.assertIn('信.txt', run.err)
        self.assertEqual(self.statuses(), {'written': 2, 'refused': 1})
        self.assertEqual(self.rows()[1]['id'], '信.txt')
        self.assertIn('要生成 1 个', self.batch('-n', '--only-failed').text)

    def test_colliding_names_are_resolved_and_reported(self):
        self.make_inputs(1)
        for name in ('表.txt', '表.csv', '批次报告.txt'):
            self.write(os.path.join('in', name), self.sample)
        run = self.batch()
        self.assert_exit(run, OK)
        self.assertIn('2 个输出因重名加了编号', run.err)
        self.assertLessEqual({'表.pdf', '表-2.pdf', '批次报告-2.pdf'},
                             set(self.tree()))

    def test_outputs_of_a_unit_that_left_are_named_and_removed_on_request(self):
        self.make_inputs(2)
        self.batch()
        os.unlink(self.path('in', '单位001.txt'))
        run = self.batch()
        self.assert_exit(run, OK)
        self.assertIn('单位001.pdf', run.err)
        self.assertEqual(self.statuses(), {'written': 1, 'left_over': 2})
        self.assertIn('单位001.pdf', self.tree())
        self.assert_exit(self.batch('--prune'), OK)
        self.assertEqual(sorted(self.tree()), ['单位000.pdf', '单位000.xlsx'])
        self.assert_whole()

    def test_wrong_calls_touch_nothing(self):
        self.make_inputs(1)
        for arguments in (['in'], ['in', '-o', 'in'], ['in', '-o', '.'],
                          ['in', '-o', 'out', '--shard', '3/2'],
                          ['in', '-o', 'out', '-j', '0'],
                          ['in', '-o', 'out', '--form', '没有'],
                          ['没有', '-o', 'out'], ['in', 'in', '-o', 'out']):
            self.assert_exit(self.run_program('batch', *arguments), USAGE)
        self.assertEqual(self.listing(), ['in'])
        os.mkdir(self.path('空'))
        self.assert_exit(self.batch(source='空'), NONE)

    def test_progress_can_be_read_by_programs(self):
        self.make_inputs(2)
        run = self.batch('--progress', 'json', '-q', '--log-file', '日志')
        events = [json.loads(line) for line in run.err.splitlines()]
        self.assertEqual([event['done'] for event in events], [1, 2])
        self.assertEqual({event['status'] for event in events}, {'written'})
        with open(self.path('日志'), encoding='utf-8') as file:
            self.assertEqual(len(file.readlines()), 2)


class Manifest(Case):
    HEADINGS = 'unit_code,unit,input,output,form,year\n'

    def test_who_did_not_file_stands_first(self):
        self.make_inputs(4)
        self.write('清单.csv', (
            self.HEADINGS + '001,甲局,in/单位000.txt,,,2026\n'
            '002,乙局,in/没有.txt,,,\n003,丙局,,,,\n'
            '004,丁局,in/单位001.txt,机关/丁局,,\n').encode('gb18030'))
        run = self.batch(source='清单.csv')
        self.assert_exit(run, SOME)
        rows = self.rows()[1:]
        self.assertEqual([(row['status'], row['name'] or row['id'])
                          for row in rows],
                         [('missing', '乙局'), ('missing', '丙局'),
                          ('unlisted', 'in/单位003.txt'),
                          ('written', '甲局'), ('written', '丁局')])
        self.assertEqual(sorted(self.tree()),
                         ['001-甲局.pdf', '001-甲局.xlsx', '机关/丁局.pdf',
                          '机关/丁局.xlsx'])
        for name in ('乙局', '丙局', 'in/单位003.txt'):
            self.assertIn(name, run.err)

    def test_a_wrong_manifest_is_refused_with_its_place(self):
        self.make_inputs(1)
        for text, words in (
                ('单位,文件\n', ('1', '单位')), ('', ()),
                ('unit_code,unit\n1,甲\n', ('input',)),
                ('input,input\na,b\n', ('重复',)),
                ('input,unit\nin/单位000.txt,\n,\nin/单位000.txt,\n',
                 (':4:', '重复')),
                ('input,output\nin/单位000.txt,../x\n', (':2:', '..'))):
            self.write('清单.csv', text)
            run = self.batch(source='清单.csv')
            self.assert_exit(run, USAGE)
            self.assert_one_error(run, '清单.csv', *words)
        self.assertEqual(self.listing(), ['in', '清单.csv'])


class Interference(Case):
    def undisturbed(self, n):
        self.make_inputs(n)
        self.assert_exit(self.batch(out='whole'), OK)
        return self.tree('whole')

    def finish(self, process):
        out, err = process.communicate(timeout=120)
        return process.returncode, err.decode()

    def test_a_killed_worker_costs_nothing(self):
        whole = self.undisturbed(8)
        process = self.start('-j', '2')
        for pid in self.workers(process, 2):
            os.kill(pid, signal.SIGKILL)
        code, err = self.finish(process)
        self.assertEqual(code, OK, err)
        self.assertEqual(self.tree(), whole)
        self.assert_whole()

    def test_a_stopped_worker_runs_out_of_time_and_is_replaced(self):
        whole = self.undisturbed(4)
        process = self.start('-j', '1', '--timeout', '3')
        os.kill(self.workers(process)[0], signal.SIGSTOP)
        code, err = self.finish(process)
        self.assertEqual(code, OK, err)
        self.assertEqual(self.tree(), whole)
        self.assertIn(2, [row['attempts'] for row in self.rows()[1:]])

    def test_an_interrupt_ends_in_time_and_leaves_whole_files(self):
        whole = self.undisturbed(12)
        for number in (signal.SIGINT, signal.SIGTERM):
            shutil.rmtree(self.path('out'), True)
            process = self.start('-j', '2')
            stopped = self.workers(process, 2)[0]
            time.sleep(0.3)
            os.kill(stopped, signal.SIGSTOP)
            start = time.monotonic()
            process.send_signal(number)
            code, err = self.finish(process)
            self.assertLess(time.monotonic() - start, 5)
            self.assertEqual(code, INTERRUPTED, err)
            for name, value in self.tree().items():
                self.assertEqual(value, whole[name])
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
            for name, value in self.tree().items():
                self.assertEqual(value, whole[name])
            if len(self.tree()) == len(whole) and chance.random() < 0.8:
                shutil.rmtree(self.path('out'))
        self.assert_exit(self.batch(), OK)
        self.assertEqual(self.tree(), whole)
        self.assert_whole()

    def test_workers_die_with_their_supervisor(self):
        self.make_inputs(4)
        process = self.start('-j', '2')
        pids = self.workers(process, 2)
        os.kill(pids[0], signal.SIGSTOP)
        process.kill()
        process.communicate()
        end = time.monotonic() + 5
        while any(os.path.exists(f'/proc/{pid}') for pid in pids):
            self.assertLess(time.monotonic(), end, 'they live on')
            time.sleep(0.01)

    def test_a_second_run_is_refused_and_told_who_is_there(self):
        self.make_inputs(3)
        process = self.start('-j', '1', '--timeout', '60')
        worker = self.workers(process)[0]
        os.kill(worker, signal.SIGSTOP)
        second = self.batch()
        self.assert_exit(second, RETRY)
        self.assert_one_error(second, str(process.pid))
        self.assert_exit(self.batch('--shard', '1/2'), RETRY)
        os.kill(worker, signal.SIGCONT)
        self.assertEqual(self.finish(process)[0], OK)

    def test_a_unit_that_vanishes_in_mid_run_costs_only_itself(self):
        self.make_inputs(4)
        process = self.start('-j', '1')
        worker = self.workers(process)[0]
        os.kill(worker, signal.SIGSTOP)
        os.unlink(self.path('in', '单位003.txt'))
        self.write('in/单位004.txt', self.sample)
        os.kill(worker, signal.SIGCONT)
        code, err = self.finish(process)
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
        whole = self.undisturbed(12)
        self.on_small_disk('2m')
        ballast = self.path('out', '压舱')
        with open(ballast, 'wb') as file:
            file.write(b'x' * 900_000)
        run = self.batch()
        self.assert_exit(run, RETRY)
        os.unlink(ballast)
        tree = self.tree()
        self.assertLess(len(tree), len(whole))
        for name, value in tree.items():
            self.assertEqual(value, whole[name])
        subprocess.run(['mount', '-o', 'remount,size=64m', self.path('out')],
                       check=True)
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


class Shards(Case):
    N = 4

    def run_shards(self, out, *arguments):
        processes = [self.start('--shard', f'{i + 1}/{self.N}', '-j', '1', '-q',
                                *arguments, out=out)
                     for i in range(self.N)]
        return [process.communicate() and process.returncode
                for process in processes]

    def test_shards_side_by_side_make_what_one_run_makes(self):
        self.make_inputs(12)
        self.assert_exit(self.batch(out='one'), OK)
        self.assertEqual(self.run_shards('out'), [OK] * self.N)
        merged = self.run_program('merge', 'out', '--shards', str(self.N))
        self.assertIn(merged.code, (OK, FINDINGS), merged.err)
        self.assertEqual(self.tree(), self.tree('one'))

        def facts(out):
            return [{key: value for key, value in row.items()
                     if key not in ('seconds', 'attempts')}
                    for row in self.rows(out)]
        self.assertEqual(facts('out'), facts('one'))
        self.assert_whole()
        self.assertIn('没有需要重新生成的', self.batch().err)

    def test_gaps_and_mixtures_are_refused(self):
        self.make_inputs(6)
        self.run_shards('out')
        hidden = self.path('out', '.jixiao')
        third = os.path.join(hidden, f'report-3-of-{self.N}.jsonl')
        merge = ('merge', 'out', '--shards', str(self.N))

        os.rename(third, third + '.away')
        gap = self.run_program(*merge)
        self.assert_exit(gap, NONE)
        self.assert_one_error(gap, '第 3 份')
        shutil.copy(os.path.join(hidden, f'report-2-of-{self.N}.jsonl'), third)
        self.assert_exit(self.run_program(*merge), NONE)
        os.rename(third + '.away', third)

        self.batch('--shard', f'3/{self.N}', '--final')
        mixed = self.run_program(*merge)
        self.assert_exit(mixed, NONE)
        self.assert_one_error(mixed, '第 3 份', '不同')
        self.assertFalse(os.path.exists(self.path('out', REPORT)))


class Clusters(Case):
    """The scripts of tools/cluster, with what stands in for a cluster."""
    SBATCH = """#!/bin/bash
echo "$*" >>"$CALLS"
for word; do
    case $word in
    --array=1-*) shards=${word#--array=1-} ;;
    --wrap=*) wrap=${word#--wrap=} ;;
    esac
done
if [ -n "${shards:-}" ]; then
    for i in $(seq "$shards"); do
        SLURM_ARRAY_TASK_ID=$i SLURM_CPUS_PER_TASK=1 bash -c "$wrap" &
    done
    wait
    echo "17;cluster"
else
    bash -c "$wrap"
fi
"""

    def run_script(self, name, *arguments):
        return subprocess.run(
            [os.path.join(harness.SOURCE, 'tools', 'cluster', name),
             *arguments],
            cwd=self.dir, capture_output=True, timeout=200,
            env={**os.environ, 'JIXIAO': PROGRAM, 'SOURCE_DATE_EPOCH': EPOCH,
                 'PATH': self.dir + ':' + os.environ['PATH'],
                 'CALLS': self.path('calls')}, check=False)

    def compare(self, done, code=OK):
        self.assertEqual(done.returncode, code, done.stderr.decode())
        self.assert_exit(self.batch(source='输 入', out='one'), OK)
        self.assertEqual(self.tree(), self.tree('one'))
        self.assert_whole()

    def test_slurm_job_array(self):
        self.make_inputs(6, '输 入')
        os.chmod(self.write('sbatch', self.SBATCH), 0o755)
        self.compare(self.run_script('slurm', '输 入', 'out', '3',
                                     '--fail-on', 'never'))
        with open(self.path('calls'), encoding='utf-8') as file:
            self.assertIn('--dependency=afterany:17 ', file.read())

    @unittest.skipUnless(shutil.which('parallel'), 'GNU parallel is not here')
    def test_gnu_parallel(self):
        self.make_inputs(6, '输 入')
        self.compare(self.run_script('parallel', '输 入', 'out', '3',
                                     '--fail-on', 'never'))

    def test_how_they_are_called(self):
        for name in ('slurm', 'parallel'):
            done = self.run_script(name, 'in')
            self.assertEqual(done.returncode, USAGE)
            self.assertIn(b'SHARDS', done.stderr)


class Verified(Case):
    def test_what_was_changed_afterwards_is_found(self):
        self.make_inputs(3)
        self.batch()
        with open(self.path('out', '单位000.pdf'), 'ab') as file:
            file.write(b'x')
        os.unlink(self.path('out', '单位001.xlsx'))
        self.write('out/陌生.txt', 'x')
        run = self.run_program('verify', 'out')
        self.assert_exit(run, SOME)
        for words in ('单位000.pdf：内容与报告不符', '单位001.xlsx：文件不在',
                      '陌生.txt：不在报告中', '2 处不符，1 个文件'):
            self.assertIn(words, run.text)

    def test_a_folder_without_a_report_cannot_be_verified(self):
        self.make_inputs(1)
        self.assert_exit(self.run_program('verify', 'in'), NONE)
        self.assert_exit(self.run_program('verify'), USAGE)


if __name__ == '__main__':
    harness.main()
