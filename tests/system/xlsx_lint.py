"""Looks into a workbook for what validators and programs do not notice, or
notice only when a person opens it: lint(path) gives a list of complaints."""
import math
import posixpath
import re
import xml.etree.ElementTree as ElementTree
import zipfile

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
RELS = '{http://schemas.openxmlformats.org/package/2006/relationships}'
RID = ('{http://schemas.openxmlformats.org/officeDocument/2006/'
       'relationships}id')
MAX_UNITS, MAX_HEIGHT, MAX_WIDTH = 32767, 409.5, 255
MAX_FORMULA, MAX_PROPERTY, MAX_HEADER, MAX_MESSAGE = 8192, 255, 255, 255
BAD_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")
NAME = re.compile(r'^(?:_xlnm\.)?[^\W\d][\w.\\]*$')
LOOKS_LIKE_A_CELL = re.compile(r'^[A-Za-z]{1,3}\d+$|^[Rr]\d*[Cc]\d*$')
ESCAPE = re.compile('_x([0-9A-Fa-f]{4})_')
REFERENCE = re.compile(r'([A-Z]+)(\d+)')


def units(text):
    return len(text.encode('utf-16-le', 'surrogatepass')) // 2


def unescape(text):
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def corners(area):
    """B2:D9 -> (2, 2, 4, 9): first column and row, last column and row."""
    cells = REFERENCE.findall(area.replace('$', ''))
    (c1, r1), (c2, r2) = cells[0], cells[-1]
    return column_number(c1), int(r1), column_number(c2), int(r2)


def overlap(a, b):
    return not (a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1])


