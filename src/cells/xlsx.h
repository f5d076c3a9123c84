#pragma once

#include "cells/build.h"

/* Reads the sheets of an .xlsx workbook. */
void jx_xlsx_read(const JxInput *input, JxBuilder *builder);
bool jx_xlsx_is(const JxInput *input);
