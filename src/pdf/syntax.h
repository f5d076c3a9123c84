#pragma once

#include <glib.h>
#include <stdbool.h>

/* PDF as it is written (ISO 32000-1, 7.2 and 7.3): just enough to find the
 * values of a dictionary and the references in an object. Texts are bytes with
 * an end, not strings; what is malformed ends where the text does. */

typedef struct {
    const char *at;
    gsize len;
} JxSpan;

/* "12 0 R". */
typedef struct {
    JxSpan span;
    guint number;
} JxReference;

/* Past white space and comments. */
const char *jx_syntax_skip_space(const char *p, const char *end);

/* Past one value: a number, a name, a string, a reference, an array, a
 * dictionary. */
const char *jx_syntax_skip(const char *p, const char *end);

/* The value of a key ("/Type") of a dictionary; false when it has none. */
bool jx_syntax_get(JxSpan dict, const char *key, JxSpan *value);

/* Whether the key's value is this name. */
bool jx_syntax_is(JxSpan dict, const char *key, const char *name);

/* The value as a number >= 0, or `otherwise`. */
gsize jx_syntax_number(JxSpan value, gsize otherwise);

/* The next reference at *p or behind it; *p is then behind that. */
bool jx_syntax_next_reference(const char **p, const char *end,
                              JxReference *found);

/* The value of the last "startxref" of a file: where its cross-references are.
 * `otherwise` when it has none. */
gsize jx_syntax_references(JxSpan file, gsize otherwise);

/* A copy of the dictionary without these keys (NULL-terminated), and without
 * the >> that closes it: keys may be appended. Yours. */
GString *jx_syntax_open(JxSpan dict, const char *const *without);

/* Appends UTF-8 as a text string. */
void jx_syntax_append_text(GString *out, const char *text);

/* Appends "/Key value" for a text; nothing for NULL. */
void jx_syntax_append_key(GString *out, const char *key, const char *text);

/* Appends a name, escaped; without its slash in `name`. */
void jx_syntax_append_name(GString *out, const char *name);
