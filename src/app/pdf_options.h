#pragma once

#include "app/source.h"
#include "pdf/encrypt.h"
#include "pdf/mail.h"

/* What kind of PDF is wanted: the options of `render` that are about nothing
 * else. */
typedef struct {
    char *profile;  /* as given */
    char *together; /* the one PDF of all inputs, or NULL: one each */
    char *attach;   /* as given; NULL: as the outputs suggest */
    gboolean encrypt;
    char *password_file;

    JxMail *mail; /* profile mail; NULL: archive */
    bool attach_source, attach_workbook;
    JxPdfLock lock; /* owner is NULL: not encrypted */
} JxPdfOptions;

/* Reads what was given and opens what it needs; says what the choice costs.
 *
 *   formats  names of the outputs that are wanted, NULL-terminated
 *   inputs   standard input cannot give both a table and a password
 *
 * False with JX_ERROR_CONFIG for a wrong call. */
bool jx_pdf_options_start(JxPdfOptions *options, char **formats, char **inputs,
                          bool quiet, GError **error);
void jx_pdf_options_clear(JxPdfOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(JxPdfOptions, jx_pdf_options_clear)

/* Whether the profile can print the report that was just laid out. False with
 * JX_ERROR_RENDER when it cannot: which characters are in the way, and where,
 * has then been said on standard error. */
bool jx_pdf_options_admit(const JxPdfOptions *options, const JxSource *source,
                          const JxReport *report, bool color, GError **error);
