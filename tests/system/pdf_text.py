"""Every text that goes into the PDF comes back out of it: from the structure
tree whole and in order, and from the running text of two readers."""
import json
import re
import subprocess
from collections import Counter

import harness

FUNDS = ('total', 'fiscal', 'special_account', 'other')


def squash(text):
    return re.sub(r'\s', '', text or '')


def structure(path):
    """[[text of each cell] of each row of the table's body]"""
    out = subprocess.run(['pdfinfo', '-struct-text', path], check=True,
                         capture_output=True).stdout.decode()
    rows, in_body = [], False
    for line in out.splitlines():
        text = line.strip()
        if text == 'TBody':
            in_body = True
        elif text == 'TR' and in_body:
            rows.append([])
        elif text == 'TD' and in_body:
            rows[-1].append('')
        elif text.startswith('P (block)'):
            in_body = False
        elif text.startswith('"') and in_body and rows and rows[-1]:
            rows[-1][-1] += text[1:-1]
    return rows


def all_of_gb2312():
    """Its characters in pieces of 300."""
    characters = ''
    for high in (*range(0xA1, 0xAA), *range(0xB0, 0xF8)):
        for low in range(0xA1, 0xFF):
            try:
                characters += bytes([high, low]).decode('gb2312')
            except UnicodeDecodeError:
                pass
    characters = ''.join(c for c in characters if not c.isspace())
    return [characters[i:i + 300] for i in range(0, len(characters), 300)]


RARE = ''.join(chr(c) for c in range(0x4E02, 0x4E02 + 2000, 10)
               ) + '㐂𠮷镕喆堃'


class PdfText(harness.Case):
    def rendered(self, source):
        """(model, path of the PDF)"""
        run = self.run_program('export', source)
        self.run_program('render', source, '--to', 'pdf', '--final', '-o',
                         'out.pdf')
        return json.loads(run.text), self.path('out.pdf')

    def check(self, source):
        model, pdf = self.rendered(source)
        rows = structure(pdf)
        projects = rows[1 if model['declared'] else 0:]
        self.assertEqual(len(projects), len(model['projects']))
        for row, project in zip(projects, model['projects']):
            self.assertEqual(len(row), 7)
            for column, key in ((0, 'name'), (5, 'goal'),
                                (6, 'indicators_text')):
                self.assertEqual(squash(row[column]), squash(project[key]))
            for column, fund in enumerate(FUNDS, 1):
                amount = project['funding'][fund]
                self.assertEqual(row[column].replace(',', ''), amount or '')
        self.check_readers(rows, pdf)

    def check_readers(self, rows, pdf):
        """No character is lost in the running text either."""
        wanted = Counter(squash(''.join(''.join(row) for row in rows)))
        for command in (['pdftotext', '-raw', pdf, '-'],
                        ['mutool', 'draw', '-q', '-F', 'txt', pdf]):
            text = subprocess.run(command, check=True,
                                  capture_output=True).stdout.decode()
            lost = wanted - Counter(squash(text))
            self.assertFalse(lost, f'{command[0]}: {lost}')

    def test_samples(self):
        # the long one takes pdfinfo ten seconds and shows nothing new
        for sample in (harness.CLEAN, harness.DAMAGED):
            with self.subTest(sample):
                self.check(sample)

    def test_all_of_gb2312_and_rare_characters(self):
        head = ('项目支出绩效目标表\n\n单位名称：甲\n\n单位：万元\n\n'
                '项目名称\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t'
                '绩效指标\n')
        pieces = all_of_gb2312() + [RARE]
        rows = ''.join(f'项目{i}\t1.00\t1.00\t\t\t{piece}\t'
                       f'1、1-产出指标；11-数量指标；甲；实施周期指标值：≥{i}%；'
                       f'年度指标值：≥{i}%。\n'
                       for i, piece in enumerate(pieces, 1))
        self.check(self.write('all.txt', head + rows))


if __name__ == '__main__':
    harness.main()
