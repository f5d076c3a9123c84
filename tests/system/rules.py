"""Every rule fires, and keeps quiet.

For each rule of `jixiao rules` a small document that it is about, and a twin
as like it as can be that it is not about. Both go through the program as text
(or as whatever the rule needs); severity, place and exit code are asserted.

A document is the good one below with a few edits. ▶ in an edit marks where
the rule must point; it is taken out before the program sees the text.
"""
import json
import re
import warnings

import openpyxl

import harness
from harness import FINDINGS, NONE, OK

HEADING = '项目名称\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标'
GOOD = f"""项目支出绩效目标表（2026年）
单位名称：青禾市第三中学
单位：万元
{HEADING}
青禾市第三中学\t50.00\t31.37\t18.63\t\t\t
教师培训\t31.37\t31.37\t\t\t全年开展教师培训十二期，参训教师六百人次。\t\
1、1-产出指标；11-数量指标；培训期数；实施周期指标值：12期；年度指标值：12期。\
2、1-产出指标；12-质量指标；考核合格率；实施周期指标值：≥95%；年度指标值：≥95%。\
3、2-效益指标；22-社会效益；受益学生；实施周期指标值：≥1800人；年度指标值：≥1800人。\
4、3-满意度指标；31-服务对象满意度；教师满意度；实施周期指标值：≥90%；年度指标值：≥90%。
校园绿化养护\t18.63\t\t18.63\t\t养护校园绿地八千平方米，保持四季整洁。\t\
1、1-产出指标；11-数量指标；养护面积；实施周期指标值：8000平方米；年度指标值：8000平方米。\
2、1-产出指标；12-质量指标；苗木成活率；实施周期指标值：≥98%；年度指标值：≥98%。\
3、1-产出指标；14-成本指标；每平方米养护费；实施周期指标值：≤25元/平方米；\
年度指标值：≤25元/平方米。\
4、2-效益指标；23-生态效益；绿地覆盖率；实施周期指标值：≥35%；年度指标值：≥35%。\
5、3-满意度指标；31-服务对象满意度；师生满意度；实施周期指标值：≥90%；年度指标值：≥90%。
"""
TRAINING = '教师培训\t31.37\t31.37\t\t\t'
GARDEN = '校园绿化养护\t18.63\t\t18.63\t\t'
DECLARED = '青禾市第三中学\t50.00\t31.37\t18.63\t'
GOAL = '全年开展教师培训十二期，参训教师六百人次。'
ERROR, WARNING, HINT = 'error', 'warning', 'hint'


def edited(*edits):
    """The good document with each (old, new); old stands in it once."""
    text = GOOD
    for old, new in edits:
        assert text.count(old) == 1, f'{text.count(old)} times: {old}'
        text = text.replace(old, new)
    return text


def marked(text):
    """The text without its ▶, and the line and column where that stood."""
    before, mark, after = text.partition('▶')
    if not mark:
        return text, None
    return before + after, (before.count('\n') + 1,
                            len(before) - before.rfind('\n'))


def department(total):
    """Two schools in one table; ▶ stands at the total of the second."""
    rows = GOOD.split('\n')
    first = rows[5].replace('教师培训', '教师进修')
    return '\n'.join(rows[:4] + [
        '合计\t81.37\t62.74\t18.63\t\t\t',
        f'青禾市第三中学\t{total}\t31.37\t18.63\t\t\t', *rows[5:7],
        '青禾市第四中学\t31.37\t31.37\t\t\t\t', first, ''])


def no_items():
    """The goal of the first project and all that follows in its row."""
    row = GOOD.split('\n')[5]
    return row[row.index(GOAL):]


class Pair:
    """What a rule is tried on. `fires` and `twin` are edits of the good
    document, or a whole text, or bytes; at: (line, column) where no ▶ can
    stand, or the address of a cell; by: how the program is called."""

    def __init__(self, severity, fires, twin=(), at=None, code=None,
                 by='check', name='表.txt'):
        self.severity, self.by, self.name = severity, by, name
        self.fires, marked_at = self.document(fires)
        self.twin, _ = self.document(twin)
        self.at = at or marked_at
        self.code = code if code is not None else (
            FINDINGS if severity == ERROR else OK)

    @staticmethod
    def document(what):
        if isinstance(what, bytes) or callable(what):
            return what, None
        if not isinstance(what, str):
            what = edited(*what)
        text, at = marked(what)
        return text.encode(), at


def csv(text):
    return text.replace('，', '、').replace('\t', ',')


