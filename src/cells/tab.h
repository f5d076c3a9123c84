#pragma once

#include "cells/build.h"

/* Reads lines of cells separated by tabs. A cell may be wrapped in <p>…</p>
 * (several in one cell are lines of it; where a line has no tab, each is a
 * cell), or, as Excel copies it, in quotes when it holds a tab, a line end or
 * a doubled quote. <br> is a line end inside the cell, a few inline tags are
 * dropped, character references are replaced. Everything else that begins
 * with < is text: <20%. A <p> that is closed on a later line, before any tab,
 * runs on to there. A line without a tab is a row of one cell, table -1. */
void jx_tab_read(const JxInput *input, JxBuilder *builder);

/* The text has a <p> cell. */
bool jx_tab_has_p(const JxInput *input);
