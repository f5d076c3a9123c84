#!/usr/bin/env python3
"""xlsx.py BENCH BARE JIXIAO SHARE INPUT: the workbook of INPUT against a bare
libxlsxwriter writing the same values and against XlsxWriter (Python) writing
the same sheets with all that is on them (twin.py), then 2,500 projects. All
in processor time of running programs: no start-up counts. Fails beyond
MOST_TO_BARE, under LEAST_TO_PYTHON, beyond MOST_MIB, or when the time does
not grow with the projects."""
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import warnings

import openpyxl

import twin

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
    ms = milliseconds(bench, source, share,
                      os.path.join(folder, 'many.xlsx'), '3')
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ms, usage.ru_maxrss / 1024


def main(bench, bare_bench, jixiao, share, source):
    with tempfile.TemporaryDirectory() as folder:
        # first: what is measured is the largest child so far
        grows = [(grown(bench, share, folder, FEW),
                  grown(bench, share, folder, MANY)) for _ in range(3)]
        growth = statistics.median(many / few for (few, _), (many, _) in grows)
        many, mib = grows[-1][1]
        path = os.path.join(folder, 'book.xlsx')
        subprocess.run([jixiao, 'render', '-q', source, '--to', 'xlsx', '-o',
                        path], stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        cells, (sheets, names) = cells_of(path), twin.read(path)
        listed = os.path.join(folder, 'cells.tsv')
        dump(cells, listed)
        out = os.path.join(folder, 'out.xlsx')
        rounds = [(milliseconds(bench, source, share, out, str(WRITES)),
                   milliseconds(bare_bench, listed, out, str(WRITES)),
                   statistics.median(twin.write(sheets, names, out)
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
    print(f'{MANY} projects {many:.0f} ms, {growth:.1f} times {FEW} (at '
          f'most {MOST_GROWTH}), {mib:.0f} MiB (at most {MOST_MIB})')
    return (to_bare > MOST_TO_BARE or to_python < LEAST_TO_PYTHON
            or mib > MOST_MIB or growth > MOST_GROWTH)


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
