"""Many inputs as one PDF: contents that lead there, bookmarks, numbers."""
import re
import subprocess

import harness
from harness import (CLEAN, DAMAGED, FINDINGS, LONG, NONE, OK, SOME, USAGE)

HEAD = ('项目支出绩效目标表\n\n单位名称：{0}\n\n单位：万元\n\n项目名称\t总计\t'
        '财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n'
        '{0}\t1.50\t1.50\n{0}修缮\t1.50\t1.50\t\t\t修好{0}的楼。\t')
INDICATORS = ('1、1-产出指标；11-数量指标；甲；实施周期指标值：≥9%；'
              '年度指标值：≥9%。')


def output_of(*command):
    return subprocess.run(command, check=True,
                          capture_output=True).stdout.decode()


class Together(harness.Case):
    def bound(self, *inputs, code=OK):
        run = self.run_program('render', *inputs, '--together', '汇编.pdf')
        self.assert_exit(run, code)
        return self.path('汇编.pdf')

    def test_200_units(self):
        names = []
        for i in range(1, 201):
            unit = f'第{i}中学'
            names.append(self.write(f'{i:03}.txt',
                                    HEAD.format(unit) + INDICATORS + '\n'))
        pdf = self.bound(*names, code=FINDINGS)
        pages = output_of('pdftotext', '-raw', pdf, '-').split('\f')[:-1]
        contents = len(pages) - 200
        self.assertGreater(contents, 3)
        lines = re.findall(r'^\d+ (第\d+中学) 1\.50 (\d+) (\d+)$',
                           '\n'.join(pages[:contents]), re.M)
        self.assertEqual([line[0] for line in lines],
                         [f'第{i}中学' for i in range(1, 201)])
        for i, page in enumerate(pages, 1):
            self.assertIn(f'第 {i} 页 共 {len(pages)} 页', page)
        for unit, _, page in lines:
            self.assertRegex(pages[int(page) - 1], f'单位名称：{unit}\\s')
        self.assertIn('300.00', pages[contents - 1])
        outline = output_of('mutool', 'show', pdf, 'outline')
        for i in (1, 77, 200):
            self.assertRegex(outline, f'"第{i}中学".*#page={contents + i}\\D')
            self.assertIn(f'"第{i}中学修缮"', outline)

    def test_links_are_in_the_tree_and_lead_to_their_pages(self):
        pdf = self.bound(CLEAN, DAMAGED, code=FINDINGS)
        tree = output_of('pdfinfo', '-struct-text', pdf)
        links = re.findall(r'Link \(inline\)\s+Object \d+ \d+\s+"(.*)"|'
                           r'Link \(inline\)\s+"(.*)"\s+Object', tree)
        names = [a or b for a, b in links]
        pages = output_of('pdftotext', '-raw', pdf, '-').split('\f')
        self.assertEqual(len(names), 4)
        for unit, page in zip(names[::2], names[1::2]):
            self.assertIn('单位名称：' + unit, pages[int(page) - 1])
        done = subprocess.run(['qpdf', '--check', pdf], capture_output=True)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_each_part_is_as_it_is_alone(self):
        pdf = self.bound(CLEAN, DAMAGED, code=FINDINGS)
        pages = output_of('pdftotext', '-raw', pdf, '-').split('\f')
        number = re.compile(r'第 \d+ 页 共 \d+ 页')
        at = 1
        for sample in (CLEAN, DAMAGED):
            self.run_program('render', sample, '--to', 'pdf', '-o', 'one.pdf')
            alone = output_of('pdftotext', '-raw', self.path('one.pdf'), '-')
            for page in alone.split('\f')[:-1]:
                self.assertEqual(number.sub('', pages[at]),
                                 number.sub('', page))
                at += 1
        self.assertEqual(at, len(pages) - 1)
        self.assertIn('草稿：', pages[at - 1])
        self.assertNotIn('草稿：', pages[1])

    def test_in_the_mail_too(self):
        run = self.run_program('render', CLEAN, LONG, '--profile', 'mail',
                               '--together', '汇编.pdf')
        self.assert_exit(run, OK)
        pdf = self.path('汇编.pdf')
        self.assertIn('目 录', output_of('pdftotext', '-raw', pdf, '-'))
        done = subprocess.run(['qpdf', '--check', pdf], capture_output=True)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_what_cannot_be_read_is_left_out_and_said(self):
        run = self.run_program('render', CLEAN, '没有.txt', '--together',
                               '汇编.pdf')
        self.assert_exit(run, SOME)
        self.assertIn('没有.txt', run.err)
        self.assertEqual(self.listing(), ['汇编.pdf'])
        run = self.run_program('render', '没有.txt', '--together', '空.pdf')
        self.assert_exit(run, NONE)
        self.assertEqual(self.listing(), ['汇编.pdf'])

    def test_where_it_cannot_be_written_nothing_is(self):
        run = self.run_program('render', CLEAN, '--together', '没有/汇编.pdf')
        self.assert_exit(run, NONE)
        self.assertEqual(self.listing(), [])

    def test_wrong_calls(self):
        with open(CLEAN, 'rb') as file:
            own = self.write('表.txt', file.read())
        for options in (('-o', 'out'), ('--to', 'pdf,xlsx'), ('--to', 'json'),
                        ('--name', '{unit}')):
            run = self.run_program('render', own, '--together', '汇编.pdf',
                                   *options)
            self.assert_exit(run, USAGE)
            self.assertIn('--together', run.err)
        run = self.run_program('render', own, '--together', '表.txt')
        self.assert_exit(run, USAGE)
        self.assertEqual(self.listing(), ['表.txt'])

    def test_same_inputs_same_bytes(self):
        runs = [self.run_program('render', CLEAN, DAMAGED, '--together', '-')
                for _ in range(2)]
        self.assertTrue(runs[0].out.startswith(b'%PDF-'))
        self.assertTrue(runs[0].out == runs[1].out)


if __name__ == '__main__':
    harness.main()
