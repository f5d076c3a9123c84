#pragma once

#include <glib.h>

/* The container of a workbook while it is being made, in memory.
 *
 * The library can only write a file by name, hands every part of it to
 * minizip, and lets nobody choose how hard that packs. So package.c stands in
 * minizip's place: its five functions that the library calls are defined here
 * and found before minizip's. Nothing is written to a disk, what the library
 * cannot be told is put right as it passes, and each part is packed once. */
typedef struct _JxPackage JxPackage;

JxPackage *jx_package_new(void);
void jx_package_free(JxPackage *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxPackage, jx_package_free)

/* The name under which the library opens the package: for workbook_new(). As
 * long as the package. */
const char *jx_package_name(const JxPackage *package);

/* After workbook_close(): the bytes of the file, borrowed. The same bytes for
 * the same parts. NULL with JX_ERROR_RENDER when parts are missing or another
 * version of the library writes what is not known. */
GBytes *jx_package_finish(JxPackage *package, GError **error);

/* A part of a finished package, unpacked, its checksum compared; it ends with
 * a NUL. NULL when it is not there or not whole. Yours. */
char *jx_package_part(const JxPackage *package, const char *name, gsize *len);