def workbook(edit=lambda book: None):
    """The good document's workbook, edited: made when the test asks for it."""
    def make(case):
        path = case.path('good.xlsx')
        case.run_program('render', case.write('good.txt', GOOD), '--to',
                         'xlsx', '-o', path)
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            book = openpyxl.load_workbook(path)
        edit(book)
        book.save(path)
        with open(path, 'rb') as file:
            return file.read()
    return make


def setting(sheet, *cells):
    """An edit of the workbook: (address, value)…"""
    def edit(book):
        for address, value in cells:
            book[sheet][address] = value
    return workbook(edit)


def adding(*values):
    """A row more on 绩效指标."""
    return workbook(lambda book: book['绩效指标'].append(values))


LONG_GOAL = '开展培训。' * 20001
RARE = '\U00020BB7'  # only in the large fonts
PUA = '\U000F0000'  # a private character: no font has it
BREAK = ('2、1-产出指标；12-质量指标；考核合格率；实施周期指标值：≥95%；'
         '年度指标值：≥95%。')
PERIOD = '培训期数；实施周期指标值：12期；年度指标值：12期'
QUALITY = '考核合格率；实施周期指标值：≥95%；年度指标值：≥95%'
COST = '每平方米养护费；实施周期指标值：≤25元/平方米；年度指标值：≤25元/平方米'
SATISFIED = '教师满意度；实施周期指标值：≥90%；年度指标值：≥90%'


def item(old, name, period, annual=None):
    """An edit of one indicator: name and values."""
    annual = annual or period.replace('▶', '')
    return (old, f'{name}；实施周期指标值：{period}；年度指标值：{annual}')


NO_ITEMS = no_items()

