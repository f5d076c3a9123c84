"""校验报告 and 变动表 as people get them: printed pages and workbooks, read by
poppler and openpyxl; the waivers that every report lists; the configuration
that stands behind them."""
import io
import json
import os
import re
import subprocess

import openpyxl

import harness
from harness import DAMAGED, FINDINGS, OK, USAGE

VERBS = ('render', 'check', 'batch')  # those that a jixiao.conf is for
HEAD = ('项目支出绩效目标表\n单位名称：{unit}\n单位：万元\n项目名称\t总计\t'
        '财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n')
ITEM = ('1、1-产出指标；11-数量指标；{}场次；实施周期指标值：12场；'
        '年度指标值：12场。')


def table(unit, *rows):
    """A table of rows (name, amount), all in 财政拨款."""
    total = sum(amount for _, amount in rows)
    lines = [(unit, total, '\t')] + [
        (name, amount, f'按计划完成{name}的全年任务。\t' + ITEM.format(name))
        for name, amount in rows]
    return HEAD.format(unit=unit) + ''.join(
        f'{name}\t{amount:.2f}\t{amount:.2f}\t\t\t{texts}\n'
        for name, amount, texts in lines)


def text_of(pdf):
    """What a reader sees, without line breaks inside cells mattering."""
    done = subprocess.run(['pdftotext', '-raw', '-', '-'], input=pdf,
                          stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()


def squeezed(text):
    return re.sub(r'\s', '', text)


def rows_of(workbook, sheet):
    """The rows of a sheet as {heading: value}."""
    rows = list(workbook[sheet].iter_rows(min_row=3, values_only=True))
    return [dict(zip(rows[0], row)) for row in rows[1:]]


class Case(harness.Case):
    def workbook(self, *arguments, code):
        run = self.run_program(*arguments, '--format', 'xlsx')
        self.assert_exit(run, code)
        return openpyxl.load_workbook(io.BytesIO(run.out))

    def pdf(self, *arguments, code, env=None):
        run = self.run_program(*arguments, '--format', 'pdf', env=env)
        self.assert_exit(run, code)
        checked = subprocess.run(
            ['qpdf', '--check', self.write('报告.pdf', run.out)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(checked.returncode, 0, checked.stdout)
        return text_of(run.out)

    def findings(self, *files):
        run = self.run_program('check', *files, '--format', 'json')
        return [f for file in json.loads(run.text)['files']
                for f in file['findings']]


class Report(Case):
    def test_the_sheet_has_every_finding_with_place_and_basis(self):
        workbook = self.workbook('check', DAMAGED, code=FINDINGS)
        self.assertEqual(workbook.sheetnames, ['各单位', '问题', '规则'])
        rows = rows_of(workbook, '问题')
        found = self.findings(DAMAGED)
        self.assertEqual(len(rows), len(found))
        for row, finding in zip(rows, found):
            self.assertEqual(row['规则'], finding['rule'])
            self.assertEqual(row['问题'], finding['message'])
            self.assertEqual(row['怎样改正'], finding['hint'])
            self.assertEqual(row['依据'], finding['basis'])
            self.assertEqual(row['位置'], f'第 {finding["line"]} 行第 '
                             f'{finding["column"]} 字')
        self.assertEqual([row['序号'] for row in rows],
                         list(range(1, len(rows) + 1)))

    def test_the_sheet_of_rules_explains_those_that_were_broken(self):
        workbook = self.workbook('check', DAMAGED, code=FINDINGS)
        rows = rows_of(workbook, '规则')
        found = [finding['rule'] for finding in self.findings(DAMAGED)]
        self.assertEqual({row['规则']: row['问题'] for row in rows},
                         {rule: found.count(rule) for rule in found})
        for row in rows:
            self.assertTrue(row['说明'] and row['为什么'] and row['依据'])

    def test_the_sheet_counts_every_unit(self):
        self.write('甲.txt', table('甲小学', ('绿化', 3), ('培训', 4)))
        self.write('乙.txt', table('乙小学', ('修缮', 5)))
        workbook = self.workbook('check', '甲.txt', '乙.txt', code=FINDINGS)
        rows = rows_of(workbook, '各单位')
        self.assertEqual([(r['单位名称'], r['项目'], r['总计']) for r in rows],
                         [('甲小学', 2, 7), ('乙小学', 1, 5)])

    def test_the_pages_have_every_error_and_warning_and_the_basis(self):
        text = squeezed(self.pdf('check', DAMAGED, code=FINDINGS))
        n = 0
        for finding in self.findings(DAMAGED):
            if finding['severity'] != 'hint':
                self.assertIn(squeezed(finding['message']), text)
                self.assertIn(squeezed(finding['basis']), text)
                n += 1
        self.assertGreater(n, 30)
        self.assertIn('临溪市社区学院', text)
        self.assertIn('处理情况', text)

    def test_the_pages_go_unit_by_unit(self):
        self.write('甲.txt', table('甲小学', ('绿化', 3)))
        self.write('乙.txt', table('乙小学', ('修缮', 5)))
        text = self.pdf('check', '甲.txt', '乙.txt', code=FINDINGS)
        places = [text.index(word) for word in
                  ('甲小学', '绿化', '乙小学', '修缮', '规则与依据')]
        self.assertEqual(places, sorted(places))

    def test_what_is_printed_is_chinese_whatever_the_messages_are(self):
        text = self.pdf('check', DAMAGED, '--lang', 'en', code=FINDINGS)
        self.assertIn('怎样改正', text)
        self.assertNotIn('does not', text)
        self.assertIn('项警告', text)


class Waivers(Case):
    def setUp(self):
        super().setUp()
        self.write('表.txt', table('甲小学', ('绿化', 3), ('培训', 4)))
        self.conf = self.write('jixiao.conf', """waivers:
  - {rule: satisfaction-missing, project: 绿化, reason: 无服务对象}
  - rule: satisfaction-missing
    project: 早已改名的项目
    reason: 上年批准
""")
        self.unused = '豁免没有用上：项目“早已改名的项目”没有 satisfaction-missing'

    def test_text_has_the_reason_and_warns_of_one_without_use(self):
        run = self.run_program('check', '表.txt')
        self.assertEqual(run.text.count('已豁免：无服务对象'), 1)
        self.assertIn(f'{self.conf}:3:5: 警告: {self.unused}', run.err)
        self.assertEqual(len(run.err.splitlines()), 1)

    def test_quiet_says_nothing_of_it(self):
        self.assertEqual(self.run_program('check', '表.txt', '-q').err, '')

    def test_json_lists_them_with_the_findings_they_fit(self):
        run = self.run_program('check', '表.txt', '--format', 'json')
        self.assertEqual(
            [(w['rule'], w['project'], w['reason'], w['findings'])
             for w in json.loads(run.text)['waivers']],
            [('satisfaction-missing', '绿化', '无服务对象', 1),
             ('satisfaction-missing', '早已改名的项目', '上年批准', 0)])

    def test_sarif_suppresses_and_notifies(self):
        run = self.run_program('check', '表.txt', '--format', 'sarif')
        log = json.loads(run.text)['runs'][0]
        waived = [r for r in log['results'] if 'suppressions' in r]
        self.assertEqual([r['suppressions'][0]['justification']
                          for r in waived], ['无服务对象'])
        notes = log['invocations'][0]['toolConfigurationNotifications']
        self.assertEqual(len(notes), 1)
        self.assertIn(self.unused, notes[0]['message']['text'])
        place = notes[0]['locations'][0]['physicalLocation']['region']
        self.assertEqual((place['startLine'], place['startColumn']), (3, 5))

    def test_pages_and_sheet_list_both(self):
        text = squeezed(self.pdf('check', '表.txt', code=FINDINGS))
        self.assertIn('已豁免：无服务对象', text)
        self.assertIn(squeezed(self.unused), text)
        workbook = self.workbook('check', '表.txt', code=FINDINGS)
        self.assertEqual([(r['豁免理由'], r['问题'])
                          for r in rows_of(workbook, '豁免')],
                         [('无服务对象', 1), ('上年批准', 0)])
        self.assertEqual([r['级别'] for r in rows_of(workbook, '问题')
                          if r['豁免理由']], ['已豁免'])

    def test_a_rule_that_was_not_tried_is_no_reproach(self):
        run = self.run_program('check', '表.txt', '--ignore',
                               'satisfaction-missing')
        self.assertEqual(run.err, '')


class Configuration(Case):
    def setUp(self):
        super().setUp()
        self.write('表.txt', table('甲小学', ('绿化', 3)))

    def check(self, conf, *arguments):
        self.write('jixiao.conf', conf)
        return self.run_program('check', '表.txt', *arguments)

    def test_options_have_defaults_and_the_call_has_the_last_word(self):
        conf = 'options: {fail-on: never, select: [benefit-missing]}\n'
        run = self.check(conf)
        self.assert_exit(run, OK)
        self.assertEqual(set(re.findall(r'\[([a-z-]+)\]', run.text)),
                         {'benefit-missing'})
        self.assert_exit(self.check(conf, '--fail-on', 'error'), FINDINGS)
        self.assert_exit(self.check(conf, '--fail-on=error'), FINDINGS)

    def test_a_switch_is_on_or_off(self):
        self.assertNotIn('警告[', self.check('options: {quiet: 是}\n').text)
        self.assertIn('警告[', self.check('options: {quiet: no}\n').text)
        run = self.check('options:\n  quiet: 也许\n')
        self.assert_exit(run, USAGE)
        self.assertIn('jixiao.conf:2:10: ', run.err)

    def test_render_obeys_it_too(self):
        self.write('jixiao.conf', 'options: {to: json, quiet: true}\n')
        self.run_program('render', '表.txt')
        self.assertEqual(self.listing(), ['jixiao.conf', '表.json', '表.txt'])

    def test_what_is_unknown_or_wrong_is_shown_with_its_place(self):
        for conf, place, word in (
                ('options:\n  fail-one: never\n', '2:3', 'fail-on'),
                ('options:\n  fail-on: 从不\n', '2:12', 'warning'),
                ('options:\n  lang: en\n', '2:3', 'lang'),
                ('fonts: 没有的文件夹\n', '1:8', '没有的文件夹'),
                ('font: 字体\n', '1:1', 'fonts')):
            with self.subTest(conf):
                run = self.check(conf)
                self.assert_exit(run, USAGE)
                self.assertIn(f'jixiao.conf:{place}: ', run.err)
                self.assertIn(word, run.err)

    def test_every_option_is_known_or_kept_for_the_call(self):
        # a new one goes into OPTIONS of src/check/config_read.c, or in here
        for_the_call = {'help', 'config', 'lang', 'output', 'dry-run', 'shard',
                        'only-failed', 'prune', 'log-file', 'shards',
                        'set', 'together', 'password-file'}
        options = set()
        for verb in VERBS:
            options |= set(re.findall(r'(?m)^ .*?--([a-z-]+)',
                                      self.run_program(verb, '--help').text))
        for option in sorted(options - for_the_call):
            with self.subTest(option):
                run = self.check(f'options: {{{option}: "?"}}\n')
                self.assertNotIn('不认识的键', run.err, '--' + option)

    def test_licensed_fonts_are_taken_from_the_folder_it_names(self):
        os.mkdir(self.path('字体'))
        self.write('字体/不是字体.ttf', 'x')
        self.write('jixiao.conf', 'fonts: 字体\n')
        self.assert_exit(self.run_program('render', '表.txt', '-q'), FINDINGS)


class Changes(Case):
    def setUp(self):
        super().setUp()
        self.write('旧.txt', table('甲小学', ('绿化', 3), ('培训', 4),
                                  ('修缮', 5)))
        self.write('新.txt', table('甲小学', ('绿化', 3), ('培训', 6),
                                  ('采购', 7)))
        self.changes = {('培训', '改动', '总计', '4.00', '6.00', 2),
                        ('采购', '新增', '总计', None, '7.00', 7),
                        ('修缮', '删去', '总计', '5.00', None, -5),
                        ('各项目之和', None, '总计', '12.00', '16.00', 4)}

    @staticmethod
    def change(row):
        return tuple(row[key] for key in
                     ('项目', '变动', '内容', '原为', '现为', '增减'))

    def test_the_sheet_has_sums_and_changes(self):
        workbook = self.workbook('diff', '旧.txt', '新.txt', code=OK)
        rows = {self.change(row) for row in rows_of(workbook, '变动')}
        self.assertEqual(self.changes - rows, set())

    def test_the_pages_have_them_too(self):
        text = self.pdf('diff', '旧.txt', '新.txt', code=OK)
        self.assertIn('新增 1 个项目，删去 1 个，改动 1 个，未变 1 个', text)
        for project, change, _, before, after, _ in self.changes:
            line = ' '.join(filter(None, (project, change)))
            self.assertIn(line, text)
            for amount in filter(None, (before, after)):
                self.assertIn(amount, text)

    def several(self):
        with open(self.path('旧.txt')) as old, open(self.path('新.txt')) as new:
            a, b = old.read(), new.read()
        self.write('旧两.txt', a + '\n' + table('乙小学', ('绿化', 1)))
        self.write('新两.txt', table('丙小学', ('绿化', 2)) + '\n' + b)
        return '旧两.txt', '新两.txt'

    def test_of_several_tables_every_row_says_whose_it_is(self):
        workbook = self.workbook('diff', *self.several(), code=OK)
        rows = rows_of(workbook, '变动')
        mine = {self.change(r) for r in rows if r['单位名称'] == '甲小学'}
        self.assertEqual(self.changes - mine, set())
        self.assertEqual({r['单位名称'] for r in rows},
                         {'甲小学', '乙小学', '丙小学'})
        text = self.pdf('diff', *self.several(), code=OK)
        for unit in ('甲小学', '乙小学', '丙小学'):
            self.assertIn(unit, text)

    def test_a_table_that_is_gone_is_told_in_text_and_json(self):
        files = self.several()
        text = self.run_program('diff', *files).text
        self.assertIn('- 删去项目 绿化（总计 1.00）', text)
        self.assertIn('+ 新增项目 绿化（总计 2.00）', text)
        run = self.run_program('diff', *files, '--format', 'json')
        self.assertEqual([report['unit'] for report in
                          json.loads(run.text)['reports']],
                         ['丙小学', '甲小学', '乙小学'])


if __name__ == '__main__':
    harness.main()
