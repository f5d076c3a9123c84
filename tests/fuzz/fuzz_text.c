#include "check.h"

#include "cells/build.h"
#include "cells/csv.h"
#include "cells/html.h"
#include "cells/pipe.h"
#include "cells/sniff.h"
#include "cells/space.h"
#include "cells/tab.h"

/* One notation, READ, or with SNIFF whatever the bytes look like: decoding,
 * sniffing and refusing included. */
int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);
int LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
#ifdef SNIFF
    g_autoptr(JxInput) input = jx_input_from_bytes("f", bytes, NULL, diags);
    g_autoptr(JxCells) cells = jx_cells_read(input, diags);
#else
    g_autoptr(JxInput) input = jx_input_from_bytes("f", bytes, "UTF-8", diags);
    g_autoptr(JxCells) cells = jx_cells_new("fuzz");
    if (input->text == NULL)
        return 0;
    JxBuilder builder;
    jx_builder_init(&builder, cells, diags);
    READ(input, &builder);
    jx_builder_clear(&builder);
#endif
    check_cells(cells);
    return 0;
}
