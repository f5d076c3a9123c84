#pragma once

#include <glib.h>

/* The display list: all that is drawn, page by page. Backends only read it. */
typedef struct _JxPages JxPages;

void jx_pages_free(JxPages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxPages, jx_pages_free)
guint jx_pages_count(const JxPages *pages);
