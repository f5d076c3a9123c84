#pragma once

#include "cells/build.h"

/* Says why the input is no document we read, with advice: an old workbook, a
 * picture, a PDF, random bytes. Sets cells->refused. */
void jx_refuse_read(const JxInput *input, JxBuilder *builder);
