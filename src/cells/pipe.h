#pragma once

#include "cells/build.h"

/* Reads a Markdown pipe table (GitHub's rules, with or without pipes at the
 * edges): `\|` is text, so is any escaped punctuation without its backslash;
 * <br> ends a line inside the cell; ** around a whole cell is dropped. The
 * ruler under the heading stays a row. Each run of lines with pipes is a table
 * of its own; other lines are rows of one cell, without their leading # or >,
 * table -1. */
void jx_pipe_read(const JxInput *input, JxBuilder *builder);

/* Unescaped pipes on the line from `at` to `end`. */
guint jx_pipe_count(const char *at, const char *end);
