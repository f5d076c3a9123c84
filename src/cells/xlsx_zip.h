#pragma once

#include <glib.h>
#include <stdbool.h>

/* A workbook's container, with the limits of base/limits.h. */
typedef struct _JxZip JxZip;

typedef enum {
    JX_ZIP_OK,
    JX_ZIP_ABSENT,    /* no such entry */
    JX_ZIP_BROKEN,    /* damaged, or packed in a way we cannot undo */
    JX_ZIP_ENCRYPTED, /* the entry asks for a password */
    JX_ZIP_TOO_LARGE, /* over a limit: entries, bytes, or how far one swells */
} JxZipResult;

/* Opens a container in memory; *zip is yours, NULL unless OK. */
JxZipResult jx_zip_open(GBytes *bytes, JxZip **zip);
void jx_zip_close(JxZip *zip);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxZip, jx_zip_close)

/* Unpacks one entry; *content is yours, NULL unless OK. A leading / in the
 * name is passed over, case does not matter. */
JxZipResult jx_zip_read(JxZip *zip, const char *name, GBytes **content);