class Workbook:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.complaints = []
        self.book = self.xml('xl/workbook.xml')
        targets = self.relations('xl/workbook.xml')
        self.sheets = {sheet.get('name'): targets[sheet.get(RID)]
                       for sheet in self.book.find(MAIN + 'sheets')}
        self.names = [name.get('name') for name in
                      self.book.iter(MAIN + 'definedName')]
        strings = self.xml('xl/sharedStrings.xml')
        self.strings = [''.join(t.text or '' for t in si.iter(MAIN + 't'))
                        for si in strings.iter(MAIN + 'si')]
        styles = self.xml('xl/styles.xml')
        self.n_formats = len(styles.find(MAIN + 'cellXfs'))
        fonts = [font.find(MAIN + 'name').get('val')
                 for font in styles.find(MAIN + 'fonts')]
        # of all cells, written and empty ones (the first)
        self.fonts = {fonts[int(xf.get('fontId'))]
                      for xf in styles.find(MAIN + 'cellXfs')}

    def xml(self, name):
        return ElementTree.fromstring(self.zip.read(name))

    def relations(self, part):
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, '_rels', name + '.rels')
        if rels not in self.zip.namelist():
            return {}
        found = {}
        for relation in self.xml(rels):
            if relation.get('TargetMode') == 'External':
                self.say(part, 'reaches outside: ' + relation.get('Target'))
            found[relation.get('Id')] = posixpath.normpath(
                posixpath.join(folder, relation.get('Target')))
        return found

    def say(self, where, what):
        self.complaints.append(f'{where}: {what}')

    # the book as a whole

    def check_names(self):
        seen = set()
        for name in self.sheets:
            if not name or units(name) > 31 or BAD_IN_SHEET_NAME.search(name):
                self.say(name, 'no name for a sheet')
            if name.casefold() in seen | {'history'}:
                self.say(name, 'sheet name taken')
            seen.add(name.casefold())
        seen = set()
        for element in self.book.iter(MAIN + 'definedName'):
            name, scope = element.get('name'), element.get('localSheetId')
            if not NAME.match(name) or LOOKS_LIKE_A_CELL.match(name):
                self.say(name, 'no name for a range')
            if (name.casefold(), scope) in seen:
                self.say(name, 'name of a range taken')
            seen.add((name.casefold(), scope))
            if '#REF!' in element.text:
                self.say(name, element.text)

    def check_ranges(self):
        """What a name stands for lies in a sheet of the book."""
        for element in self.book.iter(MAIN + 'definedName'):
            for area in (element.text or '').split(','):
                sheet = area.rpartition('!')[0].strip("'")
                if sheet not in self.sheets:
                    self.say(element.get('name'), f'stands for {area}')

    def check_parts(self):
        """Every part is XML and listed once, and says what it holds."""
        names = self.zip.namelist()
        if len(names) != len(set(names)):
            self.say('package', 'a part is there twice')
        for name in names:
            try:
                part = self.xml(name)
            except ElementTree.ParseError as error:
                self.say(name, f'not XML: {error}')
                continue
            if name.startswith('docProps/'):
                for element in part.iter():
                    if units(element.text or '') > MAX_PROPERTY:
                        self.say(name, 'property too long')
            if name.startswith('xl/drawings/drawing'):
                for element in part.iter():
                    if element.tag.endswith('}cNvPr') and not element.get(
                            'descr'):
                        self.say(name, 'picture without a description')
            self.relations(name)

    def check_strings(self):
        for number, text in enumerate(self.strings):
            if units(text) > MAX_UNITS:
                self.say(f'string {number}', 'too long')

    def check_calculation(self):
        calc = self.book.find(MAIN + 'calcPr')
        if calc is not None and calc.get('fullCalcOnLoad'):
            self.say('workbook', 'asks for a calculation, so Excel will ask '
                     'to save on closing')

    # a sheet

    def check_cell(self, name, cell):
        place = f'{name}!{cell.get("r")}'
        value, formula = cell.find(MAIN + 'v'), cell.find(MAIN + 'f')
        kind = cell.get('t', 'n')
        if int(cell.get('s', 0)) >= self.n_formats:
            self.say(place, 'format that is not there')
        if formula is not None and value is None:
            self.say(place, 'formula without its result')
        if formula is not None and (len(formula.text) > MAX_FORMULA
                                    or '[' in formula.text):
            self.say(place, f'formula too long or reaching out: {formula.text}')
        if value is None:
            return
        if kind == 's' and not int(value.text) < len(self.strings):
            self.say(place, 'string that is not there')
        if kind == 'n' and not math.isfinite(float(value.text)):
            self.say(place, 'not a number: ' + value.text)
        if kind == 'e':
            self.say(place, 'error value ' + value.text)

    def check_rows(self, name, sheet):
        last_row = 0
        for row in sheet.find(MAIN + 'sheetData'):
            number = int(row.get('r'))
            if number <= last_row:
                self.say(f'{name} row {number}', 'out of order')
            if float(row.get('ht', 0)) > MAX_HEIGHT:
                self.say(f'{name} row {number}', 'too high')
            last_row, last_column = number, 0
            for cell in row:
                letters, at = REFERENCE.match(cell.get('r')).groups()
                column = column_number(letters)
                if int(at) != number or column <= last_column:
                    self.say(f'{name}!{cell.get("r")}', 'out of order')
                last_column = column
                self.check_cell(name, cell)

    def text_at(self, sheet, column, row):
        for cell in sheet.iter(MAIN + 'c'):
            letters, at = REFERENCE.match(cell.get('r')).groups()
            if int(at) == row and column_number(letters) == column:
                return unescape(self.strings[int(cell.find(MAIN + 'v').text)])
        return None

    def check_table(self, name, sheet, table, areas):
        area = corners(table.get('ref'))
        headings = [column.get('name')
                    for column in table.iter(MAIN + 'tableColumn')]
        if len({heading.casefold() for heading in headings}) < len(headings):
            self.say(name, 'two headings of a table are the same')
        if len(headings) != area[2] - area[0] + 1 or area[3] <= area[1]:
            self.say(name, 'table and its range differ')
        for number, heading in enumerate(headings):
            if self.text_at(sheet, area[0] + number, area[1]) != heading:
                self.say(name, f'heading of a table is not in its cell: '
                         f'{heading}')
        if table.get('name') in self.names:
            self.say(name, 'the table has the name of a range')
        if any(overlap(area, other) for other in areas):
            self.say(name, 'a table lies over a merged range')

    def check_around(self, name, sheet, relations):
        """What lies around the cells: widths, header, footer, comments."""
        for column in sheet.iter(MAIN + 'col'):
            if float(column.get('width')) > MAX_WIDTH:
                self.say(name, 'column too wide')
        for element in sheet.iter(MAIN + 'headerFooter'):
            for text in element:
                if units(text.text or '') > MAX_HEADER:
                    self.say(name, 'header or footer too long')
        for rule in sheet.iter(MAIN + 'dataValidation'):
            if any(units(rule.get(which, '')) > MAX_MESSAGE for which in
                   ('error', 'errorTitle', 'prompt', 'promptTitle')):
                self.say(name, 'message of a drop-down too long')
        for target in relations.values():
            if '/comments' not in target:
                continue
            seen = set()
            for comment in self.xml(target).iter(MAIN + 'comment'):
                text = ''.join(t.text or '' for t in comment.iter(MAIN + 't'))
                if comment.get('ref') in seen or units(text) > MAX_UNITS:
                    self.say(f'{name}!{comment.get("ref")}',
                             'comment twice or too long')
                seen.add(comment.get('ref'))

    def check_sheet(self, name, part):
        sheet = self.xml(part)
        relations = self.relations(part)
        self.check_rows(name, sheet)
        self.check_around(name, sheet, relations)
        areas = [corners(merge.get('ref'))
                 for merge in sheet.iter(MAIN + 'mergeCell')]
        for number, area in enumerate(areas):
            if any(overlap(area, other) for other in areas[:number]):
                self.say(name, f'merged ranges overlap: {area}')
        for element in sheet.iter(MAIN + 'tablePart'):
            self.check_table(name, sheet, self.xml(relations[element.get(RID)]),
                             areas)
        if sheet.find(MAIN + 'autoFilter') is not None and list(
                sheet.iter(MAIN + 'tablePart')):
            self.say(name, 'two filters')
        for link in sheet.iter(MAIN + 'hyperlink'):
            target = link.get('location', '').rpartition('!')[0].strip("'")
            if target not in self.sheets:
                self.say(name, f'link to nowhere: {link.get("location")}')
        for rule in sheet.iter(MAIN + 'dataValidation'):
            for formula in rule:
                text = formula.text or ''
                if units(text) > 255:
                    self.say(name, 'drop-down too long')
                if rule.get('type') == 'list' and text not in self.names:
                    self.say(name, f'drop-down without its list: {text}')

    def check(self):
        self.check_names()
        self.check_ranges()
        self.check_parts()
        self.check_strings()
        self.check_calculation()
        for name, part in self.sheets.items():
            self.check_sheet(name, part)
        for part in self.zip.namelist():
            if 'externalLink' in part or part.endswith('vbaProject.bin'):
                self.say(part, 'has no business here')
        return self.complaints


def lint(path):
    return Workbook(path).check()
