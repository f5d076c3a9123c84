"""The workbook, judged by those who read it: Open XML SDK, openpyxl,
LibreOffice, Gnumeric, and a lint for what none of them says."""
import json
import os
import re
import subprocess
import warnings
import zipfile
from decimal import Decimal

import openpyxl

import harness
import xlsx_lint

VALIDATOR = os.path.join(harness.BUILD, 'ooxml-validator', 'node_modules',
                         '.bin', 'ooxml-validator')
SHEETS = ['目录', '原表', '资金', '绩效目标', '绩效指标', '检查结果', '代码']
LISTS = ['资金', '绩效目标', '绩效指标', '检查结果']
FIRST_ROW = 4
UNITS = [harness.CLEAN, harness.DAMAGED, harness.LONG]

# what people type, and what must stay what it is
NASTY = ['=1+1', '+8613', '-甲', '@乙', '_x0041_', '_x005F_', 'a<5&"c"', "'撇",
         '=HYPERLINK("http://x","y")', '=cmd|/c calc!A0', '{=1+1}', '#REF!',
         '&P&N&A&"黑体"', ']]>', '%s%n', '[1]表!A1', 'History',
         '资金', "'资金'!A1", '目录/汇总:*?[]', '𠮷野家🏫', 'e\u0301\u202e反',
         'http://example.com/', 'mailto:a@example.com', 'TRUE', '1e5',
         '2026-01-01', '甲\x01乙\x7f丙', '甲\ufffe乙', 'N' * 400]


# (part, what stands there, what would be wrong)
FUNDING, INDICATORS = 'xl/worksheets/sheet3.xml', 'xl/worksheets/sheet5.xml'
BREAKS = [
    ('xl/tables/table1.xml', b'name="\xe5\xb9\xb4\xe5\xba\xa6[^"]*"',
     'name="三级指标"'.encode()),
    ('xl/workbook.xml', b'<calcPr ', b'<calcPr fullCalcOnLoad="1" '),
    ('xl/workbook.xml', '<sheet name="资金"'.encode(), b'<sheet name="History"'),
    (FUNDING, b'(<c r="[A-Z0-9]+" s="[0-9]+"><v>)[0-9.]+<', rb'\1NaN<'),
    (FUNDING, b'</f><v>[^<]*</v>', b'</f>'),
    (FUNDING, b' ht="[0-9.]+"', b' ht="500"'),
    (FUNDING, b'<mergeCell ref="A1:', b'<mergeCell ref="A1:B1"/>'
     b'<mergeCell ref="A1:'),
    (FUNDING, b'<row r="5"', b'<row r="3"'),
    (INDICATORS, b't="s"><v>[0-9]+<', b't="s"><v>99999<'),
    (INDICATORS, b'<formula1>[^<]*<', '<formula1>没有<'.encode()),
    (FUNDING, b'<f>[^<]*<', b'<f>[1]A!A1<'),
    (FUNDING, b' width="[0-9.]+"', b' width="300"'),
    (FUNDING, b'<oddFooter>', b'<oddFooter>' + b'&amp;P' * 200),
    (INDICATORS, b' errorTitle="', b' errorTitle="' + b'A' * 300),
    ('xl/comments1.xml', b'ref="[A-Z0-9]+"(.*)ref="[A-Z0-9]+"',
     rb'ref="A1"\1ref="A1"'),
    ('docProps/core.xml', b'<dc:title>', b'<dc:title>' + b'A' * 300),
    ('docProps/core.xml', b'<dc:title>', b'<dc:title>\x01'),
    ('xl/drawings/drawing1.xml', b' descr="[^"]*"', b''),
    ('xl/workbook.xml', ">'资金'!".encode(), ">'没有'!".encode()),
]


def document(rows, unit='某市青云图书馆'):
    """A document of the notation with tabs; rows of seven cells."""
    head = ['项目支出绩效目标表', '', f'单位名称：{unit}', '', '单位：万元', '',
            '\t'.join(['项目名称（资金使用单位）', '总计', '财政拨款',
                       '财政专户拨款', '其他资金', '绩效目标', '绩效指标'])]
    return '\n'.join(head + ['\t'.join(row) for row in rows]) + '\n'


