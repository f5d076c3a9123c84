"""Wrong figures planted in printed text, and what the program makes of them.

A table that adds up is printed, then damaged the way people and extraction
do it: by editing the text of cells, knowing nothing of how the program
searches. What it answers is read from its messages as a clerk would read
them, carried out on the printed text, and everything is added up again.

    python3 tests/system/planted.py              a short run, always the same
    python3 tests/system/planted.py --rates 50   50 tables a line, as a table
"""
import collections
import json
import os
import random
import re
import sys
import tempfile

import harness

FUNDS = ('总计', '财政拨款', '财政专户拨款', '其他资金')
HEAD = ['项目支出绩效目标表', '单位名称：青禾市教育局', '单位：万元',
        '\t'.join(('项目名称', *FUNDS, '绩效目标', '绩效指标'))]
TEXTS = ('\t按计划完成全年工作任务。\t1、1-产出指标；11-数量指标；培训期数；'
         '实施周期指标值：12期；年度指标值：12期。')
FIRST_LINE = len(HEAD) + 1
RULES = ('reconciled,reconcile-ambiguous,reconcile-incomplete,'
         'reconcile-crossed')


def cents(cell):
    """What a printed amount is worth."""
    if not cell:
        return 0
    whole, _, rest = cell.replace(',', '').partition('.')
    return int(whole) * 100 + int((rest + '00')[:2])


def printed(amount):
    return f'{amount // 100}.{amount % 100:02d}' if amount else ''


class Row:
    """A printed row: its name, four cells, and what kind of row it is."""

    def __init__(self, name, cells, unit=None, is_sum=False):
        self.name, self.cells, self.unit = name, list(cells), unit
        self.is_sum, self.touched = is_sum, False

    def values(self):
        return [cents(cell) for cell in self.cells]

    def copy(self):
        return Row(self.name, self.cells, self.unit, self.is_sum)


def adds_up(rows):
    """Every printed total of the table is true."""
    values = [row.values() for row in rows]
    for row, value in zip(rows, values):
        if value[0] != sum(value[1:]):
            return False
        terms = [v for r, v in zip(rows, values) if not r.is_sum
                 and row.unit in (None, r.unit)]
        if row.is_sum and value != [sum(column) for column in zip(*terms)]:
            return False
    return True


def document(rows):
    return '\n'.join(HEAD + [
        '\t'.join((row.name, *row.cells)) + ('\t\t' if row.is_sum else TEXTS)
        for row in rows]) + '\n'


# ---- a table that adds up -------------------------------------------------

