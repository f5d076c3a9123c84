"""Verbs, exit codes, findings and help, as the contract has them."""
import json
import os
import re
import subprocess
import unicodedata

import harness
from harness import CLEAN, DAMAGED, FINDINGS, LONG, OK, USAGE

VERBS = ('render', 'check', 'export', 'explain', 'rules', 'forms', 'fonts',
         'doctor')

# what is wrong in samples/damaged.txt, by rule and line
WRONG = {
    ('row-cell-missing', 18), ('row-cell-missing', 19),
    ('row-cell-missing', 20), ('row-cell-missing', 26),
    ('row-cell-missing', 27), ('row-cell-missing', 28),
    ('row-sum-mismatch', 26), ('annual-missing', 36), ('colon-missing', 36),
    ('name-line-wrap-space', 31), ('name-line-wrap-space', 39),
    # the only set of edits that makes the printed totals true
    ('reconciled', 24), ('reconciled', 26), ('reconciled', 33),
    ('reconciled', 37),
}

HEAD = re.compile(r'^(?P<file>.*?):(?P<line>\d+):(?P<column>\d+): '
                  r'(错误|警告|提示)\[(?P<rule>[a-z0-9-]+)\]: (?P<message>.+)$')


KEYS = {'rule', 'severity', 'file', 'line', 'column', 'place', 'field',
        'project', 'ordinal', 'message', 'hint', 'basis'}


def findings_of(run):
    """What `check --format json` said about its one file."""
    return json.loads(run.text)['files'][0]['findings']


def width(text):
    """Columns on a terminal."""
    return sum(0 if unicodedata.combining(c) else
               2 if unicodedata.east_asian_width(c) in 'WF' else 1
               for c in text)


def under(caret_line, shown):
    """The character of `shown` that the caret of the line below points at."""
    want = width(caret_line[:caret_line.index('^')])
    for i in range(len(shown) + 1):
        if width(shown[:i]) == want:
            return shown[i:i + 1]
    return None


class Samples(harness.Case):
    def test_the_clean_one_has_no_errors_and_no_warnings(self):
        run = self.run_program('check', CLEAN, '--fail-on', 'warning')
        self.assert_exit(run, OK)

    def test_the_long_one_has_no_errors_and_20_pages(self):
        run = self.run_program('render', LONG, '-o', '.')
        self.assert_exit(run, OK)
        info = subprocess.run(['pdfinfo', self.path('long.pdf')],
                              stdout=subprocess.PIPE, check=True)
        pages = int(re.search(rb'Pages:\s+(\d+)', info.stdout).group(1))
        self.assertGreaterEqual(pages, 20)

    def test_the_damaged_one_is_read_and_all_its_faults_are_found(self):
        run = self.run_program('check', DAMAGED, '--format', 'json')
        self.assert_exit(run, FINDINGS)
        found = findings_of(run)
        places = {(f['rule'], f['line']) for f in found}
        self.assertEqual(WRONG - places, set())
        columns = {f['field'] for f in found
                   if f['rule'] == 'column-sum-mismatch'}
        self.assertEqual(columns, {'fiscal', 'special_account', 'other'})

    def test_what_is_said_to_be_written_is_there(self):
        run = self.run_program('render', CLEAN, '--to', 'pdf,png', '-o', '.')
        said = re.findall('已写出 ([^ （]+)', run.err)
        self.assertEqual(said, ['clean.pdf', 'clean-01.png'])
        for name in said:
            self.assertTrue(os.path.exists(self.path(name)), name)

    def test_rendering_the_damaged_one_says_1_and_writes_both(self):
        run = self.run_program('render', DAMAGED, '-o', 'out')
        self.assert_exit(run, FINDINGS)
        self.assertEqual(run.text, '')
        self.assertEqual(self.listing(self.path('out')),
                         ['damaged.pdf', 'damaged.xlsx'])


