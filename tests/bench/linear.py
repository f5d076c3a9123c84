#!/usr/bin/env python3
"""Is the cost of reading linear? For each family of pathological inputs the
instructions of `jixiao export` are counted (callgrind) at one size and at
twice that size; what a nearly empty input costs is taken off first. A family
fails above 2.3. Prints a table; exit status 1 when a family fails.

    linear.py JIXIAO [FAMILY…]
"""
import io
import re
import subprocess
import sys
import tempfile
import zipfile

LIMIT = 2.3
HEAD = '项目名称\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n'
ITEM = '1、1-产出指标；11-数量指标；场次；实施周期指标值：3场；年度指标值：3场。'
ROW = '甲楼修缮\t3.00\t3.00\t\t\t把楼修好\t' + ITEM + '\n'
NS = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PKG = 'http://schemas.openxmlformats.org/package/2006/relationships'


def cell(text):
    return HEAD + ROW.replace('把楼修好', text)


def items(text):
    return HEAD + ROW.replace(ITEM, text)


LIST = '项目名称\t总计\t绩效目标\t一级指标\t二级指标\t三级指标\t指标值\t备注\n'
SPACED = HEAD.replace('\t', '    ')
FORM = ('项目名称\t甲\n年度资金总额\t1.00\n年度目标\t修好楼\n'
        '一级指标\t二级指标\t三级指标\t指标值\n'
        '产出指标\t数量指标\t场次\t3场\n')


def html(text):
    return '<table><tr><td>' + text + '</table>'


def workbook(sheet):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_STORED) as z:
        z.writestr('_rels/.rels', f'<Relationships xmlns="{PKG}"><Relationship'
                   f' Id="a" Type="{REL}/officeDocument" Target="xl/w.xml"/>'
                   '</Relationships>')
        z.writestr('xl/w.xml', f'<workbook xmlns="{NS}" xmlns:r="{REL}">'
                   '<sheets><sheet name="a" r:id="a"/></sheets></workbook>')
        z.writestr('xl/_rels/w.xml.rels', f'<Relationships xmlns="{PKG}">'
                   f'<Relationship Id="a" Type="{REL}/worksheet" '
                   'Target="s.xml"/></Relationships>')
        z.writestr('xl/s.xml', f'<worksheet xmlns="{NS}">{sheet}</worksheet>')
    return out.getvalue()