def amount(rng):
    """0.10 to 2,000.00; small ones as often as large ones, a third round."""
    value = 10 + rng.randrange(rng.choice((1000, 5000, 20000, 200000)))
    return (value // 100 + 1) * 100 if rng.randrange(3) == 0 else value


def project(rng, i, unit):
    cells = [0, 0, 0, 0]
    for _ in range(1 + (rng.randrange(10) > 6)):
        cells[1 + rng.randrange(3)] = amount(rng)
    cells[0] = sum(cells)
    return Row(f'第{i}号工作经费', map(printed, cells), unit)


def total_row(name, rows, unit=None):
    sums = [sum(cents(row.cells[fund]) for row in rows) for fund in range(4)]
    return Row(name, map(printed, sums), unit, is_sum=True)


def table(rng, size, n_units):
    projects = [project(rng, i + 1, i * n_units // size if n_units else None)
                for i in range(size)]
    rows = [total_row('青禾市教育局', projects)]
    for unit in range(n_units):
        mine = [row for row in projects if row.unit == unit]
        rows.append(total_row(f'青禾市第{"一二三四"[unit]}小学', mine, unit))
        rows += mine
    return rows if n_units else rows + projects


# ---- damage ---------------------------------------------------------------

def swap_digits(rng, cell):
    a, b = sorted(rng.sample(range(len(cell)), 2))
    return cell[:a] + cell[b] + cell[a + 1:b] + cell[a] + cell[b + 1:]


def change_digit(rng, cell):
    at = rng.randrange(len(cell))
    return cell[:at] + rng.choice('0123456789') + cell[at + 1:]


def shift_point(rng, cell):
    whole, rest = cell.split('.')
    places = rng.choice((1, 2))
    whole = whole.zfill(places + 1)
    if rng.randrange(2):
        whole = whole.lstrip('0')
        return whole + (rest + '00')[:places] + '.' + (rest + '00')[places:][:2]
    moved = whole[-places:] + rest
    if moved[2:].strip('0'):
        return cell  # a digit would be lost
    return (whole[:-places].lstrip('0') or '0') + '.' + moved[:2]


def rewritten(how):
    """Damage of one cell's text."""
    def damage(rng, rows, row):
        fund = rng.randrange(4)
        cell = row.cells[fund]
        if not cell:
            return False
        new = how(rng, cell)
        if (new == cell or not re.fullmatch(r'(0|[1-9]\d*)\.\d\d', new)
                or cents(new) == 0):
            return False
        row.cells[fund] = new
        return True
    return damage


def moved(rng, rows, row, leave_a_copy=False):
    fund, to = rng.sample((1, 2, 3), 2)
    if not row.cells[fund] or row.cells[to]:
        return False
    row.cells[to] = row.cells[fund]
    if not leave_a_copy:
        row.cells[fund] = ''
    return True


def printed_twice(rng, rows, row):
    return not row.is_sum and moved(rng, rows, row, leave_a_copy=True)


def row_twice(rng, rows, row):
    if row.is_sum:
        return False
    again = row.copy()
    again.touched = True
    rows.insert(rows.index(row) + 1, again)
    return True


def row_lost(rng, rows, row):
    if row.is_sum or sum(r.unit == row.unit for r in rows) < 4:
        return False
    rows.remove(row)
    return True


def same_wrong_twice(rng, rows, row):
    """A digit of 总计, and the same in the one fund it comes from."""
    cell = row.cells[0]
    if row.is_sum or row.cells.count(cell) != 2:
        return False
    fund = row.cells.index(cell, 1)
    if not rewritten(change_digit)(rng, rows, one := Row('', [cell, '', '', ''])):
        return False
    row.cells[0] = row.cells[fund] = one.cells[0]
    return True


def in_yuan(rng, rows, row):
    """The whole row in 元, in a table of 万元."""
    if any(0 < value < 100 for value in row.values()):
        return False  # under 10,000 元 it could well be 万元
    row.cells = [cell and f'{cents(cell) * 100}.00' for cell in row.cells]
    return True


def one_in_yuan(rng, rows, row):
    fund = rng.randrange(4)
    if cents(row.cells[fund]) < 100:
        return False
    row.cells[fund] = f'{cents(row.cells[fund]) * 100}.00'
    return True


INSIDE = {'moved': moved, 'twice': printed_twice,
          'swapped': rewritten(swap_digits), 'shifted': rewritten(shift_point),
          'row twice': row_twice, 'row in 元': in_yuan,
          'one in 元': one_in_yuan}
OUTSIDE = {'one digit wrong': rewritten(change_digit),
           'wrong alike in 总计': same_wrong_twice}


def plant(rng, rows, kinds):
    """One edit of each kind, each in a row that has none yet."""
    for kind in kinds:
        while True:
            row = rng.choice(rows)
            if not row.touched and kind(rng, rows, row):
                row.touched = True
                break


# ---- reading the answer ---------------------------------------------------

EDITS = (
    (r'([\d,.]+) 由(\S+?)移到(\S+)', 'move'),
    (r'(\S+?)的 ([\d,.]+) 是重复印出的，去掉', 'remove'),
    (r'(\S+) ([\d,.]+) 改为 ([\d,.]+)（(?:两位数字颠倒|小数点错位|元与万元混淆|正负号有误)）',
     'value'),
    (r'总计 ([\d,.]+) 的这一行元与万元混淆，各数同样改，总计改为 ([\d,.]+)',
     'unit'),
    (r'总计 ([\d,.]+) 的这一行重复计入，整行去掉', 'row'),
)


def carried_out(rows, text):
    """The rows after all that one explanation says; raises when it cannot be
    done. Values change first, then amounts leave, then they arrive."""
    rows = [row.copy() for row in rows]
    gone, arriving = [], []
    steps = []
    for part in text.split('；'):
        line, what = re.fullmatch(r'第 (\d+) 行：(.+)', part).groups()
        row = rows[int(line) - FIRST_LINE]
        for pattern, kind in EDITS:
            match = re.fullmatch(pattern, what)
            if match:
                steps.append((kind, row, match.groups()))
                break
        else:
            raise AssertionError(f'not understood: {what}')
    for kind, row, groups in steps:
        if kind == 'unit':
            assert cents(row.cells[0]) == cents(groups[0])
            row.cells = [printed(cents(cell) // 10000) for cell in row.cells]
            assert cents(row.cells[0]) == cents(groups[1])
        if kind == 'value':
            fund, *amounts = FUNDS.index(groups[0]), *groups[1:]
            assert cents(row.cells[fund]) == cents(amounts[0])
            row.cells[fund] = amounts[1]
    for kind, row, groups in steps:
        if kind == 'row':
            assert cents(row.cells[0]) == cents(groups[0])
            assert [r.cells for r in rows].count(row.cells) > 1
            gone.append(row)
        if kind == 'remove':
            fund = FUNDS.index(groups[0])
            assert cents(row.cells[fund]) == cents(groups[1])
            row.cells[fund] = ''
        if kind == 'move':
            source, to = FUNDS.index(groups[1]), FUNDS.index(groups[2])
            assert cents(row.cells[source]) == cents(groups[0])
            arriving.append((row, to, row.cells[source]))
            row.cells[source] = ''
    for row, to, cell in arriving:
        assert not row.cells[to]
        row.cells[to] = cell
    return [row for row in rows if all(row is not g for g in gone)]


class Answer:
    """What the program said about one table."""

    def __init__(self, findings):
        by_rule = collections.defaultdict(list)
        for finding in findings:
            by_rule[finding['rule']].append(finding)
        self.explanations, self.lost_row = [], None
        self.unexplained = bool(by_rule['reconcile-incomplete'])
        self.unique = bool(by_rule['reconciled'])
        self.crossed = [(finding['line'], *re.match(
            r'([^\d 空]+)(?:空着，| [-\d,.]+ )如果是 ([\d,.]+)，',
            finding['message']).groups())
            for finding in by_rule['reconcile-crossed']]
        for finding in by_rule['reconciled'] + by_rule['reconcile-ambiguous']:
            hint = finding['hint'] or ''
            lost = re.search('少印了一行项目：(.+)', finding['message'])
            if lost:
                self.lost_row = dict(part.split(' ')
                                     for part in lost.group(1).split('，'))
            elif hint.startswith('改法 1：'):
                self.explanations = re.split('。?改法 \\d+：', hint)[1:]
            elif finding['message'].startswith('改 ') and self.unique:
                self.explanations = [hint]

    def size(self):
        return min(text.count('；') + 1 for text in self.explanations)


def answers(folder, run_program):
    """Asks the program about every table of the folder, in one run."""
    run = run_program('check', folder, '--format', 'json', '--select', RULES)
    return {os.path.basename(file['file']): Answer(file['findings'])
            for file in json.loads(run.out)['files']}


# ---- the experiment -------------------------------------------------------

Trial = collections.namedtuple('Trial', 'name label intact rows k')


def trials(seed, sizes, tables):
    """Consistent tables, tables with 1 to 4 edits of the list, tables with a
    row lost, and tables with an edit that is not in the list."""
    for size in sizes:
        for number in range(tables):
            plans = [('consistent', [])]
            rng = random.Random(f'{seed} {size} {number}')
            plans += [(f'{k} of the list',
                       rng.choices(list(INSIDE.values()), k=k))
                      for k in (1, 2, 3, 4)]
            plans += [('row lost', [row_lost])]
            plans += [(name, [damage]) for name, damage in OUTSIDE.items()]
            for label, kinds in plans:
                intact = table(rng, size, rng.choice((0, 0, 2)))
                rows = [row.copy() for row in intact]
                plant(rng, rows, kinds)
                yield Trial(f'{size}-{number}-{label}.txt', label, intact,
                            rows, len(kinds))


def judged(trial, answer):
    """What is true of the answer, as words to be counted."""
    if adds_up(trial.rows):
        said = answer.explanations or answer.unexplained or answer.lost_row
        return {'false alarm' if said else 'silent'}
    words = set()
    after = [carried_out(trial.rows, text) for text in answer.explanations]
    if after:
        words.add('explained')
        words.add('verified' if all(map(adds_up, after)) else 'WRONG')
        words.add('small' if answer.size() <= trial.k else 'larger')
    if answer.unique:
        same = [row.values() for row in after[0]] == [
            row.values() for row in trial.intact]
        words |= {'unique', 'right' if same else 'other'}
    if answer.lost_row:
        lost = [row.cells for row in trial.intact
                if row.cells not in [r.cells for r in trial.rows]]
        named = [printed(cents(answer.lost_row.get(fund, '')))
                 for fund in FUNDS]
        words.add('row named' if named in lost else 'row guessed')
    if answer.unexplained:
        words.add('unexplained')
    if answer.crossed:
        after = [row.copy() for row in trial.rows]
        for line, fund, value in answer.crossed:
            row = after[line - FIRST_LINE]
            row.cells[FUNDS.index(fund)] = printed(cents(value))
        same = [r.values() for r in after] == [
            r.values() for r in trial.intact]
        words.add('cell named' if same else 'cell guessed')
    return words


def experiment(seed, sizes, tables, run_program):
    """{(label, size): Counter of words}"""
    rates = collections.defaultdict(collections.Counter)
    with tempfile.TemporaryDirectory(prefix='jixiao-test-') as folder:
        planted = list(trials(seed, sizes, tables))
        for trial in planted:
            with open(os.path.join(folder, trial.name), 'w') as file:
                file.write(document(trial.rows))
        answer = answers(folder, run_program)
        for trial in planted:
            key = trial.label, int(trial.name.split('-')[0])
            rates[key]['tables'] += 1
            rates[key].update(judged(trial, answer[trial.name]))
    return rates


class Planted(harness.Case):
    @classmethod
    def setUpClass(cls):
        case = cls('test_a_table_that_adds_up_is_left_alone')
        case.dir = '/'
        rates = experiment(1, (6, 14, 30), 10, case.run_program)
        cls.rates = collections.defaultdict(collections.Counter)
        for (label, _), counter in rates.items():
            cls.rates[label] += counter

    def test_a_table_that_adds_up_is_left_alone(self):
        rates = self.rates['consistent']
        self.assertEqual(rates['silent'], rates['tables'])

    def test_edits_of_the_list_are_explained_by_as_few(self):
        for k in (1, 2, 3, 4):
            with self.subTest(k):
                rates = self.rates[f'{k} of the list']
                open_ones = rates['tables'] - rates['silent']
                self.assertGreater(open_ones, 0)
                self.assertEqual(rates['explained'], open_ones)
                self.assertEqual(rates['small'], open_ones)

    def test_what_is_said_makes_the_printed_totals_true(self):
        for label, rates in self.rates.items():
            self.assertEqual(rates['WRONG'], 0, label)
            self.assertEqual(rates['verified'], rates['explained'], label)

    def test_what_is_called_unique_is_what_was_done(self):
        for label, rates in self.rates.items():
            self.assertEqual(rates['other'], 0, label)
        self.assertGreater(self.rates['1 of the list']['right'], 20)

    def test_a_lost_row_is_named_and_never_taken_for_certain(self):
        rates = self.rates['row lost']
        self.assertGreater(rates['row named'], 0.8 * rates['tables'])
        self.assertEqual(rates['unique'], 0)

    def test_a_wrong_digit_is_named_where_row_and_column_cross(self):
        rates = self.rates['one digit wrong']
        self.assertEqual(rates['cell named'], rates['tables'])
        for label, rates in self.rates.items():
            self.assertEqual(rates['cell guessed'], 0, label)

    def test_what_is_not_in_the_list_is_reported_as_unexplained(self):
        for label in OUTSIDE:
            with self.subTest(label):
                rates = self.rates[label]
                self.assertEqual(rates['unique'], 0)
                self.assertGreater(rates['unexplained'],
                                   0.9 * (rates['tables'] - rates['silent']))


COLUMNS = ('tables', 'silent', 'explained', 'small', 'verified', 'unique',
           'right', 'row named', 'row guessed', 'cell named',
           'cell guessed', 'unexplained', 'WRONG')


def print_rates(tables):
    case = Planted('test_a_table_that_adds_up_is_left_alone')
    case.dir = '/'
    rates = experiment(7, (8, 25, 60, 200, 500), tables, case.run_program)
    print('| damage | rows |', ' | '.join(COLUMNS), '|')
    print('|---' * (len(COLUMNS) + 2) + '|')
    for (label, size), counter in sorted(rates.items()):
        print('|', label, '|', size, '|',
              ' | '.join(str(counter[word]) for word in COLUMNS), '|')


if __name__ == '__main__':
    if sys.argv[1:2] == ['--rates']:
        print_rates(int(sys.argv[2]))
    else:
        harness.main()
