"""A batch on many machines: shards, their merging, and the scripts of
tools/cluster."""
import os
import shutil
import subprocess
import unittest

import harness
from batches import REPORT, Case
from harness import EPOCH, FINDINGS, NONE, OK, PROGRAM, USAGE


class Shards(Case):
    N = 8

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
        twice = self.run_program(*merge)
        self.assert_exit(twice, NONE)
        self.assert_one_error(twice, '第 3 份', '第 2 份')
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
    --output=*) log=${word#--output=} ;;
    --array=1-*) shards=${word#--array=1-} ;;
    --wrap=*) wrap=${word#--wrap=} ;;
    esac
done
if [ -n "${shards:-}" ]; then
    for i in $(seq "$shards"); do
        SLURM_ARRAY_TASK_ID=$i SLURM_CPUS_PER_TASK=1 bash -c "$wrap" \
            >"${log/\\%a/$i}" 2>&1 &
    done
    wait
    echo "17;cluster"
else
    bash -c "$wrap" >"$log" 2>&1
fi
"""

    def run_script(self, name, *arguments):
        return subprocess.run(
            [os.path.join(harness.SOURCE, 'tools', 'cluster', name),
             *arguments],
            cwd=self.dir, capture_output=True, timeout=harness.PATIENCE,
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
        self.assertIn('共 6 个单位', self.read(
            '.jixiao', 'slurm-merge.log').decode())

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

if __name__ == '__main__':
    harness.main()
