#pragma once

#include "base/diag.h"

/* One input as bytes and, when it is text, as UTF-8 lines. */

typedef struct {
    char *name;     /* as the user gave it, for messages; "-" is 标准输入 */
    char *path;     /* NULL for standard input */
    GBytes *bytes;  /* as read; empty when too_large */
    char *sha256;   /* of bytes, 64 hexadecimal digits */
    char *encoding; /* "UTF-8", "UTF-8-BOM", "UTF-16LE", "UTF-16BE", "GB18030";
                       "binary" for a workbook or anything that is no text */
    char *text;     /* UTF-8, NUL-terminated, or NULL when binary */
    gsize len;      /* bytes of text */
    GArray *lines;  /* gsize: offset in text at which each line begins; LF, CR
                       and CRLF end a line */
    bool too_large; /* over JX_MAX_INPUT_BYTES: nothing of it was read */
} JxInput;

/* Reads path ("-": standard input) and decodes it.
 *
 *   encoding  forced encoding, or NULL to find out: BOM, strict UTF-8, strict
 *             GB18030, then the one of the two with fewer invalid bytes
 *   diags     encoding-invalid, nul-byte, input-too-large, …
 *
 * In the text each invalid sequence, NUL and control character stands as
 * U+FFFD (form feed and vertical tab as a space), and each is a finding.
 *
 * Returns the input, yours, or NULL with JX_ERROR_INPUT (absent, a directory,
 * no permission) or JX_ERROR_CONFIG (no such encoding; jx_encoding_lookup in
 * base/decode.h tells beforehand). */
JxInput *jx_input_read(const char *path, const char *encoding, JxDiags *diags,
                       GError **error);

/* The same on bytes in memory; cannot fail (an encoding it does not know is
 * found out). */
JxInput *jx_input_from_bytes(const char *name, GBytes *bytes,
                             const char *encoding, JxDiags *diags);

void jx_input_free(JxInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxInput, jx_input_free)

/* The text of a line (from 1) without its end, and its length in bytes; NULL
 * when there is no such line or the input is binary. Owned by input. */
const char *jx_input_line(const JxInput *input, guint line, gsize *len);

/* Walks through a text and knows line and column. Going forward costs what
 * lies between, going back what lies between the line's beginning and there. */
typedef struct {
    const JxInput *input; /* borrowed */
    gsize offset;         /* in input->text */
    guint line, column;   /* from 1, column in characters */
} JxCursor;

JxCursor jx_cursor_new(const JxInput *input);

/* Moves to a byte offset (at most input->len) and returns its place. */
JxPlace jx_cursor_move(JxCursor *cursor, gsize offset);
