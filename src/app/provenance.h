#pragma once

#include "app/produce.h"

/* What a PDF was made by, so that it can be made again: it stands in the
 * file's metadata, and -v says it. */
typedef struct {
    char *program; /* "jixiao 0.1.0，cairo …" */
    char *form;    /* "list sha256:…", of what the template says */
    char *fonts; /* "sha256:…", of the faces of all roles; or their names when
                    they are not embedded */
} JxProvenance;

JxProvenance jx_provenance_take(const JxProducer *producer);
void jx_provenance_clear(JxProvenance *provenance);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(JxProvenance, jx_provenance_clear)
