#pragma once

#include "cells/build.h"

/* Reads the tables of an HTML page or fragment. rowspan and colspan become a
 * grid: what a cell reaches over are cells with its index as origin. White
 * space runs are one space, <br> and paragraphs begin a new line inside the
 * cell, character references are replaced. Missing closing tags, rows and
 * tables are supplied. A table inside a cell of a page layout (up to three
 * columns) is a table of its own; inside a cell of a data table its text is
 * part of that cell. Text outside cells gives rows of one cell, table -1. */
void jx_html_read(const JxInput *input, JxBuilder *builder);

/* The text has a table, a row or a cell in HTML. */
bool jx_html_is(const JxInput *input);
