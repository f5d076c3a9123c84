#pragma once

#include <glib.h>

/* The packing of streams, /FlateDecode (RFC 1950). */

/* Packs. Yours. */
GBytes *jx_deflate(const void *data, gsize len);

/* Unpacks; NULL when it is damaged, or larger than `most`. Yours. */
GBytes *jx_inflate(const void *data, gsize len, gsize most);