def item(number, name, value):
    return (f'{number}、1-产出指标；11-数量指标；{name}；实施周期指标值：{value}；'
            f'年度指标值：{value}。')


def load(path, values=False):
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')  # extensions openpyxl does not keep
        return openpyxl.load_workbook(path, data_only=values)


def column_of(sheet, heading, heading_row=3):
    for cell in sheet[heading_row]:
        if cell.value == heading:
            return cell.column
    raise AssertionError(f'{sheet.title} has no {heading}')


def without_results(path, target):
    """Formulas lose their cached results: whoever reads must calculate."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(
            target, 'w', zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith('xl/worksheets/sheet'):
                data = re.sub(rb'</f><v>[^<]*</v>', b'</f>', data)
            new.writestr(name, data)


class Workbook(harness.Case):
    def render(self, source, code=None):
        path = self.path('book.xlsx')
        run = self.run_program('render', source, '--to', 'xlsx', '-o', path)
        self.assertIn(run.code, (harness.OK, harness.FINDINGS), run.err)
        return path

    def samples(self):
        for source in (harness.CLEAN, harness.DAMAGED, harness.LONG):
            with self.subTest(os.path.basename(source)):
                yield self.render(source)

    def formulas(self, path):
        """{(sheet, cell): cached result}"""
        book, cached = load(path), load(path, values=True)
        return {(sheet.title, cell.coordinate):
                cached[sheet.title][cell.coordinate].value
                for sheet in book for row in sheet.iter_rows() for cell in row
                if cell.data_type == 'f'}

    def assert_results(self, path, calculated):
        book = load(calculated, values=True)
        formulas = self.formulas(path)
        self.assertGreater(len(formulas), 20)
        for (sheet, cell), cached in formulas.items():
            value = book[sheet][cell].value
            if isinstance(cached, (int, float)):
                self.assertAlmostEqual(float(value or 0), cached, 9,
                                       f'{sheet}!{cell}')
            else:
                self.assertEqual(value, cached, f'{sheet}!{cell}')

    # opens clean

    def test_the_sdk_accepts_it(self):
        for path in self.samples():
            done = subprocess.run([VALIDATOR, path], stdout=subprocess.PIPE)
            self.assertEqual(json.loads(done.stdout)['errors'], [])
            self.assertEqual(done.returncode, 0)

    def test_the_lint_finds_nothing(self):
        for path in self.samples():
            self.assertEqual(xlsx_lint.lint(path), [])

    def test_the_lint_is_not_blind(self):
        path = self.render(harness.DAMAGED)
        broken = self.path('broken.xlsx')
        for part, old, new in BREAKS:
            with self.subTest(new), zipfile.ZipFile(path) as whole:
                with zipfile.ZipFile(broken, 'w') as archive:
                    for name in whole.namelist():
                        text = whole.read(name)
                        if name == part:
                            self.assertRegex(text, old)
                            text = re.sub(old, new, text, count=1)
                        archive.writestr(name, text)
                self.assertNotEqual(xlsx_lint.lint(broken), [])

    def libreoffice(self, path):
        out = self.path('office')
        subprocess.run(
            ['soffice', '--headless',
             f'-env:UserInstallation=file://{self.dir}/profile',
             '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir',
             out, path], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, timeout=200)
        return os.path.join(out, os.path.basename(path))

    def gnumeric(self, path):
        out = self.path('gnumeric.xlsx')
        subprocess.run(['ssconvert', '--recalc', path, out], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       timeout=200)
        return out

    def test_libreoffice_calculates_the_same(self):
        for path in self.samples():
            bare = self.path('bare.xlsx')
            without_results(path, bare)
            self.assert_results(path, self.libreoffice(bare))

    def test_gnumeric_calculates_the_same(self):
        for path in self.samples():
            bare = self.path('bare.xlsx')
            without_results(path, bare)
            self.assert_results(path, self.gnumeric(bare))

    # several units in one

    def together(self):
        path = self.path('汇总.xlsx')
        run = self.run_program('render', *UNITS, '--together', path)
        self.assertEqual(run.code, harness.FINDINGS, run.err)
        return path

    def test_units_in_one_book_are_added_up(self):
        sheet = load(self.together(), values=True)['汇总']
        head = {heading: column_of(sheet, heading) for heading in
                ('单位名称', '项目数', '指标数', '总计', '其他资金', '核对')}
        for row, source in enumerate(UNITS, FIRST_ROW):
            report = json.loads(self.run_program('export', source).text)
            projects = report['projects']
            cells = {heading: sheet.cell(row, column).value
                     for heading, column in head.items()}
            self.assertEqual(cells['单位名称'], report['unit'])
            self.assertEqual(cells['项目数'], len(projects))
            self.assertEqual(cells['指标数'], sum(len(p['indicators'])
                                               for p in projects))
            for heading, key in (('总计', 'total'), ('其他资金', 'other')):
                self.assertEqual(
                    Decimal(str(cells[heading])),
                    sum(Decimal(p['funding'][key] or 0) for p in projects))
            self.assertEqual(cells['核对'], '不平' if source == harness.DAMAGED
                             else '平')
        total = sheet.cell(FIRST_ROW + len(UNITS), head['项目数']).value
        self.assertEqual(total, sum(sheet.cell(FIRST_ROW + i, head['项目数']).value
                                    for i in range(len(UNITS))))

    def test_units_in_one_book_open_clean_and_calculate_the_same(self):
        path, bare = self.together(), self.path('bare.xlsx')
        self.assertEqual(xlsx_lint.lint(path), [])
        done = subprocess.run([VALIDATOR, path], stdout=subprocess.PIPE)
        self.assertEqual(json.loads(done.stdout)['errors'], [])
        without_results(path, bare)
        self.assert_results(path, self.gnumeric(bare))
        self.assert_results(path, self.libreoffice(bare))

    def test_200_units_are_200_rows(self):
        rows = [['修缮', '1.50', '1.50', '', '', '修好楼。', item(1, '甲', '≥9%')]]
        sources = [self.write(f'{i:03}.txt', document(rows, f'第{i}中学'))
                   for i in range(1, 201)]
        path = self.path('汇总.xlsx')
        self.run_program('render', '-q', *sources, '--together', path)
        sheet = load(path, values=True)['汇总']
        unit, total = column_of(sheet, '单位名称'), column_of(sheet, '总计')
        self.assertEqual([sheet.cell(FIRST_ROW + i, unit).value
                          for i in range(200)],
                         [f'第{i}中学' for i in range(1, 201)])
        self.assertEqual(sheet.cell(FIRST_ROW + 200, total).value, 300)

    def test_units_in_one_book_link_to_their_projects(self):
        book = load(self.together())
        sheet, funding = book['汇总'], book['资金']
        unit = column_of(funding, '所属单位')
        for row in range(FIRST_ROW, FIRST_ROW + len(UNITS)):
            cell = sheet.cell(row, column_of(sheet, '单位名称'))
            name, _, place = cell.hyperlink.location.rpartition('!')
            self.assertEqual(name, "'资金'")
            self.assertEqual(funding.cell(funding[place].row, unit).value,
                             cell.value)

    # is what a colleague would have made

    def test_sheets_print_and_scroll_as_they_should(self):
        book = load(self.render(harness.DAMAGED))
        self.assertEqual(book.sheetnames, SHEETS)
        self.assertEqual(book['代码'].sheet_state, 'hidden')
        for sheet in book.worksheets[:-1]:
            self.assertEqual(sheet.page_setup.orientation, 'landscape')
            self.assertEqual(sheet.page_setup.paperSize, 9)
            self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
            self.assertTrue(sheet.print_area)
            self.assertTrue(sheet.print_title_rows)
            self.assertIn('&P', sheet.oddFooter.center.text
                          if sheet.oddFooter.center.text else '&P')
        for name in LISTS:
            self.assertEqual(book[name].freeze_panes, 'C4')
        for name in ('资金', '绩效目标', '检查结果'):
            self.assertTrue(book[name].auto_filter.ref)
        self.assertEqual(list(book['绩效指标'].tables), ['绩效指标表'])

    def test_every_font_is_one_a_chinese_windows_has(self):
        found = xlsx_lint.Workbook(self.render(harness.DAMAGED)).fonts
        self.assertLessEqual(found, {'宋体', '黑体'})

    def test_names_and_properties_tell_what_it_is(self):
        path = self.render(harness.DAMAGED)
        names = load(path).defined_names
        for name in ('项目名称', '总计', '财政拨款', '财政拨款_合计', '总计_申报',
                     '二级指标清单'):
            self.assertIn(name, names)
        with zipfile.ZipFile(path) as book:
            custom = book.read('docProps/custom.xml').decode()
        for word in ('单位', '来源SHA256', 'jixiao'):
            self.assertIn(word, custom)

    def test_formulas_are_locked_and_inputs_are_open(self):
        book = load(self.render(harness.DAMAGED))
        sheet = book['资金']
        self.assertTrue(sheet.protection.sheet)
        self.assertFalse(sheet.protection.autoFilter)
        for row in sheet.iter_rows(min_row=FIRST_ROW):
            for cell in row:
                if cell.data_type == 'f':
                    self.assertTrue(cell.protection.locked, cell.coordinate)
        total = column_of(sheet, '总计')
        self.assertFalse(sheet.cell(FIRST_ROW, total).protection.locked)
        self.assertFalse(book['绩效指标'].protection.sheet)

    def test_drop_downs_bars_charts_and_comments_are_there(self):
        book = load(self.render(harness.DAMAGED))
        rules = book['绩效指标'].data_validations.dataValidation
        self.assertEqual({rule.formula1 for rule in rules},
                         {'一级代码清单', '一级指标清单', '二级代码清单',
                          '二级指标清单'})
        kinds = {rule.type for area in book['资金'].conditional_formatting
                 for rule in area.rules}
        self.assertEqual(kinds, {'cellIs', 'dataBar', 'expression'})
        comments = [cell.comment.text for sheet in book
                    for row in sheet.iter_rows() for cell in row
                    if cell.comment]
        self.assertTrue(any('错误' in text for text in comments))
        with zipfile.ZipFile(self.path('book.xlsx')) as archive:
            drawing = archive.read('xl/drawings/drawing1.xml').decode()
        self.assertEqual(len(re.findall('descr="[^"]{10,}"', drawing)), 2)

    def test_each_finding_links_to_its_cell(self):
        book = load(self.render(harness.DAMAGED))
        sheet = book['检查结果']
        place, field = column_of(sheet, '位置'), column_of(sheet, '字段')
        self.assertGreater(sheet.max_row, FIRST_ROW + 3)
        for row in range(FIRST_ROW, sheet.max_row + 1):
            link = sheet.cell(row, place).hyperlink
            self.assertIsNotNone(link, row)
            name, _, cell = link.location.rpartition('!')
            about = book[name.strip("'")][cell]
            if sheet.cell(row, field).value == '年度指标值':
                self.assertEqual((about.parent.title, about.column_letter),
                                 ('绩效指标', 'J'))

    # nothing from the document acts

    def nasty(self):
        """A document all of whose texts are nasty, its name too."""
        rows = [[text, '1.00', '1.00', '', '', '目标：' + text,
                 item(1, text, text), text] for text in NASTY]
        text = document(rows, unit='&P=1+1_x0041_\x02<b>')
        text = text.replace('绩效指标\n', '绩效指标\t=1+1<&P>\n', 1)
        text = text.replace('项目支出绩效目标表\n',
                            '=项目支出绩效目标表&[页码]_x0042_\n', 1)
        name = "=1+1&P'[资金]_x0043_.txt"
        return self.render(self.write(name, text + '注：=1+1&N_x0044_\n'))

    def test_text_of_the_document_stays_text(self):
        path = self.nasty()
        self.assertEqual(xlsx_lint.lint(path), [])
        done = subprocess.run([VALIDATOR, path], stdout=subprocess.PIPE)
        self.assertEqual(json.loads(done.stdout)['errors'], [])
        sheet = load(path)['资金']
        name = column_of(sheet, '项目名称')
        for number, text in enumerate(NASTY):
            cell = sheet.cell(FIRST_ROW + number, name)
            self.assertEqual(cell.data_type, 's', text)

    def test_nothing_of_the_document_is_a_formula_a_name_or_a_link(self):
        with zipfile.ZipFile(self.nasty()) as book:
            parts = {part: book.read(part).decode()
                     for part in book.namelist()}
        for part, text in parts.items():
            for formula in re.findall('<f>([^<]*)', text):
                self.assertNotRegex(formula, 'HYPERLINK|cmd|1[+]1|_x00|example')
            for where in ('definedName', 'oddFooter', 'oddHeader', 'formula',
                          'formula1', 'cfRule', 'c:f'):
                for inside in re.findall(f'<{where}[ >][^<]*<', text):
                    self.assertNotRegex(inside, '1[+]1|_x00|example|页码')
            self.assertNotRegex(text, 'descr="[^"]*(1[+]1|_x00)')
            self.assertNotIn('TargetMode="External"', text)

    def test_escapes_are_read_back_as_the_text(self):
        book = xlsx_lint.Workbook(self.nasty())
        self.assertIn('_x005F_x0041_', book.strings)
        texts = {xlsx_lint.unescape(text) for text in book.strings}
        kept = {text for text in NASTY
                if not re.search('[\x01\x7f\ufffe\u202e]', text)}
        self.assertEqual(kept - texts, set())

    # long texts

    def form_texts(self, path, heading):
        """The cells of a column of 原表, joined."""
        sheet = load(path)['原表']
        column = column_of(sheet, heading)
        return ''.join(sheet.cell(row, column).value or ''
                       for row in range(FIRST_ROW, sheet.max_row + 1))

    def test_a_long_cell_goes_on_in_the_rows_below(self):
        goal = '加强馆藏建设，改善阅览条件，方便读者借阅。' * 240
        items = ''.join(item(i, f'第{i}类图书采购完成率', '≥95%')
                        for i in range(1, 60))
        rows = [['图书购置', '1.00', '1.00', '', '', goal, items]]
        path = self.render(self.write('long.txt', document(rows)))
        self.assertEqual(xlsx_lint.lint(path), [])
        self.assertEqual(self.form_texts(path, '绩效目标'), goal)
        self.assertEqual(self.form_texts(path, '绩效指标'), items)
        sheet = load(path)['原表']
        for dimension in sheet.row_dimensions.values():
            self.assertLess(dimension.height or 0, 300)

    def test_a_row_excel_cannot_show_is_a_finding(self):
        goal = '加强馆藏建设，改善阅览条件，方便读者借阅。' * 240
        rows = [['图书购置', '1.00', '1.00', '', '', goal, item(1, '册数', '5万册')]]
        path = self.render(self.write('long.txt', document(rows)))
        sheet = load(path)['检查结果']
        rules = [cell.value for cell in sheet['C']]
        self.assertIn('row-height-capped', rules)
        self.assertEqual(load(path)['绩效目标'].row_dimensions[FIRST_ROW].height,
                         409)

    def test_the_printed_form_holds_every_word(self):
        for source in (harness.CLEAN, harness.DAMAGED, harness.LONG):
            run = self.run_program('export', source)
            projects = json.loads(run.text)['projects']
            path = self.render(source)
            for heading, key in (('绩效目标', 'goal'),
                                 ('绩效指标', 'indicators_text')):
                self.assertEqual(self.form_texts(path, heading),
                                 ''.join(p[key] or '' for p in projects))


if __name__ == '__main__':
    harness.main()
