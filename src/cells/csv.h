#pragma once

#include "cells/build.h"

/* Reads CSV: RFC 4180, and LF or CR alone end a line too; the delimiter is a
 * comma, or a semicolon for jx_semicolon_read. A cell is in quotes only when
 * the closing quote ends it; otherwise the quote is text and a finding,
 * table-open-quote. Spaces before an opening quote are passed over. */
void jx_csv_read(const JxInput *input, JxBuilder *builder);
void jx_semicolon_read(const JxInput *input, JxBuilder *builder);
