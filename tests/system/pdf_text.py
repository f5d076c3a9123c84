"""Every text that goes into the PDF comes back out of it: from the structure
tree whole and in order, and from the running text of two readers."""
import json
import os
import re
import subprocess
from collections import Counter
from decimal import Decimal

import harness

HEAD = ('项目支出绩效目标表\n\n单位名称：甲\n\n单位：万元\n\n'
        '项目名称\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t'
        '绩效指标\n')
FUNDS = ('total', 'fiscal', 'special_account', 'other')


def squash(text):
    return re.sub(r'\s', '', text or '')


class Cell:
    def __init__(self, kind):
        self.kind, self.text = kind, ''
        self.columns = self.rows = 1
        self.scope = None


def tables(path):
    """Of each table its rows of Cells: (those of the head, of the body)"""
    out = subprocess.run(['pdfinfo', '-struct-text', path], check=True,
                         capture_output=True).stdout.decode()
    found, part, cell = [], 0, None
    for line in out.splitlines():
        text = line.strip()
        kind = text.rstrip(':')
        if text.startswith('Table'):
            found.append(([], []))
        elif kind in ('THead', 'TBody'):
            part = int(kind == 'TBody')
        elif kind == 'TR':
            found[-1][part].append([])
        elif kind in ('TH', 'TD'):
            cell = Cell(kind)
            found[-1][part][-1].append(cell)
        elif text.startswith(('P (block)', 'H1')):
            cell = None
        elif cell and text.startswith('/'):
            key, value = text.split()[:2]
            if key == '/Scope':
                cell.scope = value
            else:
                setattr(cell, {'/ColSpan': 'columns',
                               '/RowSpan': 'rows'}[key], int(value))
        elif cell and text.startswith('"'):
            cell.text += text[1:-1]
    return found


def grid(rows):
    """The cells at every place of the rows, those over several places again
    and again. Fails where cells overlap or leave a hole."""
    places = {}
    width = sum(cell.columns for cell in rows[0])
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in places:
                x += 1
            for dy in range(cell.rows):
                for dx in range(cell.columns):
                    assert (y + dy, x + dx) not in places, 'cells overlap'
                    places[y + dy, x + dx] = cell
    assert set(places) == {(y, x) for y in range(len(rows))
                           for x in range(width)}, 'a hole'
    return [[places[y, x] for x in range(width)] for y in range(len(rows))]


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


OWN_FORM = os.path.join(os.environ['JX_SOURCE'],
                        'tests/unit/data/own-form.yaml')


def amounts(project):
    return [project['funding'][fund] or '' for fund in FUNDS]


def bare(texts):
    """Without white space and thousands separators."""
    return [squash(text).replace(',', '') for text in texts]


def item_texts(item):
    """What the expanded forms print of an indicator: five cells."""
    if item['level1'] is None and item['name'] is None:
        return [item["text"]] * 5
    levels = [item[key] or {} for key in ('level1', 'level2')]
    return [level.get('name') or level.get('code') for level in levels] + [
        item[key] for key in ('name', 'period_value', 'annual_value')]


