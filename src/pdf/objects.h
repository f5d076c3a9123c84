#pragma once

#include "pdf/syntax.h"

/* A PDF as its objects: read from Cairo's file, changed, added to. */

typedef struct {
    JxSpan text; /* the object, or the dictionary of the stream; empty: the
                    number is not used */
    JxSpan data; /* what the stream holds, as it is written; at is NULL for
                    what is no stream */
} JxObject;

typedef struct {
    GBytes *file;        /* what was read */
    GArray *items;       /* JxObject, by number; 0 is never used */
    GStringChunk *texts; /* of changed and new ones */
    GPtrArray *streams;  /* GBytes: of new ones */
    guint root, info;    /* numbers of the catalogue and of Info; 0: none */
} JxObjects;

/* Reads a file with one cross-reference table, as Cairo writes it. NULL when
 * it is not like that. Yours; the file is kept. */
JxObjects *jx_objects_read(GBytes *file);
void jx_objects_free(JxObjects *objects);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxObjects, jx_objects_free)

#define jx_objects_get(objects, number)                                        \
    (&g_array_index((objects)->items, JxObject, (number)))

/* A number for an object that is not known yet: the first of n. */
guint jx_objects_reserve(JxObjects *objects, guint n);

/* Gives the number a text, which is copied. */
void jx_objects_set(JxObjects *objects, guint number, const GString *text);

/* A new object; the text is taken. Returns its number. */
guint jx_objects_add(JxObjects *objects, GString *text);

/* A new stream; `dict` is taken and still open (">>" is lacking), and says
 * nothing of length and filter. */
guint jx_objects_add_stream(JxObjects *objects, GString *dict, const void *data,
                            gsize len, bool compress);

/* The same, for a number that is there already. */
void jx_objects_set_stream(JxObjects *objects, guint number, GString *dict,
                           const void *data, gsize len, bool compress);

/* The value of the key, through a reference if it is one; false when the key
 * is not there. */
bool jx_objects_value(const JxObjects *objects, JxSpan dict, const char *key,
                      JxSpan *value);
