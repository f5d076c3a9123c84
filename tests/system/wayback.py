"""The way back: a workbook that people edited, and other programs saved
again, is the document with just these edits, and nothing is lost silently."""
import copy
import glob
import json
import os
import shutil
import subprocess
import warnings
import zipfile

import openpyxl

import harness
from rules import GOOD, department

GOLDEN = os.path.join(harness.SOURCE, 'tests', 'golden')
REAL = glob.glob(os.path.join(harness.SOURCE, '..', 'shared', 'real', '*.txt'))
# what other programs save again: the documents that differ most
RESAVED = ['clean', 'damaged', 'long', 'q05-blocks', 'q10-three-levels-wrong',
           'q11-columns', 'q18-notes', 'q20-blanks', 'q23-decimals',
           'q25-broken-number', 'q29-names', 'q30-characters',
           'q32-annual-absent', 'q39-ordinals', 'q41-codes', 'department',
           'spaces', 'huge']

# columns of the sheets, as letters
KEY, NAME = 'A', 'B'
TOTAL, FISCAL, SPECIAL, OTHER, DIFFERENCE = 'D', 'E', 'F', 'G', 'H'
GOAL, ITEM, PERIOD, ANNUAL, TEXT = 'C', 'H', 'I', 'J', 'N'


def huge():
    """A goal that no cell can hold, and items for a hundred rows."""
    goal = '加强馆藏建设，改善阅览条件，方便读者借阅。' * 2000
    items = ''.join(
        f'{i}、1-产出指标；11-数量指标；第{i}类图书；实施周期指标值：≥{i}种；'
        f'年度指标值：≥{i}种。' for i in range(1, 101))
    rows = GOOD.split('\n')
    cells = rows[5].split('\t')
    rows[5] = '\t'.join(cells[:5] + [goal, items])
    return '\n'.join(rows)


def spaces():
    """Line ends, tabs and signs inside the cells, a column without a name
    and two of one name, one that the workbook has too."""
    head = ['项目名称', '总计', '财政拨款', '绩效目标', '绩效指标', '备注', '备注',
            '核对']
    row = ['甲楼  A座 修缮', '1.5', '1.500', '第一段。\n第二段 x_y', '', '一', '二',
           '=1+1']
    item = ('1、1-产出指标；11-数量指标；层数；实施周期指标值：3层；年度指标值：3层。\n'
            '2、2-效益指标；21-经济效益；效果 A；年度指标值>90%')
    row[4] = item
    return '项目支出绩效目标表\n单位：元\n' + '\n'.join(
        ','.join('"' + text.replace('"', '""') + '"' for text in line)
        for line in (head, row))


def documents():
    """{name: (suffix, bytes)}: every document there is."""
    found = {}
    for path in (harness.CLEAN, harness.DAMAGED, harness.LONG, *REAL,
                 *glob.glob(os.path.join(GOLDEN, '*', 'input.*'))):
        stem, suffix = os.path.splitext(os.path.basename(path))
        if stem == 'input':
            stem = os.path.basename(os.path.dirname(path))
        with open(path, 'rb') as file:
            found[stem] = suffix, file.read()
    found['department'] = '.txt', department('50.00').encode()
    found['spaces'] = '.csv', spaces().encode()
    found['huge'] = '.txt', huge().encode()
    # openpyxl writes _x0041_ such that it means A
    found['escapes'] = '.txt', GOOD.replace('校园绿地', '_x0041_').encode()
    return found


def bare(model):
    """The model without places and source."""
    if isinstance(model, dict):
        return {key: bare(value) for key, value in model.items()
                if key not in ('source', 'findings', 'line')}
    if isinstance(model, list):
        return [bare(value) for value in model]
    return model


def load(path):
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')  # extensions openpyxl does not keep
        return openpyxl.load_workbook(path)


def own(findings):
    """(rule, place) of what is said about the way back."""
    return [(f['rule'], f['place']) for f in findings
            if f['rule'].startswith('workbook-')
            or f['rule'] == 'text-left-out']


