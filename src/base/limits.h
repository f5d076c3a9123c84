#pragma once

/* How much of an input is read, all in one place. Whatever goes over a limit
 * is a finding and never silent; what lies within it is read all the same. */
enum {
    /* bytes of an input file: input-too-large, and nothing is read */
    JX_MAX_INPUT_BYTES = 64 * 1024 * 1024,
    /* characters of a line: line-too-long, a warning */
    JX_MAX_LINE_CHARS = 1000000,
    /* characters of a cell: cell-too-long, the rest of it is left out */
    JX_MAX_CELL_CHARS = 100000,
    /* cells of an input, with those that merged cells reach over:
     * and those of blank rows: input-too-large, the rest is left out */
    JX_MAX_CELLS = 1000000,
    /* cells of one row: row-cell-extra, the rest of the row is left out */
    JX_MAX_ROW_CELLS = 16384, /* Excel's own limit */
    /* rows of an input: input-too-large, the rest is left out */
    JX_MAX_ROWS = 20000,

    /* rows of a sheet of our own workbook that has several for a project:
     * input-too-large, the rest is left out */
    JX_MAX_LIST_ROWS = 5 * JX_MAX_ROWS,

    /* rows and columns that one merged cell may reach over: more are taken
     * for a slip, and the cell reaches over one */
    JX_MAX_SPAN = 1000,

    /* a workbook: bytes unpacked, entries, and how far an entry may swell
     * once it is larger than JX_ZIP_RATIO_FROM: input-too-large */
    JX_MAX_ZIP_BYTES = 100 * 1024 * 1024,
    JX_MAX_ZIP_ENTRIES = 1000,
    JX_MAX_ZIP_RATIO = 100,
    JX_ZIP_RATIO_FROM = 100 * 1024,

    /* places of one kind of damage that are listed one by one; the rest is
     * counted in one finding */
    JX_MAX_LISTED = 1000,
};