PAIRS = {
    # our own workbook, edited
    'workbook-conflict': Pair(
        ERROR, setting('原表', ('B5', 31.5)), setting('资金', ('D4', 31.5)),
        at='原表!B5', name='表.xlsx'),
    'workbook-row-unmatched': Pair(
        ERROR, adding(99, '图书购置', 1, None, None, None, None, '册数'),
        adding(2, '校园绿化养护', 6, None, None, None, None, '株数'),
        at='绩效指标!B13', name='表.xlsx'),
    'workbook-row-assigned': Pair(
        WARNING, adding(None, None, 6, None, None, None, None, '株数'),
        adding(2, None, 6, None, None, None, None, '株数'),
        at='绩效指标!B13', code=FINDINGS, name='表.xlsx'),
    'workbook-total-ignored': Pair(
        WARNING, setting('资金', ('D7', 60)), setting('资金', ('D7', 50)),
        at='资金!D7', name='表.xlsx'),
    'workbook-part-missing': Pair(
        WARNING, workbook(lambda book: book.remove(book['绩效目标'])),
        workbook(lambda book: book.remove(book['检查结果'])),
        at='原表!A3', name='表.xlsx'),
    'workbook-formula': Pair(
        WARNING, setting('资金', ('F4', '=0')), setting('资金', ('F4', 0)),
        at='资金!F4', name='表.xlsx'),

    # reading: bytes and cells
    'empty-input': Pair(ERROR, ' \n\n\t\n', code=NONE, at=(1, 1)),
    'no-table': Pair(ERROR, [(HEADING + '\n', ''), (TRAINING, '甲'),
                             (GARDEN, '乙'), (DECLARED, '丙')],
                     [(HEADING + '\n', '')], code=NONE, at=(1, 1)),
    'encoding-invalid': Pair(
        ERROR, GOOD.encode().replace('六百'.encode(), b'\xff\xfe'),
        at=(6, 36)),
    'nul-byte': Pair(ERROR, [('参训', '参▶\0训')], [('参训', '参 训')]),
    'input-too-large': Pair(ERROR, b'\n' * (64 * 1024 * 1024 + 1), code=NONE,
                            at=(None, None)),
    'cell-too-long': Pair(ERROR, [(GOAL, '▶' + LONG_GOAL)],
                          [(GOAL, LONG_GOAL[:100000])]),
    'control-char': Pair(WARNING, [('参训', '参▶\x07训')]),
    # a line of one cell is too long for a cell, too
    'line-too-long': Pair(WARNING, GOOD + '▶注：' + '长' * 999999 + '\n',
                          GOOD + '注：' + '长' * 999998 + '\n',
                          code=FINDINGS),
    'table-open-quote': Pair(WARNING, csv(edited((GARDEN, '▶"' + GARDEN))),
                             csv(edited((GARDEN, '"校园绿化养护"' + GARDEN[6:])))),
    'text-left-out': Pair(WARNING, GOOD + '▶此页无正文但有一句闲话\n',
                          GOOD + '注：此页无正文但有一句闲话\n'),
    'heading-unknown': Pair(WARNING, [(HEADING, HEADING + '\t▶花絮')],
                            [(HEADING, HEADING + '\t备注')]),
    'column-extra': Pair(HINT, [(HEADING, HEADING + '\t▶备注')]),
    'row-cell-missing': Pair(WARNING, [(TRAINING, '▶教师培训\t31.37\t31.37\t\t')]),
    'row-cell-extra': Pair(WARNING, [(GARDEN, '▶' + GARDEN + '\t\t')]),
    'row-continued': Pair(
        HINT, [(BREAK, '\n▶\t\t\t\t\t\t' + BREAK)]),
    'name-line-wrap-space': Pair(HINT, [(GARDEN, '校园▶ 绿化' + GARDEN[4:])],
                                 [(GARDEN, '校园 A绿化' + GARDEN[4:])]),
    'whitespace-removed': Pair(HINT, [('参训教师', '参训▶ 教师')],
                               [('参训教师', '参训 600 名教师')]),
    'char-normalised': Pair(HINT, [(TRAINING, '教师培训\t▶３１．３７\t31.37\t\t\t')]),

    # what stands around the table
    'title-missing': Pair(WARNING, [('项目支出绩效目标表（2026年）\n', ''),
                                    ('项目名称\t', '▶项目名称\t')]),
    'unit-missing': Pair(WARNING, [('单位名称：青禾市第三中学\n', ''),
                                   ('项目名称\t', '▶项目名称\t')]),
    'currency-unit-missing': Pair(WARNING, [('单位：万元\n', ''),
                                            ('项目名称\t', '▶项目名称\t')]),
    'empty-table': Pair(WARNING, GOOD.replace(HEADING, '▶' + HEADING)
                        .split('\n' + DECLARED)[0] + '\n'),
    'budget-year-mismatch': Pair(
        WARNING, [('教师培训\t31', '▶2024年教师培训\t31')],
        [('教师培训\t31', '2024-2026年教师培训\t31')]),

    # the figures
    'amount-invalid': Pair(ERROR, [(TRAINING, '教师培训\t▶3l.37\t31.37\t\t\t')]),
    'amount-precision': Pair(
        WARNING, [(TRAINING, '教师培训\t31.37\t▶31.3700001\t\t\t')],
        [(TRAINING, '教师培训\t31.37\t31.370000\t\t\t')]),
    'amount-negative': Pair(
        WARNING, [(TRAINING, '教师培训\t31.37\t36.37\t\t▶-5.00\t'),
                  (DECLARED, DECLARED.replace('31.37', '36.37') + '-5.00')],
        [(TRAINING, '教师培训\t31.37\t26.37\t\t5.00\t'),
         (DECLARED, DECLARED.replace('31.37', '26.37') + '5.00')]),
    'total-missing': Pair(WARNING, [(TRAINING, '教师培训\t▶\t31.37\t\t\t')],
                          code=FINDINGS),
    'row-sum-mismatch': Pair(ERROR, [(GARDEN, '校园绿化养护\t▶18.63\t\t17.63\t\t')],
                             [(GARDEN, '校园绿化养护\t18.63\t1.00\t17.63\t\t')]),
    'column-sum-mismatch': Pair(
        ERROR, [(DECLARED, '青禾市第三中学\t▶51.00\t32.37\t18.63\t')]),
    'unit-sum-mismatch': Pair(ERROR, department('▶51.00'),
                              department('50.00')),
    'totals-row-missing': Pair(WARNING, [(DECLARED + '\t\t\n', ''),
                                         ('项目名称\t', '▶项目名称\t')]),
    'rounding-tail': Pair(
        HINT, [(TRAINING, '教师培训\t▶30.00\t15.00\t15.01\t\t'),
               (GARDEN, '校园绿化养护\t20.00\t10.01\t10.00\t\t'),
               (DECLARED, '青禾市第三中学\t50.00\t25.00\t25.00\t')],
        [(TRAINING, '教师培训\t30.00\t15.00\t15.50\t\t'),
         (GARDEN, '校园绿化养护\t20.00\t10.50\t10.00\t\t'),
         (DECLARED, '青禾市第三中学\t50.00\t25.50\t25.50\t')]),
    'reconciled': Pair(
        WARNING, [(TRAINING, '教师培训\t31.37\t\t▶31.37\t\t')],
        code=FINDINGS),
    'reconcile-ambiguous': Pair(
        WARNING, [(TRAINING, '教师培训\t25.00\t▶25.00\t\t\t'),
                  (GARDEN, '校园绿化养护\t25.00\t25.00\t\t\t'),
                  (DECLARED, '青禾市第三中学\t50.00\t25.00\t25.00\t')],
        [(TRAINING, '教师培训\t26.11\t26.11\t\t\t'),
         (GARDEN, '校园绿化养护\t23.89\t23.89\t\t\t'),
         (DECLARED, '青禾市第三中学\t50.00\t26.11\t23.89\t')],
        code=FINDINGS),
    'reconcile-merged': Pair(
        HINT, [(TRAINING, '教师培训\t31.37\t▶31.37\t\t\t'),
               (DECLARED, '青禾市第三中学\t50.00\t18.35\t31.65\t')],
        code=FINDINGS),
    'reconcile-crossed': Pair(
        HINT, [(TRAINING, '教师培训\t31.37\t▶31.47\t\t\t')],
        [(TRAINING, '教师培训\t31.37\t31.47\t\t\t'),
         (DECLARED, '青禾市第三中学\t50.00\t31.47\t18.63\t')],
        code=FINDINGS),
    'reconcile-incomplete': Pair(
        HINT, [(DECLARED, '▶青禾市第三中学\t50.00\t31.77\t18.23\t')],
        code=FINDINGS),

    # a project's own cells
    'name-missing': Pair(ERROR, [(TRAINING, '▶' + TRAINING[4:])]),
    'name-duplicate': Pair(WARNING, [(GARDEN, '▶教师培训' + GARDEN[6:])],
                           [(GARDEN, '教师培训（二）' + GARDEN[6:])]),
    'goal-missing': Pair(ERROR, [(GOAL, '▶')]),
    'goal-too-short': Pair(WARNING, [(GOAL, '▶培训教师六百人。')],
                           [(GOAL, '培训全市教师六百人。')]),
    'placeholder': Pair(ERROR, [(GOAL, '▶全年开展教师培训 XX 期，参训六百人。')],
                        [(GOAL, '全年开展 XXL 计划培训，参训六百人。')]),

    # the indicator cell
    'indicator-missing': Pair(ERROR, [(NO_ITEMS, GOAL + '\t▶')]),
    'indicator-syntax': Pair(ERROR, [(BREAK, '▶2、考核合格率不低于九成。')]),
    'name-empty': Pair(ERROR, [(PERIOD, '▶' + PERIOD[4:])]),
    'period-missing': Pair(ERROR, [(PERIOD, '培训期数；年度指标值：12期▶')]),
    'annual-missing': Pair(ERROR, [(PERIOD, '培训期数；实施周期指标值：12期▶')]),
    'colon-missing': Pair(WARNING, [(QUALITY, QUALITY.replace(
        '年度指标值：', '▶年度指标值'))]),
    'ordinal-gap': Pair(WARNING, [('2、1-产出指标；12-质量指标；考核',
                                   '▶5、1-产出指标；12-质量指标；考核'),
                                  ('3、2-效益指标；22', '6、2-效益指标；22'),
                                  ('4、3-满意度指标；31-服务对象满意度；教师',
                                   '7、3-满意度指标；31-服务对象满意度；教师')]),
    'ordinal-repeat': Pair(WARNING, [('2、1-产出指标；12-质量指标；考核',
                                      '▶1、1-产出指标；12-质量指标；考核'),
                                     ('3、2-效益指标；22', '2、2-效益指标；22'),
                                     ('4、3-满意度指标；31-服务对象满意度；教师',
                                      '3、3-满意度指标；31-服务对象满意度；教师')]),
    'code-missing': Pair(WARNING, [('3、2-效益指标；22-', '3、▶效益指标；22-')]),
    'code-unknown': Pair(WARNING, [('12-质量指标；考核', '▶19-声誉指标；考核')],
                         code=OK),
    'code-name-mismatch': Pair(ERROR, [('12-质量指标；考核',
                                        '▶22-质量指标；考核')]),

    # which indicators a project needs
    'output-missing': Pair(ERROR, [
        (GOAL + '\t1、1-产出指标；11-数量指标；' + PERIOD + '。', GOAL + '\t▶'),
        (BREAK, '')]),
    'benefit-missing': Pair(ERROR, [
        (GOAL + '\t', GOAL + '\t▶'),
        ('3、2-效益指标；22-社会效益；受益学生；实施周期指标值：≥1800人；'
         '年度指标值：≥1800人。', '')]),
    'satisfaction-missing': Pair(WARNING, [
        (GOAL + '\t', GOAL + '\t▶'),
        ('4、3-满意度指标；31-服务对象满意度；' + SATISFIED + '。', '')], [
        (TRAINING, '在职人员工资' + TRAINING[4:]),
        ('4、3-满意度指标；31-服务对象满意度；' + SATISFIED + '。', '')]),
    'quantity-missing': Pair(WARNING, [
        (GOAL + '\t', GOAL + '\t▶'),
        ('11-数量指标；培训', '13-时效指标；培训')]),
    'quality-missing': Pair(WARNING, [
        (GOAL + '\t', GOAL + '\t▶'), (BREAK, BREAK.replace('12-质量',
                                                       '13-时效'))]),
    'cost-missing': Pair(WARNING, [
        (TRAINING, '教室修缮' + TRAINING[4:]), (GOAL + '\t', GOAL + '\t▶')],
        [(TRAINING, '教师队伍建设' + TRAINING[4:])]),
    'indicator-duplicate': Pair(WARNING, [
        ('12-质量指标；考核合格率', '11-数量指标；▶培训期数')],
        [('12-质量指标；考核合格率', '12-质量指标；培训期数')]),

    # the values
    'value-not-gradable': Pair(
        WARNING, [item(QUALITY, '考核情况', '▶有效')],
        [item(QUALITY, '考核情况', '优秀')]),
    'satisfaction-not-percent': Pair(
        WARNING, [item(SATISFIED, '教师满意度', '▶较高')],
        [item(SATISFIED, '教师满意度', '九成以上即 90%')]),
    'percent-over-100': Pair(
        WARNING, [item(QUALITY, '考核合格率', '▶295%')],
        [item(QUALITY, '参训人数增长率', '295%')]),
    'cost-direction': Pair(
        WARNING, [item(COST, '每平方米养护费', '▶≥25元/平方米')],
        [item(COST, '养护费节约率', '≥5%')]),
    'unit-of-measure-missing': Pair(
        WARNING, [item(PERIOD, '培训', '▶12')],
        [item(PERIOD, '培训（期）', '12')]),
    'annual-over-period': Pair(
        WARNING, [item(PERIOD, '培训期数', '12期', '▶15期')],
        [item(PERIOD, '培训期数', '15期', '12期')]),
    'cost-over-total': Pair(
        ERROR, [item(COST, '养护总费用', '≤18.64万元', '▶≤18.64万元')],
        [item(COST, '养护总费用', '≤18.63万元')]),

    # printing
    'glyph-missing': Pair(ERROR, [(GOAL, GOAL + '▶' + PUA)], by='render'),
    'font-substituted': Pair(HINT, [(GOAL, GOAL + '▶' + RARE)], by='render'),
    'row-height-capped': Pair(
        HINT, [(GOAL, '▶' + '培训教师，提高水平。' * 300)],
        by='render'),
}