# name: (size, input of that size as text or bytes)
FAMILIES = {
    'deep-div': (100000, lambda n: html('<div>' * n)),
    'deep-tables': (50000, lambda n: '<table><tr><td>甲' * n),
    'nested-in-cell': (50000, lambda n: html(
        'a<td>b<td>c<td>d' + '<table><tr><td>甲' * n)),
    'colspan-1e9': (20000, lambda n: '<table>' +
                    '<tr><td colspan=1000000000>甲<td>乙' * n),
    'wide-spans': (150, lambda n: '<table>' +
                   '<tr><td colspan=1000 rowspan=1000>甲' * n),
    'attributes': (100000, lambda n: html('<p' + ' a=b' * n + '>甲')),
    'open-comments': (100000, lambda n: html('<!-- ' * n)),
    'open-raw': (100000, lambda n: html('<style>' * n)),
    'open-tags': (100000, lambda n: html('<td a="' * n)),
    'references': (200000, lambda n: html('&lt;' * n)),
    'references-tab': (50000, lambda n: cell('&lt;' * n)),
    'ampersands': (200000, lambda n: html('&' * n)),
    'open-paragraphs': (10000, lambda n: HEAD + '<p>甲\n' * n),
    'half-tags': (40000, lambda n: cell('<p ' * n)),
    'open-quotes': (40000, lambda n: 'a,b,c,d\n' + '"a,b,c,d\n' * (n // 4)),
    'doubled-quotes': (50000, lambda n: 'a,b,c,d\n"' + '""' * n),
    'tsv-quotes': (20000, lambda n: HEAD + '"甲""\t乙\n' * n),
    'tabs': (400000, lambda n: HEAD + '甲' + '\t' * n),
    'pipes': (400000, lambda n: '|a|b|c|d|\n|甲' + '|' * n),
    'long-line': (4000000, lambda n: HEAD + '甲' * n),
    'blank-lines': (400000, lambda n: HEAD + '\n' * n + ROW),
    'notes': (9000, lambda n: HEAD + ROW + '注：一行说明\n' * n),
    'headings': (5000, lambda n: (HEAD + ROW) * n),
    'projects': (3000, lambda n: HEAD + ROW * n),
    'item-heads': (1000, lambda n: items(ITEM * n)),
    'bare-heads': (20000, lambda n: items('1、' * n)),
    'half-heads': (8000, lambda n: items('1、1-产出；' * n)),
    'semicolons': (50000, lambda n: items(ITEM[:-1] + '；' * n)),
    'labels': (50000, lambda n: items('1、1-产出指标；' + '年度指标值：' * n)),
    'lost-heads': (4000, lambda n: items(ITEM + '甲；实施周期指标值：1。' * n)),
    'glued-digits': (40000, lambda n: items('1' * n + '、1-产出；')),
    'cut-rows': (4000, lambda n: HEAD + ROW +
                 ('\t' * 6 + '2、1-产出指标；甲\n') * n),
    'cut-names': (4000, lambda n: HEAD + ROW[:-2] + '\n' +
                  ('甲' + '\t' * 6 + '乙\n') * n),
    'sum-rows': (4000, lambda n: HEAD + '杂项\t1.00\t1.00\t\t\t\t\n' * n),
    'units': (4000, lambda n: HEAD + ('甲局\t3.00' + '\t' * 5 + '\n' + ROW) * n),
    'short-rows': (2000, lambda n: HEAD + '甲\t3.00\t乙\n' * n),
    'unit-column': (4000, lambda n: HEAD.replace('项目', '单位名称\t项目', 1) +
                    ''.join(f'甲{i}局\t{ROW}' for i in range(n))),
    'unit-sums': (2000, lambda n: HEAD.replace('项目', '单位名称\t项目', 1) +
                  ''.join(f'甲{i}局\t' + ROW + '\t小计\t3.00\t3.00' +
                          '\t' * 4 + '\n' for i in range(n))),
    'listed-rows': (2000, lambda n: LIST + '甲\t1.00\t修好楼' +
                    '\t产出指标\t数量指标\t场次\t3场\t无\n\t\t' * n),
    'forms': (300, lambda n: FORM * n),
    'form-rows': (2000, lambda n: FORM + '\t\t场次\t3场\n' * n),
    'spaced-rows': (400, lambda n: SPACED + ROW.replace('\t', '    ') * n),
    'spaced-wrap': (1000, lambda n: SPACED + ROW.replace('\t', '    ') +
                    '    ' * 8 + '修好\n' * n),
    'spaced-line': (400000, lambda n: SPACED + '甲    ' * n),
    'text-formulas': (40000, lambda n: 'a,b,c,d\n' + '="1",2,3,4\n' * (n // 4)),
    'nested-rows': (2000, lambda n: '<table>' + (
        '<tr><td colspan=2><table><tr><td>甲<td>乙</table><td>丙<td>丁') * n),
    'nested-open': (100000, lambda n: html('<table><!-- ' * n)),
    'lone-lines': (9000, lambda n: HEAD + ROW + '甲局\n' * n),
    'split-name': (20000, lambda n: HEAD + ROW.replace('楼', '楼 ' * n)),
    'digits': (50000, lambda n: HEAD + ROW.replace('3.00', '1' * n)),
    'bad-bytes': (40000, lambda n: HEAD.encode() +
                  ('甲乙丙丁'.encode() + b'\xff') * n),
    'controls': (40000, lambda n: HEAD + '甲乙丙丁\x01' * n),
    'gb18030': (400000, lambda n: (HEAD + '甲' * n).encode('gb18030')),
    'xlsx-cells': (20000, lambda n: workbook(
        '<sheetData>' + ('<row>' + '<c><v>1</v></c>' * 10 + '</row>') *
        (n // 10) + '</sheetData>')),
    'xlsx-merges': (20000, lambda n: workbook(
        '<sheetData><row><c><v>1</v></c></row></sheetData><mergeCells>' +
        '<mergeCell ref="A1:C9"/>' * n + '</mergeCells>')),
    'xlsx-far': (100, lambda n: workbook(
        '<sheetData>' + '<row><c r="XFD{0}"><v>1</v></c></row>'
        .replace('{0}', '9') * n + '</sheetData>')),
}


def cost(program, data):
    with tempfile.NamedTemporaryFile() as file:
        file.write(data if isinstance(data, bytes) else data.encode())
        file.flush()
        run = subprocess.run(
            ['valgrind', '--tool=callgrind', '--callgrind-out-file=/dev/null',
             program, 'export', file.name],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    counted = re.search(rb'Collected : (\d+)', run.stderr)
    if counted is None:
        sys.exit(run.stderr.decode(errors='replace')[-2000:])
    return int(counted.group(1))


def main():
    program, names = sys.argv[1], sys.argv[2:] or list(FAMILIES)
    base = cost(program, HEAD + ROW)
    failed = 0
    print(f'{"family":16} {"size":>8} {"M instructions":>15} {"ratio":>6}')
    for name in names:
        size, make = FAMILIES[name]
        one, two = (cost(program, make(n)) - base for n in (size, 2 * size))
        ratio = two / max(one, 1)
        failed += ratio > LIMIT
        print(f'{name:16} {size:8} {one / 1e6:15.1f} {ratio:6.2f}'
              f'{"  TOO MUCH" if ratio > LIMIT else ""}', flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