class PdfText(harness.Case):
    def rendered(self, source, form, *options):
        """(model, tables of the PDF, path of the PDF)"""
        run = self.run_program('export', source)
        self.run_program('render', source, '--to', 'pdf', '--final', '-o',
                         'out.pdf', '--form', form, *options)
        pdf = self.path('out.pdf')
        return json.loads(run.text), tables(pdf), pdf

    def check_list(self, source):
        model, (table,), pdf = self.rendered(source, 'list')
        rows = grid(table[1])[1 if model['declared'] else 0:]
        self.assertEqual(len(rows), len(model['projects']))
        for row, project in zip(rows, model['projects']):
            wanted = [project['name'], *amounts(project), project['goal'],
                      project['indicators_text']]
            self.assertEqual(bare(c.text for c in row), bare(wanted))
        self.check_readers(rows, pdf)

    def check_expanded(self, source):
        model, (table,), pdf = self.rendered(source, 'expanded')
        self.assertEqual([(c.columns, c.rows) for c in table[0][0]],
                         [(1, 2), (4, 1), (1, 2), (5, 1)])
        self.assertEqual(len(grid(table[0])[0]), 11)
        rows = grid(table[1])[1 if model['declared'] else 0:]
        for project in model['projects']:
            own = [project['name'], *amounts(project), project['goal']]
            for item in project['indicators']:
                row = rows.pop(0)
                self.assertEqual(bare(c.text for c in row),
                                 bare(own + item_texts(item)))
        self.assertEqual(rows, [])
        self.check_readers(grid(table[1]), pdf)

    def check_application(self, source):
        model, sheets, pdf = self.rendered(
            source, 'application', '--set', '主管部门=某市教育局')
        self.assertEqual(len(sheets), len(model['projects']))
        for (_, body), project in zip(sheets, model['projects']):
            rows = [[c.text for c in row] for row in grid(body)]
            said = {row[-4]: row[-1] for row in rows[4:8]}
            self.assertEqual(squash(rows[0][-1]), squash(project['name']))
            self.assertEqual(rows[1][2], '某市教育局')
            self.assertEqual(bare(said.values()), bare(amounts(project)))
            self.assertEqual(squash(rows[9][-1]), squash(project['goal']))
            self.assertEqual(len(rows) - 11, len(project['indicators']))
            for row, item in zip(rows[11:], project['indicators']):
                shown = row[1:4] + row[5:]
                self.assertEqual(bare(shown), bare(item_texts(item)))
            scopes = {c.text: c.scope for row in body for c in row}
            self.assertEqual(scopes['项目名称'], '/Row')
            self.assertEqual(scopes['三级指标'], '/Column')
        self.check_readers([row for _, body in sheets for row in body], pdf)

    def check_own(self, source):
        """A form that is nothing but a file, with amounts in 元."""
        model, (table,), pdf = self.rendered(source, OWN_FORM)
        rows = grid(table[1])
        self.assertEqual(len(rows), len(model['projects']) + 1)
        for i, (row, project) in enumerate(zip(rows[1:], model['projects'])):
            total, fiscal, _, other = (
                f'{Decimal(amount or 0) * 10000:.2f}'
                for amount in amounts(project))
            wanted = [str(i + 1), project['name'], '', fiscal, other, total,
                      project['goal'], project['indicators_text']]
            self.assertEqual(bare(c.text for c in row), bare(wanted))
        self.check_readers(rows, pdf)

    def check_readers(self, rows, pdf):
        cells = {cell for row in rows for cell in row}
        self.check_raw(pdf, ''.join(cell.text for cell in cells))

    def check_raw(self, pdf, text):
        """No character is lost in the running text either."""
        wanted = Counter(squash(text))
        for command in (['pdftotext', '-raw', pdf, '-'],
                        ['mutool', 'draw', '-q', '-F', 'txt', pdf]):
            got = subprocess.run(command, check=True,
                                 capture_output=True).stdout.decode()
            lost = wanted - Counter(squash(got))
            self.assertFalse(lost, f'{command[0]}: {lost}')

    # pdfinfo reads a page again for each of its cells: the tree is looked at
    # in documents of a page or two

    def test_the_list_has_every_cell_of_the_samples(self):
        for sample in (harness.CLEAN, harness.DAMAGED):
            with self.subTest(sample):
                self.check_list(sample)

    def test_every_form_has_every_cell(self):
        with open(harness.CLEAN, encoding='utf-8') as file:
            lines = file.readlines()
        source = self.write('two.txt', ''.join(lines[:10]))
        for check in (self.check_expanded, self.check_application,
                      self.check_own):
            with self.subTest(check.__name__):
                check(source)

    def test_a_sheet_over_pages_is_one_table(self):
        items = ''.join(f'{i}、1-产出指标；11-数量指标；第{i}项内容；'
                        f'实施周期指标值：≥{i}项；年度指标值：≥{i}项。'
                        for i in range(1, 25))
        source = self.write('many.txt', HEAD + f'甲项目\t1.00\t1.00\t\t\t'
                            f'{"做好工作，" * 150}。\t{items}\n')
        for check in (self.check_expanded, self.check_application):
            with self.subTest(check.__name__):
                check(source)

    def test_no_text_of_a_sample_is_lost_in_any_form(self):
        for sample in (harness.CLEAN, harness.DAMAGED, harness.LONG):
            model = json.loads(self.run_program('export', sample).text)
            own = ''.join(
                ''.join(amounts(p)) + p['name'] + p['goal'] + ''.join(
                    text or '' for item in p['indicators'] if item['name']
                    for text in item_texts(item)[2:])
                for p in model['projects'])
            for form in ('expanded', 'application'):
                with self.subTest(f'{form} {sample}'):
                    self.run_program('render', sample, '-o', 'out.pdf',
                                     '--final', '--form', form)
                    self.check_raw(self.path('out.pdf'), own)

    def test_all_of_gb2312_and_rare_characters(self):
        pieces = all_of_gb2312() + [RARE]
        rows = ''.join(f'项目{i}\t1.00\t1.00\t\t\t{piece}\t'
                       f'1、1-产出指标；11-数量指标；甲；实施周期指标值：≥{i}%；'
                       f'年度指标值：≥{i}%。\n'
                       for i, piece in enumerate(pieces, 1))
        self.check_list(self.write('all.txt', HEAD + rows))


if __name__ == '__main__':
    harness.main()