class WayBack(harness.Case):
    def model(self, path, expected=None):
        run = self.run_program('export', path)
        if expected is not None:
            self.assert_exit(run, expected)
        return json.loads(run.text)

    # nothing was edited

    @staticmethod
    def names(found):
        """Every document; where it takes long, those that differ most."""
        return RESAVED if harness.SANITIZED else sorted(found)

    def render_all(self):
        """Writes every document's workbook in one run; {name: model}."""
        names, models = [], {}
        found = documents()
        for name in self.names(found):
            suffix, data = found[name]
            path = self.write(name + suffix, data)
            run = self.run_program('export', path)
            model = json.loads(run.text) if run.out else {}
            if model.get('projects') or 'empty' in name:
                models[name] = model
                names.append(path)
        self.run_program('render', *names, '--to', 'xlsx', '-o',
                         self.path('out'))
        return models

    def assert_same(self, models, folder):
        for name, model in models.items():
            with self.subTest(name):
                back = self.model(os.path.join(folder, name + '.xlsx'))
                self.assertEqual(bare(back), bare(model))
                self.assertEqual(own(back['findings']), [])

    def test_what_was_not_edited_comes_back_exactly(self):
        models = self.render_all()
        self.assertGreaterEqual(len(models), len(RESAVED))
        self.assert_same(models, self.path('out'))

    @harness.optimised_only
    def test_other_programs_may_save_it_again(self):
        models = {name: model for name, model in self.render_all().items()
                  if name in RESAVED or name.startswith('000_')}
        self.assertGreaterEqual(len(models), len(RESAVED))
        paths = [self.path('out', name + '.xlsx') for name in models]
        for folder in ('office', 'gnumeric', 'openpyxl'):
            os.mkdir(self.path(folder))
        subprocess.run(
            ['soffice', '--headless',
             f'-env:UserInstallation=file://{self.dir}/profile',
             '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir',
             self.path('office'), *paths], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, timeout=400)
        for path in paths:
            subprocess.run(
                ['ssconvert', path,
                 self.path('gnumeric', os.path.basename(path))], check=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                timeout=200)
            load(path).save(self.path('openpyxl', os.path.basename(path)))
        for folder in ('office', 'gnumeric', 'openpyxl'):
            self.assert_same(models, self.path(folder))

    def test_a_correction_comes_back_with_what_stood_there(self):
        source, path = harness.DAMAGED, self.path('book.xlsx')
        self.run_program('render', source, '--reconcile', 'apply', '--to',
                         'xlsx', '-o', path)
        run = self.run_program('export', source, '--reconcile', 'apply')
        self.assertIn('corrected_from', run.text)
        self.assertEqual(bare(self.model(path)), bare(json.loads(run.text)))

    # one document, edited

    made = {}  # text: the bytes of its workbook, its model

    def book(self, text=GOOD):
        self.source = self.write('book.txt', text)
        if text not in self.made:
            run = self.run_program('render', self.source, '--to', 'xlsx')
            self.assertEqual(run.err.count('错误['), 0, run.err)
            with open(self.path('book.xlsx'), 'rb') as file:
                self.made[text] = file.read(), bare(self.model(self.source))
        data, self.before = self.made[text]
        return load(self.write('book.xlsx', data))

    def back(self, book, name='edited.xlsx'):
        """The edited workbook's model, and what is said about the way back."""
        book.save(self.path(name))
        model = self.model(self.path(name))
        self.found = model['findings']
        return bare(model), own(model['findings'])

    def diff(self):
        run = self.run_program('diff', self.source, self.path('edited.xlsx'),
                               '--format', 'json')
        return [(c['part'], c['before'], c['after'])
                for c in json.loads(run.text)['changes']]

    def test_an_amount_a_goal_and_a_value(self):
        book = self.book()
        book['资金'][TOTAL + '4'] = 41.5
        book['资金'][FISCAL + '4'] = 41.5
        book['绩效目标'][GOAL + '5'] = '养护校园绿地九千平方米。'
        book['绩效指标'][ANNUAL + '5'] = '≥96%'
        after = copy.deepcopy(self.before)
        first, second = after['projects']
        first['funding'].update(total='41.50', fiscal='41.50')
        second['goal'] = '养护校园绿地九千平方米。'
        item = first['indicators'][1]
        item['annual_value'] = '≥96%'
        item['text'] = item['text'].replace('年度指标值：≥95%', '年度指标值：≥96%')
        first['indicators_text'] = first['indicators_text'].replace(
            '年度指标值：≥95%', '年度指标值：≥96%')
        self.assertEqual(self.back(book), (after, []))
        self.assertEqual([part for part, _, _ in self.diff()],
                         ['amount', 'amount', 'annual_value', 'goal'])

    def test_a_project_renamed(self):
        book = self.book()
        book['资金'][NAME + '4'] = '教师培训（二期）'
        after = copy.deepcopy(self.before)
        after['projects'][0]['name'] = '教师培训（二期）'
        self.assertEqual(self.back(book), (after, []))
        # and on the other sheets too
        for row in range(4, 8):
            book['绩效指标'][f'{NAME}{row}'] = '教师培训（二期）'
        book['绩效目标'][NAME + '4'] = '教师培训（二期）'
        self.assertEqual(self.back(book), (after, []))

    def test_renamed_on_another_sheet_only(self):
        book = self.book()
        book['绩效目标'][NAME + '4'] = '教师进修'
        self.assertEqual(self.back(book), (
            self.before, [('workbook-conflict', '绩效目标!B4')]))

    def test_amounts_as_people_type_them(self):
        for typed, fiscal in (('31.37', '31.37'), ('31.37万元', '31.37'),
                              ('３１．３７', '31.37'), ('313700元', '31.37'),
                              ('1,031.37', '1031.37'), (' 32.5 ', '32.5'),
                              ('1 031.37', '1031.37'), (32, '32.00'),
                              (32.125, '32.125'), (None, None)):
            with self.subTest(typed):
                book = self.book()
                book['资金'][FISCAL + '4'] = typed
                after = copy.deepcopy(self.before)
                after['projects'][0]['funding']['fiscal'] = fiscal
                self.assertEqual(self.back(book), (after, []))

    def test_what_is_no_amount_is_a_finding_at_its_cell(self):
        book = self.book()
        book['资金'][FISCAL + '4'] = '三十一万'
        self.back(book)
        self.assertIn(('amount-invalid', '资金!E4'),
                      [(f['rule'], f['place']) for f in self.found])

    def test_rows_may_be_sorted_filtered_and_columns_moved(self):
        book = self.book()
        for name, rows in (('资金', [(4, 5)]), ('绩效目标', [(4, 5)]),
                           ('绩效指标', [(4, 12), (5, 10), (6, 8)])):
            sheet = book[name]
            for one, other in rows:
                for column in range(1, sheet.max_column + 1):
                    left, right = sheet.cell(one, column), sheet.cell(
                        other, column)
                    left.value, right.value = right.value, left.value
        book['绩效指标'].row_dimensions[5].hidden = True
        book['绩效指标'].column_dimensions[PERIOD].hidden = True
        sheet = book['资金']
        for row in range(3, sheet.max_row + 1):
            left, right = sheet.cell(row, 2), sheet.cell(row, 7)
            left.value, right.value = right.value, left.value
        self.assertEqual(self.back(book), (self.before, []))

    def test_sheets_may_be_renamed_reordered_and_added(self):
        book = self.book()
        for sheet in book.worksheets:
            sheet.title += '（终稿）'
        book.move_sheet('代码（终稿）', -5)
        book.create_sheet('空表')
        self.assertEqual(self.back(book), (self.before, []))
        book['空表']['B2'] = '记一笔'
        self.assertEqual(self.back(book), (
            self.before, [('text-left-out', '空表!B2')]))

    def test_a_project_deleted_everywhere(self):
        book = self.book()
        book['资金'].delete_rows(4)
        book['绩效目标'].delete_rows(4)
        book['绩效指标'].delete_rows(4, 4)
        after = copy.deepcopy(self.before)
        del after['projects'][0]
        self.assertEqual(self.back(book), (after, []))

    def test_a_project_deleted_on_one_sheet(self):
        book = self.book()
        book['资金'].delete_rows(4)
        after = copy.deepcopy(self.before)
        del after['projects'][0]
        model, found = self.back(book)
        self.assertEqual(model, after)
        self.assertEqual(found, [
            ('workbook-row-unmatched', '绩效目标!B4'),
            *(('workbook-row-unmatched', f'绩效指标!B{row}')
              for row in range(4, 8))])

    def test_a_project_added(self):
        book = self.book()
        book['资金'].insert_rows(5)
        book['资金'][NAME + '5'] = '图书购置'
        book['资金'][TOTAL + '5'] = book['资金'][OTHER + '5'] = 2
        book['绩效目标'].append([None, '图书购置', '购置图书二百册。'])
        book['绩效指标'].append([None, '图书购置', 1, '1', '产出指标', '11',
                             '数量指标', '册数', '200册', '200册'])
        model, found = self.back(book)
        self.assertEqual(found, [])
        self.assertEqual([p['name'] for p in model['projects']],
                         ['教师培训', '图书购置', '校园绿化养护'])
        added = model['projects'].pop(1)
        self.assertEqual(model, self.before)
        text = ('1、1-产出指标；11-数量指标；册数；实施周期指标值：200册；'
                '年度指标值：200册。')
        self.assertEqual(added, {
            'name': '图书购置', 'unit': None, 'unit_index': None,
            'funding': {'total': '2', 'fiscal': None,
                        'special_account': None, 'other': '2'},
            'goal': '购置图书二百册。', 'indicators_text': text, 'extra': {},
            'indicators': [{
                'ordinal': 1, 'level1': {'code': '1', 'name': '产出指标'},
                'level2': {'code': '11', 'name': '数量指标'}, 'name': '册数',
                'period_value': '200册', 'annual_value': '200册',
                'text': text}]})

    def test_an_indicator_with_only_name_and_value(self):
        book = self.book()
        book['绩效指标'].insert_rows(8)
        book['绩效指标'][ITEM + '8'] = '结业率'
        book['绩效指标'][ANNUAL + '8'] = '≥99%'
        after = copy.deepcopy(self.before)
        project = after['projects'][0]
        text = '5、结业率；年度指标值：≥99%。'
        nothing = {'code': None, 'name': None}
        project['indicators'].append({
            'ordinal': 5, 'level1': nothing, 'level2': nothing,
            'name': '结业率', 'period_value': None, 'annual_value': '≥99%',
            'text': text})
        project['indicators_text'] += text
        self.assertEqual(self.back(book), (
            after, [('workbook-row-assigned', '绩效指标!B8')]))

    def test_an_indicator_deleted(self):
        book = self.book()
        book['绩效指标'].delete_rows(5)
        after = copy.deepcopy(self.before)
        project = after['projects'][0]
        text = project['indicators'].pop(1)['text']
        project['indicators_text'] = project['indicators_text'].replace(
            text, '')
        self.assertEqual(self.back(book), (after, []))

    def test_title_unit_and_year_from_the_contents(self):
        book = self.book()
        sheet = book['目录']
        sheet['A1'] = '项目支出绩效目标表（调整）'
        for row in range(2, 12):
            if sheet.cell(row, 1).value == '单位名称':
                sheet.cell(row, 2).value = '青禾市第五中学'
        after = {**self.before, 'title': '项目支出绩效目标表（调整）',
                 'unit': '青禾市第五中学'}
        self.assertEqual(self.back(book), (after, []))
        for row in range(2, 12):
            if sheet.cell(row, 1).value == '单位名称':
                sheet.cell(row, 2).value = None
        model, _ = self.back(book)
        self.assertIsNone(model['unit'])
        self.assertEqual(self.run_program('export', 'edited.xlsx').err, '')

    # 原表

    def test_edited_on_both_alike_is_no_conflict(self):
        book = self.book()
        book['资金'][FISCAL + '4'] = book['原表']['C5'] = 30
        book['绩效目标'][GOAL + '4'] = book['原表']['F5'] = '改了。'
        model, found = self.back(book)
        self.assertEqual(found, [])
        self.assertEqual(model['projects'][0]['goal'], '改了。')

    def test_edited_on_both_differently_names_both_cells(self):
        book = self.book()
        book['资金'][FISCAL + '4'] = 30
        book['原表']['C5'] = 29
        book['绩效指标'][ANNUAL + '5'] = '≥96%'
        model, found = self.back(book)
        self.assertEqual(model['projects'][0]['funding']['fiscal'], '30.00')
        self.assertEqual(found, [('workbook-conflict', '原表!C5')])
        [message] = [f['message'] for f in self.found
                     if f['rule'] == 'workbook-conflict']
        for word in ('29', '资金!E4', '30.00'):
            self.assertIn(word, message)

    def test_edited_in_the_printed_form_only_is_a_finding(self):
        book = self.book()
        sheet = book['原表']
        sheet['A5'], sheet['B6'], sheet['F5'] = '改名', 1, '改了。'
        sheet['G6'] = sheet['G6'].value.replace('≥98%', '≥97%')
        sheet['A2'], sheet['D4'] = '单位名称：某校', 0
        sheet.append(['新项目', 1, 1])
        model, found = self.back(book)
        self.assertEqual(model, self.before)
        self.assertEqual(sorted(found), [
            *(('workbook-conflict', '原表!' + cell)
              for cell in ('A2', 'A5', 'B6', 'D4', 'F5', 'G6')),
            ('workbook-row-unmatched', '原表!A7')])

    def test_rows_deleted_in_the_printed_form_are_a_finding(self):
        book = self.book()
        book['原表'].delete_rows(5)
        self.assertEqual(self.back(book), (
            self.before, [('workbook-conflict', '原表!A3')]))

    def test_notes_and_signatures_are_edited_there(self):
        book = self.book(GOOD + '注：本表已经审定。\n填报人：张三\n')
        sheet = book['原表']
        self.assertEqual(sheet['A7'].value, '注：本表已经审定。')
        sheet['A7'], sheet['A9'] = '注：待审定。', '备注：附件一份。'
        after = {**self.before, 'notes': ['注：待审定。', '备注：附件一份。']}
        self.assertEqual(self.back(book), (after, []))

    # what is derived, what is missing

    def test_sums_written_over_are_not_taken(self):
        book = self.book()
        sheet = book['资金']
        rows = {sheet[f'{NAME}{row}'].value: row
                for row in range(6, sheet.max_row + 1)}
        row = rows['合计（逐项相加）']
        for column in (TOTAL, FISCAL, SPECIAL):
            sheet[f'{column}{row}'] = {TOTAL: 60}.get(
                column, 31.37 if column == FISCAL else 18.63)
        self.assertEqual(self.back(book), (
            self.before, [('workbook-total-ignored', f'资金!{TOTAL}{row}')]))
        sheet[f'{TOTAL}{rows["原表合计行（青禾市第三中学）"]}'] = 60
        self.assertEqual(self.back(book)[0]['declared']['total'], '60.00')

    def test_a_formula_without_a_result_is_a_finding(self):
        book = self.book()
        book['资金'][FISCAL + '4'] = '=SUM(30,1.37)'
        self.assertEqual(self.back(book)[1],
                         [('workbook-formula', '资金!E4')])

    def test_sheets_deleted(self):
        for gone in ('资金', '绩效目标', '绩效指标', '原表', '目录', '检查结果',
                     '代码'):
            with self.subTest(gone):
                book = self.book()
                book.remove(book[gone])
                model, found = self.back(book)
                self.assertEqual(model, self.before)
                expected = gone in ('资金', '绩效目标', '绩效指标', '代码')
                self.assertEqual([rule for rule, _ in found],
                                 ['workbook-part-missing'] * expected)

    def test_without_the_lists_the_printed_form_is_read(self):
        book = self.book()
        for gone in ('资金', '绩效目标', '绩效指标'):
            book.remove(book[gone])
        model, _ = self.back(book)
        self.assertEqual(model, self.before)

    def test_a_copy_of_a_sheet_is_not_read(self):
        book = self.book()
        book.copy_worksheet(book['资金'])
        book['资金 Copy'][FISCAL + '4'] = 1
        model, found = self.back(book)
        self.assertEqual(model, self.before)
        self.assertEqual(found, [('text-left-out', '资金 Copy!A1')])

    # bad input

    def repacked(self, name, old, new):
        """The good workbook with something else in one of its parts."""
        self.book()
        target = self.path('bad.xlsx')
        with zipfile.ZipFile(self.path('book.xlsx')) as book, zipfile.ZipFile(
                target, 'w', zipfile.ZIP_DEFLATED) as archive:
            for part in book.namelist():
                data = book.read(part)
                if part == name:
                    self.assertIn(old, data)
                    data = data.replace(old, new, 1)
                archive.writestr(part, data)
        return target

    def test_bad_workbooks_are_refused_or_said(self):
        self.book()
        with open(self.path('book.xlsx'), 'rb') as file:
            whole = file.read()
        sheet = 'xl/worksheets/sheet3.xml'
        head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        bomb = self.repacked(sheet, b'<sheetData>',
                             b'<!--' + b' ' * (101 << 20) + b'--><sheetData>')
        self.assert_exit(self.run_program('export', bomb), harness.NONE)
        half = self.write('half.xlsx', whole[:len(whole) // 2])
        self.assert_exit(self.run_program('export', half), harness.NONE)
        old = self.write('old.xlsx', b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + whole)
        self.assert_exit(self.run_program('export', old), harness.NONE)
        doctype = self.repacked(
            sheet, head, head + b'<!DOCTYPE a [<!ENTITY b SYSTEM '
            b'"file:///etc/passwd">]>')
        rules = [f['rule'] for f in self.model(doctype)['findings']]
        self.assertIn('text-left-out', rules)
        self.assertIn('workbook-part-missing', rules)

    def test_a_million_empty_rows_macros_and_links_do_no_harm(self):
        rows = b''.join(b'<row r="%d"/>' % row for row in range(100, 1048577))
        path = self.repacked('xl/worksheets/sheet3.xml', b'</sheetData>',
                             rows + b'</sheetData>')
        self.assertEqual(bare(self.model(path)), self.before)
        shutil.copy(path, self.path('macros.xlsm'))
        with zipfile.ZipFile(self.path('macros.xlsm'), 'a') as archive:
            archive.writestr('xl/vbaProject.bin', b'\xd0\xcf\x11\xe0')
            archive.writestr(
                'xl/externalLinks/externalLink1.xml',
                '<externalLink xmlns="http://schemas.openxmlformats.org/'
                'spreadsheetml/2006/main"/>')
        self.assertEqual(bare(self.model(self.path('macros.xlsm'))),
                         self.before)

    def test_check_and_render_read_it_too(self):
        book = self.book()
        book['资金'][FISCAL + '4'] = 30
        book.save(self.path('edited.xlsx'))
        run = self.run_program('check', 'edited.xlsx')
        self.assert_exit(run, harness.FINDINGS)
        self.assertIn('row-sum-mismatch', run.text)
        run = self.run_program('render', 'edited.xlsx', '--to', 'pdf,xlsx')
        self.assert_exit(run, harness.FINDINGS)
        self.assertIn('edited.pdf', self.listing())
        again = self.model(self.path('edited-jixiao.xlsx'))
        self.assertEqual(bare(again), bare(self.model('edited.xlsx')))


if __name__ == '__main__':
    harness.main()
