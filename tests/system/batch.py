"""Batches from outside: what is made, what is made again, what is reported."""
import contextlib
import json
import os
import shutil
import sqlite3
import subprocess

import openpyxl

import harness
from batches import PRINTED, REPORT, SUMS, Case, digest
from harness import FINDINGS, NONE, OK, SOME, USAGE


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

    def test_each_ingredient_that_changed_is_named(self):
        self.make_inputs(2)
        form = shutil.copy(
            os.path.join(harness.SOURCE, 'templates', 'list.yaml'), self.dir)
        system = shutil.copy(os.path.join(
            harness.SOURCE, 'templates', 'taxonomy-2015.yaml'), self.dir)
        config = self.write('in/jixiao.conf', 'taxonomies: ['
                            + json.dumps(system) + ']\n')

        def append(path):
            with open(path, 'a', encoding='utf-8') as file:
                file.write('# anders\n')

        def rename_a_level():
            with open(system, encoding='utf-8') as file:
                text = file.read()
            with open(system, 'w', encoding='utf-8') as file:
                file.write(text.replace('产出指标', '产出的指标', 1))

        def forget(column):
            with contextlib.closing(sqlite3.connect(self.path(
                    'out', '.jixiao', 'ledger.sqlite'))) as ledger, ledger:
                ledger.execute(f"UPDATE unit SET {column} = 'x'")

        for change, reason in (
                (lambda: None, '首次生成'),
                (lambda: append(form), '模板变更'),
                (lambda: append(config), '设置变更'),
                (rename_a_level, '设置变更'),
                (lambda: forget('fonts'), '字体变更'),
                (lambda: forget('program'), '程序升级')):
            change()
            plan = self.batch('-n', '--form', 'list.yaml')
            self.assertEqual(plan.text.splitlines(), [
                '要生成 2 个，共 2 个', f'{reason}  单位000.txt',
                f'{reason}  单位001.txt'])
            self.assert_exit(self.batch('--form', 'list.yaml'), OK)
            self.assertIn('要生成 0 个',
                          self.batch('-n', '--form', 'list.yaml').text)

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

    def test_the_year_is_that_of_tables_which_state_none(self):
        self.make_inputs(1)
        self.write('in/有.txt', '2031年度'.encode() + self.sample)

        def years(year):
            self.write('清单.csv', self.HEADINGS + '1,甲局,in/单位000.txt,,,'
                       f'{year}\n2,乙局,in/有.txt,,,{year}\n')
            self.assert_exit(self.batch(source='清单.csv'), OK)
            return [(row['year'], row['message']) for row in self.rows()[1:]]
        self.assertEqual(years(''), [(None, None), ('2031', None)])
        self.assertEqual(years('2031'), [('2031', None), ('2031', None)])
        self.assertEqual(years('2030'), [
            ('2030', None), ('2031', '清单说的是 2030 年，表上是 2031 年')])

    def test_a_wrong_manifest_is_refused_with_its_place(self):
        self.make_inputs(1)
        for text, words in (
                ('单位,文件\n', ('1', '单位')), ('', ()),
                ('unit_code,unit\n1,甲\n', ('input',)),
                ('input,input\na,b\n', ('重复',)),
                ('input,unit\nin/单位000.txt,\n,\nin/单位000.txt,\n',
                 (':4:', '重复')),
                ('input,year\nin/单位000.txt,明年\n', (':2:', '明年')),
                ('input,output\nin/单位000.txt,../x\n', (':2:', '..'))):
            self.write('清单.csv', text)
            run = self.batch(source='清单.csv')
            self.assert_exit(run, USAGE)
            self.assert_one_error(run, '清单.csv', *words)
        self.assertEqual(self.listing(), ['in', '清单.csv'])


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

    def edit_report(self, edit):
        header, *rows = self.rows()
        edit(rows)
        self.write(os.path.join('out', REPORT), ''.join(
            json.dumps(row, ensure_ascii=False) + '\n'
            for row in (header, *rows)))

    def test_files_that_do_not_say_what_the_report_says_are_found(self):
        self.make_inputs(4)
        self.batch()
        for name, data in (('单位001.pdf', self.read('单位000.pdf')[:-100]),
                           ('单位001.xlsx', b'PK')):
            self.write(os.path.join('out', name), data)

        def edit(rows):
            for row in rows:  # the digests are right
                for output in row['outputs']:
                    output['sha256'] = digest(self.path('out', output['path']))
            by_id = {row['id']: row for row in rows}
            by_id['区/单位002.txt']['amounts']['other'] += '1'
            by_id['单位000.txt']['outputs'][0]['text_sum'] += 1
            by_id['单位003.txt']['projects'] += 1
            by_id['单位003.txt']['indicators'] -= 1
        self.edit_report(edit)
        run = self.run_program('verify', 'out')
        self.assert_exit(run, SOME)
        for words in ('单位000.pdf：PDF 中的文字与报告不符',
                      '区/单位002.xlsx：工作簿中的金额合计', '单位001.pdf：写出的',
                      '单位001.xlsx：工作簿读不出来',
                      '单位003.xlsx：工作簿中的项目数',
                      '单位003.xlsx：工作簿中的指标数'):
            self.assertIn(words, run.text)
        self.assertNotIn('单位003.pdf', run.text)
        quick = self.run_program('verify', 'out', '--quick')
        self.assertEqual(quick.text.splitlines()[0],
                         'SHA256SUMS：内容与报告不符')

    def test_a_folder_without_a_report_cannot_be_verified(self):
        self.make_inputs(1)
        self.assert_exit(self.run_program('verify', 'in'), NONE)
        self.assert_exit(self.run_program('verify'), USAGE)


if __name__ == '__main__':
    harness.main()
