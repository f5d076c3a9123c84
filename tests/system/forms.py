"""Forms: which there are, a user's own, what is filled in by hand, and what is
said about a mistake."""
import os
import re
import subprocess

import harness
from harness import CLEAN, LONG, OK, USAGE

OWN = os.path.join(harness.SOURCE, 'tests', 'unit', 'data', 'own-form.yaml')
HEAD = ('项目支出绩效目标表\n\n单位名称：甲校\n\n单位：万元\n\n'
        '项目名称\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n')
ITEM = ('1、1-产出指标；11-数量指标；数量；实施周期指标值：≥1项；'
        '年度指标值：≥1项。')


def pages_of(pdf):
    info = subprocess.run(['pdfinfo', pdf], check=True,
                          stdout=subprocess.PIPE).stdout
    return int(re.search(rb'Pages:\s+(\d+)', info).group(1))


def text_of(pdf, *options):
    out = subprocess.run(['pdftotext', '-raw', *options, pdf, '-'], check=True,
                         stdout=subprocess.PIPE).stdout.decode()
    return re.sub(r'[ \n\f\u3000]', '', out)


class Forms(harness.Case):
    def rendered(self, source, *options):
        run = self.run_program('render', source, '-o', 'out.pdf',
                               '--fail-on', 'never', *options)
        self.assert_exit(run, OK)
        return self.path('out.pdf')

    def test_they_are_listed_and_shown(self):
        run = self.run_program('forms')
        self.assert_exit(run, OK)
        names = [line.split()[0] for line in run.text.splitlines()]
        self.assertEqual(names, ['application', 'expanded', 'list'])
        for name in names:
            self.assertIn('columns:', self.run_program('forms', name).text)

    def test_what_is_shown_is_a_form_itself(self):
        shown = self.run_program('forms', 'expanded').out
        first = self.rendered(CLEAN, '--form', 'expanded')
        with open(first, 'rb') as file:
            wanted = file.read()
        mine = self.write('mine.yaml', shown)
        with open(self.rendered(CLEAN, '--form', mine), 'rb') as file:
            self.assertEqual(file.read(), wanted)

    def test_a_form_is_nothing_but_a_file(self):
        pdf = self.rendered(LONG, '--form', OWN, '--set', '归口处室=教科文科',
                            '--set', '填报人=张三')
        text = text_of(pdf)
        self.assertEqual(text.count('教科文科'), 60)
        for wanted in ('汇总03表', '单位：元', '资金来源', '—1—', '0.00',
                       '填报人：张三', '负责人：', '（盖章）',
                       '注：金额以元为单位。'):
            self.assertTrue(wanted in text, wanted)
        self.assertIn('1190.55x841.89pts', re.sub(' ', '', subprocess.run(
            ['pdfinfo', pdf], check=True, stdout=subprocess.PIPE,
            text=True).stdout))

    def test_even_pages_are_bound_at_the_other_edge(self):
        pdf = self.rendered(LONG, '--form', OWN)
        left = []
        for page in ('1', '2', '3'):
            out = subprocess.run(['pdftotext', '-bbox', '-f', page, '-l', page,
                                  pdf, '-'], check=True,
                                 stdout=subprocess.PIPE, text=True).stdout
            left.append(min(float(x) for x in re.findall(r'xMin="([\d.]+)"',
                                                         out)))
        gutter = 12 * 72 / 25.4
        self.assertAlmostEqual(left[0] - left[1], gutter, delta=3)
        self.assertAlmostEqual(left[2] - left[1], gutter, delta=3)

    def test_a_mistake_is_shown_with_place_and_advice(self):
        text = self.run_program('forms', 'list').text
        form = self.write('f.yaml', text.replace('field: goal', 'field: gaol'))
        run = self.run_program('render', CLEAN, '--form', form, '-o', 'out')
        self.assert_exit(run, USAGE)
        self.assertRegex(run.err, r'f\.yaml:\d+:\d+: .*“goal”')
        self.assertIn('^~~~', run.err)
        self.assertFalse(os.path.exists(self.path('out')))

    def test_a_heading_that_is_not_there_cannot_be_filled(self):
        for form, wanted in (('application', '主管部门'), ('list', 'list')):
            run = self.run_program('render', CLEAN, '--form', form, '--set',
                                   '主管=甲')
            self.assert_exit(run, USAGE)
            self.assertIn(wanted, run.err)
        run = self.run_program('render', CLEAN, '--set', '主管部门')
        self.assert_exit(run, USAGE)
        self.assertIn('--set', run.err)

    def test_the_document_itself_comes_before_what_is_said(self):
        source = self.write('extra.txt', HEAD.replace(
            '绩效指标\n', '绩效指标\t主管部门\n') +
            f'甲\t1.00\t1.00\t\t\t做好工作。\t{ITEM}\t县教育局\n'
            f'乙\t1.00\t1.00\t\t\t做好工作。\t{ITEM}\t\n')
        text = text_of(self.rendered(source, '--form', 'application', '--set',
                                     '主管部门=市教育局'))
        self.assertEqual(text.count('主管部门县教育局'), 1)
        self.assertEqual(text.count('主管部门市教育局'), 1)

    def test_tables_of_none_and_of_one(self):
        for form in ('list', 'expanded', 'application', OWN):
            none = text_of(self.rendered(self.write('none.txt', HEAD),
                                         '--form', form))
            self.assertTrue("本单位无此项" in none, form)
            one = self.rendered(self.write(
                'one.txt', HEAD + f'甲项目\t1.00\t1.00\t\t\t做好。\t{ITEM}\n'),
                '--form', form)
            self.assertEqual(pages_of(one), 1)
            self.assertIn('甲项目', text_of(one))

    def test_a_later_page_says_whose_it_is(self):
        items = ''.join(ITEM.replace('1、1', f'{i}、1') for i in range(1, 60))
        pdf = self.rendered(self.write(
            'deep.txt', HEAD + f'甲项目\t1.00\t1.00\t\t\t做好。\t{items}\n'),
            '--form', 'application')
        self.assertGreater(pages_of(pdf), 1)
        second = text_of(pdf, '-f', '2', '-l', '2')
        for wanted in ('（续表）', '项目名称：甲项目', '一级指标'):
            self.assertTrue(wanted in second, wanted)

    def test_what_is_said_has_glyphs_too(self):
        run = self.run_program('render', CLEAN, '-o', 'out.pdf', '--form',
                               'application', '--set', '填报人=\U0010fffd')
        self.assertIn('glyph-missing', run.err)

    def test_an_application_form_is_a_page_for_every_project(self):
        pdf = self.rendered(CLEAN, '--form', 'application')
        self.assertEqual(pages_of(pdf), 9)
        self.assertEqual(text_of(pdf).count('填报人：'), 9)


if __name__ == '__main__':
    harness.main()
