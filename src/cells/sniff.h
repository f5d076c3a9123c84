#pragma once

#include "cells/build.h"

/* A way to write a table, and who reads it. */
typedef struct {
    const char *name; /* "tab", "p", "pipe", …; "refused" for none of them */
    void (*read)(const JxInput *input, JxBuilder *builder);
} JxNotation;

/* Which notation the input is in, by its content alone. What is no document
 * of ours gives "refused", whose read() says why. */
const JxNotation *jx_cells_sniff(const JxInput *input);

/* The input is JSON (our exported model, or so it seems): it does not go
 * through cells. */
bool jx_cells_is_json(const JxInput *input);