class Rules(harness.Case):
    def findings(self, pair, data):
        name = self.write(pair.name, data(self) if callable(data) else data)
        if pair.by == 'check':
            run = self.run_program('check', name, '--format', 'json')
            found = json.loads(run.text)['files'][0]['findings']
        else:
            run = self.run_program('render', name, '--to', 'json', '-o', '-')
            found = json.loads(run.text)['findings']
        return run, found

    def test_the_document_they_are_edits_of_is_good(self):
        run, found = self.findings(Pair(HINT, ()), GOOD.encode())
        self.assertEqual(found, [])
        self.assert_exit(run, OK)

    def test_every_rule_has_a_pair(self):
        listed = re.findall(r'^\S+', self.run_program('rules').text, re.M)
        self.assertEqual(sorted(PAIRS), sorted(listed))

    def test_every_rule_is_explained_with_an_example(self):
        for rule in PAIRS:
            text = self.run_program('explain', rule).text
            for block in ('为什么：', '依据：', '会报告的写法：', '改正后：'):
                self.assertRegex(text, f'(?m)^{block}\n  .', rule)

    def test_every_rule_fires_where_it_should(self):
        for rule, pair in PAIRS.items():
            with self.subTest(rule):
                run, found = self.findings(pair, pair.fires)
                mine = [f for f in found if f['rule'] == rule]
                self.assertTrue(mine, f'{rule} said nothing: {found}')
                self.assertEqual({f['severity'] for f in mine},
                                 {pair.severity})
                places = [(f['line'], f['column']) for f in mine] + [
                    f['place'] for f in mine]
                self.assertIn(pair.at, places)
                self.assert_exit(run, pair.code)

    def test_and_not_on_its_twin(self):
        for rule, pair in PAIRS.items():
            with self.subTest(rule):
                run, found = self.findings(pair, pair.twin)
                # without a line: what is said of the machine's fonts
                self.assertEqual([f for f in found if f['rule'] == rule
                                  and f['line'] is not None], [])
                self.assertNotEqual(run.code, NONE)


if __name__ == '__main__':
    harness.main()
