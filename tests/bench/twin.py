"""The same workbook once more, through XlsxWriter: read(path) takes down what
a workbook has, write(sheets, path) writes all of it."""
import time
import warnings

import openpyxl
import xlsxwriter

CHARTS = [('pie', 'I3', '资金来源构成'), ('bar', 'I15', '指标构成')]


class Sheet:
    """Its cells, and all that lies around them, in XlsxWriter's words."""

    def __init__(self, sheet, results):
        self.name = sheet.title
        self.hidden = sheet.sheet_state == 'hidden'
        self.protected = sheet.protection.sheet
        self.freeze = sheet.freeze_panes
        self.filter = sheet.auto_filter.ref
        area = sheet.print_area or ''
        area = area if isinstance(area, str) else ''.join(area)
        self.print_area = area.split('!')[-1]
        self.print_rows = sheet.print_title_rows
        self.footer = sheet.oddFooter.center.text
        self.heights = {number - 1: row.height for number, row in
                        sheet.row_dimensions.items() if row.height}
        self.widths = [(name, column.width, column.hidden) for name, column in
                       sheet.column_dimensions.items() if column.width]
        self.merges = [str(area) for area in sheet.merged_cells.ranges]
        self.tables = [(table.ref, [column.name for column in
                                    table.tableColumns])
                       for table in sheet.tables.values()]
        self.lists = [(str(rule.sqref), rule.type, rule.formula1, rule.formula2)
                      for rule in sheet.data_validations.dataValidation]
        self.marks = [(str(area.sqref), rule.type) for area in
                      sheet.conditional_formatting for rule in area.rules]
        self.cells = [
            (cell.row - 1, cell.column - 1, cell.style_id,
             cell.value if cell.data_type == 'f' else None,
             results[cell.coordinate].value,
             cell.comment.text if cell.comment else None,
             cell.hyperlink.location if cell.hyperlink else None)
            for row in sheet.iter_rows() for cell in row if cell.has_style]


def read(path):
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        book, shown = (openpyxl.load_workbook(path, data_only=only)
                       for only in (False, True))
    sheets = [Sheet(sheet, shown[sheet.title]) for sheet in book.worksheets]
    names = {name.name: name.attr_text for name in
             book.defined_names.definedName}
    return sheets, names


def put_cells(book, sheet, made, formats):
    for row, column, style, formula, value, comment, link in sheet.cells:
        if style not in formats:
            formats[style] = book.add_format({
                'font_name': '宋体', 'font_size': 10.5 + style / 100,
                'border': 1, 'text_wrap': True, 'valign': 'vcenter'})
        look = formats[style]
        if formula:
            made.write_formula(row, column, formula, look, value)
        elif link:
            made.write_url(row, column, 'internal:' + link, look, value)
        elif value is None:
            made.write_blank(row, column, None, look)
        elif isinstance(value, str):
            made.write_string(row, column, value, look)
        else:
            made.write_number(row, column, value, look)
        if comment:
            made.write_comment(row, column, comment)


def put_rules(sheet, made, alarm):
    for area, kind, first, last in sheet.lists:
        made.data_validation(area, {'validate': 'list', 'source': '=' + first}
                             if kind == 'list' else
                             {'validate': 'decimal', 'criteria': 'between',
                              'minimum': first, 'maximum': last})
    for area, kind in sheet.marks:
        made.conditional_format(area, {'type': 'data_bar',
                                       'data_bar_2010': True}
                                if kind == 'dataBar' else
                                {'type': 'cell', 'criteria': '!=', 'value': 0,
                                 'format': alarm})
    for area, headings in sheet.tables:
        made.add_table(area, {'columns': [{'header': heading} for heading in
                                          headings]})


def put_sheet(book, sheet, formats, alarm):
    made = book.add_worksheet(sheet.name)
    for name, width, hidden in sheet.widths:
        made.set_column(f'{name}:{name}', width, None, {'hidden': hidden})
    for row, height in sheet.heights.items():
        made.set_row(row, height)
    for area in sheet.merges:
        made.merge_range(area, '', alarm)
    put_cells(book, sheet, made, formats)
    put_rules(sheet, made, alarm)
    made.set_landscape()
    made.set_paper(9)
    made.fit_to_pages(1, 0)
    made.set_footer(sheet.footer or '')
    if sheet.print_area:
        made.print_area(sheet.print_area.replace('$', ''))
    if sheet.print_rows:
        first, last = sheet.print_rows.replace('$', '').split(':')
        made.repeat_rows(int(first) - 1, int(last) - 1)
    if sheet.freeze:
        made.freeze_panes(sheet.freeze)
    if sheet.filter and not sheet.tables:
        made.autofilter(sheet.filter)
    if sheet.protected:
        made.protect()
    if sheet.hidden:
        made.hide()
    return made


def write(sheets, names, path):
    """Milliseconds of the processor; starting Python is not in them."""
    start = time.process_time()
    book = xlsxwriter.Workbook(path)
    formats, alarm = {}, book.add_format({'bg_color': '#FFC7CE'})
    made = [put_sheet(book, sheet, formats, alarm) for sheet in sheets]
    for kind, at, title in CHARTS:
        chart = book.add_chart({'type': kind})
        chart.add_series({'categories': f'={sheets[0].name}!$A$21:$A$23',
                          'values': f'={sheets[0].name}!$B$21:$B$23'})
        chart.set_title({'name': title})
        made[0].insert_chart(at, chart, {'description': title})
    for name, area in names.items():
        book.define_name(name, '=' + area)
    book.set_properties({'title': 'bench'})
    book.set_custom_property('单位', 'bench')
    book.close()
    return (time.process_time() - start) * 1000
