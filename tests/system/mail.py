"""The PDF for the mail: fonts by reference, and every text comes back out of
it through two readers."""
import json
import os
import re
import subprocess
import unicodedata
from collections import Counter

import harness
from harness import CLEAN, DAMAGED, FINDINGS, LONG, NONE, OK, SOME, USAGE

HEAD = ('项目支出绩效目标表\n\n单位名称：甲\n\n单位：万元\n\n项目名称\t总计\t'
        '财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n')
INDICATORS = ('1、1-产出指标；11-数量指标；甲；实施周期指标值：≥9%；'
              '年度指标值：≥9%。')
READERS = (['pdftotext', '-raw', 'FILE', '-'],
           ['mutool', 'draw', '-q', '-F', 'txt', 'FILE'])


def squash(text):
    """Without white space. Five characters of GBK are doubles of others, and
    mutool gives back the others: they are counted as one."""
    return unicodedata.normalize('NFC', re.sub(r'\s', '', text or ''))


def texts_of(pdf):
    """What each reader finds in the file."""
    for command in READERS:
        command = [pdf if word == 'FILE' else word for word in command]
        done = subprocess.run(command, check=True, capture_output=True)
        yield command[0], squash(done.stdout.decode())


def all_of_gbk():
    """Its characters in pieces of 300; what it leaves to its users is none."""
    characters = ''
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                characters += bytes([lead, trail]).decode('gbk')
            except UnicodeDecodeError:
                pass
    characters = ''.join(characters.split())
    return [characters[i:i + 300] for i in range(0, len(characters), 300)]


class Mail(harness.Case):
    def mailed(self, source, *options):
        run = self.run_program('render', source, '--profile', 'mail', '--to',
                               'pdf', '-o', 'out.pdf', *options)
        self.assertIn(run.code, (OK, FINDINGS), run.err)
        return self.path('out.pdf')

    def check(self, source):
        pdf = self.mailed(source, '--final')
        model = json.loads(self.run_program('export', source).text)
        projects = model['projects']
        wanted = Counter(squash(''.join(
            text or '' for project in projects
            for text in (project['name'], project['goal'],
                         project['indicators_text'],
                         *project['funding'].values()))))
        for reader, text in texts_of(pdf):
            lost = wanted - Counter(text)
            self.assertFalse(lost, f'{reader}: {lost}')
            for project in projects:
                self.assertIn(squash(project['name']), text)
        return pdf

    def test_every_sample_comes_back(self):
        for sample in (CLEAN, DAMAGED, LONG):
            with self.subTest(sample):
                pdf = self.check(sample)
                self.assertLess(os.path.getsize(pdf),
                                200_000 if sample == LONG else 60_000)
                done = subprocess.run(['qpdf', '--check', pdf],
                                      capture_output=True)
                self.assertEqual(done.returncode, 0, done.stdout)

    def test_all_of_gbk_comes_back(self):
        rows = ''.join(f'项目{i}\t1.00\t1.00\t\t\t{piece}\t{INDICATORS}\n'
                       for i, piece in enumerate(all_of_gbk(), 1))
        self.check(self.write('all.txt', HEAD + rows))

    def test_a_cell_of_20000_characters_flows_over_pages(self):
        goal = ('开展培训80场，惠及3万人；' * 1600)[:20000]
        self.check(self.write(
            'long.txt', HEAD + f'甲\t1.00\t1.00\t\t\t{goal}\t{INDICATORS}\n'))

    def test_fonts_are_named_and_nothing_is_claimed(self):
        pdf = self.mailed(CLEAN)
        fonts = subprocess.run(['pdffonts', pdf], check=True,
                               capture_output=True).stdout.decode()
        names = {line.split()[0] for line in fonts.splitlines()[2:]}
        self.assertEqual(names - {'SimSun', 'SimHei', 'Times-Roman',
                                  'Times-Bold'}, set())
        self.assertIn('SimSun', names)
        with open(pdf, 'rb') as file:
            self.assertNotIn(b'FontFile', file.read())
        info = subprocess.run(['pdfinfo', pdf], check=True,
                              capture_output=True).stdout.decode()
        self.assertRegex(info, r'Tagged: +no')
        xmp = subprocess.run(['pdfinfo', '-meta', pdf], check=True,
                             capture_output=True).stdout.decode()
        self.assertNotIn('pdfaid', xmp.split('<rdf:Description')[-1]
                         .split('>', 1)[-1])

    def test_bookmarks_are_there(self):
        pdf = self.mailed(CLEAN)
        out = subprocess.run(['mutool', 'show', pdf, 'outline'], check=True,
                             capture_output=True).stdout.decode()
        model = json.loads(self.run_program('export', CLEAN).text)
        for project in model['projects']:
            self.assertIn(project['name'], out)

    def test_same_input_same_bytes(self):
        files = []
        for place in ({'TZ': 'UTC', 'LC_ALL': 'C'},
                      {'TZ': 'Asia/Shanghai', 'LC_ALL': 'C.UTF-8'}):
            run = self.run_program('render', DAMAGED, '--profile', 'mail',
                                   '--to', 'pdf', '-o', '-', env=place)
            files.append(run.out)
        self.assertTrue(files[0] == files[1])

    def test_a_character_outside_gbk_is_refused_by_name_and_place(self):
        rare = self.write('生僻.txt', HEAD + '甲楼\t1.00\t1.00\t\t\t修好㐂楼，'
                          f'80m²\t{INDICATORS}\n')
        run = self.run_program('render', rare, '--profile', 'mail')
        self.assert_exit(run, NONE)
        self.assertRegex(run.err, r'生僻\.txt:8:\d+: 错误\[glyph-missing\].*㐂')
        self.assertIn('“²”（U+00B2）', run.err)
        self.assertIn('--profile archive', run.err)
        self.assertEqual(self.listing(), ['生僻.txt'])
        run = self.run_program('render', rare, CLEAN, '--profile', 'mail',
                               '-o', 'out')
        self.assert_exit(run, SOME)
        self.assertEqual(self.listing(self.path('out')),
                         ['clean.pdf', 'clean.xlsx'])

    def test_wrong_calls(self):
        for options, word in ((('--profile', 'post'), 'archive, mail'),
                              (('--profile', 'mail', '--to', 'png'), 'png')):
            run = self.run_program('render', CLEAN, *options, '-o', 'out')
            self.assert_exit(run, USAGE)
            self.assertIn(word, run.err)
        self.assertEqual(self.listing(), [])


if __name__ == '__main__':
    harness.main()