class Findings(harness.Case):
    def findings(self, *options):
        run = self.run_program('check', DAMAGED, *options)
        lines = run.text.splitlines()
        return [(HEAD.match(line), lines[i + 1:i + 3])
                for i, line in enumerate(lines) if HEAD.match(line)]

    def test_the_caret_stands_under_the_place(self):
        with open(DAMAGED, encoding='utf-8') as file:
            source = file.read().split('\n')
        seen = 0
        for head, (shown, caret) in self.findings('--fail-on', 'warning'):
            line = source[int(head['line']) - 1]
            column = int(head['column'])
            meant = line[column - 1:column]
            self.assertRegex(caret, r'^ *\^~*$', head.group())
            if meant.strip():
                self.assertEqual(under(caret, shown), meant, head.group())
                seen += 1
            self.assertLessEqual(width(shown), 100)
        self.assertGreater(seen, 8)

    def test_nothing_is_said_twice(self):
        goal = '通过开展培训提高教师的业务水平。' * 300
        text = ('项目支出绩效目标表\n单位名称：甲校\n单位：万元\n项目名称\t总计'
                '\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n'
                '培训\t1.00\t1.00\t\t\t' + goal + '\t\n')
        with open(self.path('长.txt'), 'w', encoding='utf-8') as file:
            file.write(text)
        run = self.run_program('render', self.path('长.txt'), '--to', 'json',
                               '-o', '-')
        said = [(f['rule'], f['place'], f['line'], f['column'], f['message'])
                for f in json.loads(run.text)['findings']]
        self.assertEqual([f[0] for f in said].count('row-height-capped'), 1)
        self.assertEqual(len(said), len(set(said)))

    def test_fail_on_moves_the_exit_code(self):
        for level, code in (('error', FINDINGS), ('warning', FINDINGS),
                            ('never', OK)):
            run = self.run_program('check', DAMAGED, '--fail-on', level)
            self.assert_exit(run, code)

    def test_select_and_ignore(self):
        run = self.run_program('check', DAMAGED, '--select', 'annual-missing')
        self.assertEqual(set(re.findall(r'\[([a-z-]+)\]', run.text)),
                         {'annual-missing'})
        run = self.run_program('check', DAMAGED, '--ignore', 'annual-missing')
        self.assertNotIn('annual-missing', run.text)

    def test_json_has_the_same_keys_for_every_finding(self):
        run = self.run_program('check', DAMAGED, '--format', 'json')
        for finding in findings_of(run):
            self.assertEqual(KEYS - set(finding), set())


class Calls(harness.Case):
    def test_help_of_every_verb_has_an_example(self):
        for verb in VERBS:
            run = self.run_program(verb, '--help')
            self.assert_exit(run, OK)
            self.assertIn('示例', run.text, verb)
            self.assertIn(f'jixiao {verb}', run.text, verb)

    def test_help_names_every_verb(self):
        run = self.run_program('--help')
        self.assert_exit(run, OK)
        for verb in VERBS:
            self.assertIn(verb, run.text)

    def test_the_configuration_is_found_upward_and_obeyed(self):
        os.makedirs(self.path('甲', '乙'))
        self.write('甲/jixiao.conf', 'severity: {cost-missing: off}\n'
                   'waivers: [{rule: annual-missing, reason: 另行补报}]\n')
        with open(DAMAGED, 'rb') as file:
            name = self.write('甲/乙/表.txt', file.read())
        run = self.run_program('check', name, '--format', 'json')
        self.assert_exit(run, FINDINGS)
        rules = [finding['rule'] for finding in findings_of(run)]
        self.assertNotIn('cost-missing', rules)
        self.assertIn('annual-missing', rules)

    def test_a_mistake_in_the_configuration_is_shown_and_nothing_written(self):
        conf = self.write('my.conf', 'severity:\n  cost-mising: off\n')
        run = self.run_program('render', CLEAN, '--config', conf, '-o', '.')
        self.assert_exit(run, USAGE)
        self.assertIn('my.conf:2:3: ', run.err)
        self.assertIn('cost-missing', run.err)
        self.assertEqual(self.listing(), ['my.conf'])

    def test_nothing_to_do_is_a_wrong_call(self):
        self.assert_exit(self.run_program(), USAGE)

    def test_without_a_verb_it_renders(self):
        for name, arguments in (('a', ['render', CLEAN]), ('b', [CLEAN])):
            run = self.run_program(*arguments, '-o', name)
            self.assert_exit(run, OK)
        for name in ('clean.pdf', 'clean.xlsx'):
            with open(self.path('a', name), 'rb') as a, \
                    open(self.path('b', name), 'rb') as b:
                self.assertEqual(a.read(), b.read())

    def test_every_rule_is_explained(self):
        run = self.run_program('rules')
        self.assert_exit(run, OK)
        rules = re.findall(r'^\s*([a-z]+(?:-[a-z0-9]+)+)', run.text, re.M)
        self.assertGreater(len(rules), 60)
        for rule in rules[::8]:
            run = self.run_program('explain', rule)
            self.assert_exit(run, OK)
            self.assertIn(rule, run.text)

    def test_doctor_and_fonts_find_this_machine_whole(self):
        run = self.run_program('doctor')
        self.assert_exit(run, OK)
        self.assertNotIn('✗', run.text)
        self.assertIn('UTF-8', run.text)
        run = self.run_program('fonts')
        self.assert_exit(run, OK)
        self.assertIn('宋体', run.text)

    def test_outputs_stand_beside_the_input(self):
        with open(CLEAN, 'rb') as file:
            self.write('甲.txt', file.read())
        self.assert_exit(self.run_program('甲.txt'), OK)
        self.assertEqual(self.listing(), ['甲.pdf', '甲.txt', '甲.xlsx'])


if __name__ == '__main__':
    harness.main()
