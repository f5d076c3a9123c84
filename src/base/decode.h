#pragma once

#include <glib.h>
#include <stdbool.h>

/* Bytes of some encoding -> clean UTF-8. */

typedef enum {
    JX_DAMAGE_INVALID, /* bytes that are no character in the encoding */
    JX_DAMAGE_NUL,
    JX_DAMAGE_CONTROL, /* C0 without tab and line ends, DEL, C1 */
    JX_N_DAMAGES,
} JxDamageKind;

/* Neighbouring characters that were replaced, each by one U+FFFD. */
typedef struct {
    JxDamageKind kind;
    gsize offset;    /* in the clean text */
    guint n_chars;   /* U+FFFD put there */
    guint n_bytes;   /* of the source that they stand for */
    guchar bytes[4]; /* the first of these */
} JxDamage;

typedef struct {
    const char *encoding; /* static: "UTF-8", "UTF-8-BOM", "UTF-16LE", … */
    char *text;           /* clean UTF-8, NUL-terminated; NULL when binary */
    gsize len;
    GArray *damages; /* JxDamage, by offset; of each kind no more than are
                        listed, and one */
    guint n_damages[JX_N_DAMAGES]; /* all of them */
} JxDecoded;

/* Decodes bytes. The encoding is found out: BOM, strict UTF-8, strict
 * GB18030, else the one of the last two with fewer invalid bytes (UTF-8 with
 * at most a tenth of its non-ASCII bytes damaged stays UTF-8); UTF-16 without
 * BOM is recognised when all of it is plausible text. In the text form feed and
 * vertical tab are spaces; every other control character but tab and line ends
 * is U+FFFD, and so is each invalid sequence. What is no text at all (a known
 * binary format, or more than a tenth damage) is encoding "binary" with text
 * NULL.
 *
 *   encoding  forced: a name known to jx_encoding_lookup, or NULL
 *
 * Free with jx_decoded_clear. */
JxDecoded jx_decode(const guchar *bytes, gsize len, const char *encoding);
void jx_decoded_clear(JxDecoded *decoded);

/* The static, usual name of an encoding, whatever way it is spelt ("gbk" and
 * "gb2312" are "GB18030", which contains them); NULL when unknown. */
const char *jx_encoding_lookup(const char *name);
