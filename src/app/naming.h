#pragma once

#include <glib.h>

/* What a name pattern can refer to; any may be NULL. */
typedef struct {
    const char *stem; /* the input's name without folder and extension */
    const char *unit; /* 单位名称 */
    const char *code; /* of the unit, from a manifest */
    const char *year;
    const char *form;
} JxNameFields;

/* The name of an output: {stem} {unit} {code} {year} {form} filled in, made
 * safe for Windows (no <>:"/\|?* or control character, no reserved name, no
 * dot or space at the end), at most 80 characters, then "." and extension.
 * Never empty. Yours.
 *
 * Source: Microsoft, "Naming Files, Paths, and Namespaces". */
char *jx_name_output(const char *pattern, const JxNameFields *fields,
                     const char *extension);

/* "folder/表.txt" -> "表"; "-" -> NULL. Yours. */
char *jx_name_stem(const char *path);

/* NULL when the pattern is well-formed, else the first {word} in it that is
 * not known, yours. */
char *jx_name_unknown_field(const char *pattern);
