#pragma once

#include "cells/build.h"

/* A table whose columns are parted by runs of blanks, as text copied from a
 * PDF has them. The columns are those of the heading, the first line of four
 * or more parts without a digit. A line with as many parts is a row; one with
 * fewer is placed by where its parts stand on the line (row-cell-missing says
 * so), or left short where they stand nowhere in particular. Lines that go on
 * below without an amount are more text of the same row (row-continued). */
void jx_space_read(const JxInput *input, JxBuilder *builder);

/* How many runs of two or more blanks part the text of a line. */
guint jx_space_count(const char *at, const char *end);
