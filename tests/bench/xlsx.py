#!/usr/bin/env python3
"""xlsx.py BENCH JIXIAO SHARE INPUT: the workbook of INPUT against a bare
libxlsxwriter writing the same values and against XlsxWriter (Python) writing
the same sheets (values, formats, heights, comments), then 2,500 projects. Fails beyond MOST_TO_BARE, under LEAST_TO_PYTHON, beyond
MOST_MIB, or when the time does not grow with the projects."""
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

import openpyxl
import xlsxwriter

ROUNDS, WRITES = 7, 15
MOST_TO_BARE, LEAST_TO_PYTHON, MOST_MIB = 2.5, 3.0, 120
FEW, MANY, MOST_GROWTH = 250, 2500, 13


def cells_of(path):
    """[(sheet, row, column, value)]: what a reader sees, formulas as results."""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        book = openpyxl.load_workbook(path, data_only=True)
    return [(number, cell.row - 1, cell.column - 1, cell.value)
            for number, sheet in enumerate(book.worksheets)
            for row in sheet.iter_rows() for cell in row
            if cell.value is not None]


def dump(cells, path):
    with open(path, 'w', encoding='utf-8') as file:
        for sheet, row, column, value in cells:
            kind = 's' if isinstance(value, str) else 'n'
            text = str(value).replace('\\', '\\\\').replace('\n', '\\n')
            file.write(f'{sheet}\t{row}\t{column}\t{kind}\t'
                       + text.replace('\t', '\\t') + '\n')


def sheets_of(path):
    """What XlsxWriter is given: of each sheet its rows' heights and all its
    cells, empty ones too, with the number of their format."""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        book, shown = (openpyxl.load_workbook(path, data_only=only)
                       for only in (False, True))
    sheets = []
    for sheet in book.worksheets:
        results = shown[sheet.title]
        heights = {number - 1: row.height for number, row in
                   sheet.row_dimensions.items() if row.height}
        cells = [(cell.row - 1, cell.column - 1, cell.style_id,
                  cell.value if cell.data_type == 'f' else None,
                  results[cell.coordinate].value,
                  cell.comment.text if cell.comment else None)
                 for row in sheet.iter_rows() for cell in row
                 if cell.has_style]
        sheets.append((heights, cells))
    return sheets


def python_write(sheets, path):
    start = time.process_time()
    book = xlsxwriter.Workbook(path)
    formats = {}
    for heights, cells in sheets:
        sheet = book.add_worksheet()
        for row, height in heights.items():
            sheet.set_row(row, height)
        for row, column, style, formula, value, comment in cells:
            if style not in formats:
                formats[style] = book.add_format({
                    'font_name': '宋体', 'font_size': 10.5 + style / 100,
                    'border': 1, 'text_wrap': True, 'valign': 'vcenter'})
            look = formats[style]
            if formula:
                sheet.write_formula(row, column, formula, look, value)
            elif value is None:
                sheet.write_blank(row, column, None, look)
            elif isinstance(value, str):
                sheet.write_string(row, column, value, look)
            else:
                sheet.write_number(row, column, value, look)
            if comment:
                sheet.write_comment(row, column, comment)
    book.close()
    return (time.process_time() - start) * 1000


def milliseconds(*command):
    return float(subprocess.run(command, check=True,
                                stdout=subprocess.PIPE).stdout)


def document(projects):
    rows = ['项目支出绩效目标表', '', '单位名称：某市青云图书馆', '',
            '单位：万元', '', '\t'.join(
                ['项目名称（资金使用单位）', '总计', '财政拨款', '财政专户拨款',
                 '其他资金', '绩效目标', '绩效指标'])]
    for number in range(projects):
        items = ''.join(
            f'{i}、1-产出指标；11-数量指标；第{number}项第{i}类图书采购完成率；'
            f'实施周期指标值：≥{90 + i}%；年度指标值：≥{90 + i}%。'
            for i in range(1, 8))
        rows.append('\t'.join([f'图书购置项目（{number}）', '12.50', '12.50', '',
                               '', f'完成第{number}批馆藏建设，方便读者借阅。' * 5,
                               items]))
    return '\n'.join(rows) + '\n'


def grown(bench, share, folder, projects):
    """(ms, MiB) of one write of a document of so many projects."""
    source = os.path.join(folder, f'{projects}.txt')
    with open(source, 'w', encoding='utf-8') as file:
        file.write(document(projects))
    ms = milliseconds(bench, 'ours', source, share,
                      os.path.join(folder, 'many.xlsx'), '3')
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ms, usage.ru_maxrss / 1024


def main(bench, jixiao, share, source):
    with tempfile.TemporaryDirectory() as folder:
        # first: what is measured is the largest child so far
        few, _ = grown(bench, share, folder, FEW)
        many, mib = grown(bench, share, folder, MANY)
        path = os.path.join(folder, 'book.xlsx')
        subprocess.run([jixiao, 'render', '-q', source, '--to', 'xlsx', '-o',
                        path], stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        cells, sheets = cells_of(path), sheets_of(path)
        listed = os.path.join(folder, 'cells.tsv')
        dump(cells, listed)
        out = os.path.join(folder, 'out.xlsx')
        rounds = [(milliseconds(bench, 'ours', source, share, out, str(WRITES)),
                   milliseconds(bench, 'bare', listed, out, str(WRITES)),
                   statistics.median(python_write(sheets, out)
                                     for _ in range(5)))
                  for _ in range(ROUNDS)]

    ours, bare, python = (statistics.median(r[i] for r in rounds)
                          for i in range(3))
    to_bare = statistics.median(r[0] / r[1] for r in rounds)
    to_python = statistics.median(r[2] / r[0] for r in rounds)
    print(f'{len(cells)} cells: ours {ours:.1f} ms, bare libxlsxwriter '
          f'{bare:.1f} ms, XlsxWriter {python:.1f} ms')
    print(f'{to_bare:.2f} of bare (at most {MOST_TO_BARE}), {to_python:.1f} '
          f'times as fast as XlsxWriter (at least {LEAST_TO_PYTHON})')
    print(f'{MANY} projects {many:.0f} ms, {many / few:.1f} times {FEW} (at '
          f'most {MOST_GROWTH}), {mib:.0f} MiB (at most {MOST_MIB})')
    return (to_bare > MOST_TO_BARE or to_python < LEAST_TO_PYTHON
            or mib > MOST_MIB or many / few > MOST_GROWTH)


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
