#pragma once

#include "app/pdf_options.h"
#include "app/source.h"
#include "layout/layout.h"
#include "pdf/pdf.h"

/* From a judged source to finished output files: what `render` and the workers
 * of `batch` share. */

#define JX_PROGRAM "jixiao " JX_VERSION

/* What stays open over all inputs of a process: loaded once. */
typedef struct {
    JxForm *form;
    JxFonts *fonts;
    gint64 time;             /* the only time that is written into outputs */
    bool final;              /* no 草稿 at the foot of pages with errors */
    const JxPdfOptions *pdf; /* lent; NULL: the archive's */
    bool makes_workbook;     /* beside the PDF, which then has it attached */
    const char *licensed;    /* lent: a folder of licensed fonts, set before
                                the start; NULL: fonts/licensed */
    bool staged; /* outputs are put into a folder of the program's own: whoever
                    gives them their names flushes them (base/output.h) */
    const JxFill *fills; /* lent: what to print under headings the source
                            lacks */
    guint n_fills;
} JxProducer;

/* Opens form (a name or a file; NULL is the official list) and fonts and takes
 * the time. False with JX_ERROR_CONFIG. */
bool jx_producer_start(JxProducer *producer, const char *form, bool final,
                       GError **error);
void jx_producer_clear(JxProducer *producer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(JxProducer, jx_producer_clear)

/* Adds the findings that only the fonts can tell (glyph-missing, …) and
 * settles all: afterwards every output knows every finding. */
void jx_producer_judge(const JxProducer *producer, const JxSource *source,
                       const JxCheckOptions *options);

/* What several formats of one report need, made when it is first asked for. */
typedef struct {
    JxPages *pages;
    GBytes *workbook;
} JxMade;

/* One report, to be written in any number of formats. */
typedef struct {
    const JxProducer *producer;
    const JxSource *source;
    const JxReport *report;
    JxMade *made;
} JxProduct;

JxProduct jx_product_make(const JxProducer *producer, const JxSource *source,
                          const JxReport *report);

/* The report laid out; lent. */
JxPages *jx_product_pages(const JxProduct *product);

/* The same, yours: the product has none afterwards. */
JxPages *jx_product_take_pages(const JxProduct *product);

void jx_product_clear(JxProduct *product);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(JxProduct, jx_product_clear)

/* 草稿：…, for the foot of a page that must not be signed as it is; NULL:
 * nothing. Yours. */
char *jx_product_foot_note(const JxProduct *product);

/* The file the report was read from; its texts are the report's. */
JxPdfAttachment jx_product_source(const JxProduct *product);

/* What travels with the report's PDF: its source, its workbook, as asked for;
 * the texts and bytes are the product's. False when the workbook cannot be
 * made. */
typedef struct {
    JxPdfAttachment files[2];
    guint n;
    char *workbook_name;
} JxAttachments;

bool jx_product_attachments(const JxProduct *product,
                            JxAttachments *attachments, GError **error);
void jx_attachments_clear(JxAttachments *attachments);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(JxAttachments, jx_attachments_clear)

/* Writes pages as the kind of PDF that is wanted, whole and checked; what the
 * producer knows (program, time) is filled in. report: what the pages were made
 * of, NULL for several. */
bool jx_producer_write_pdf(const JxProducer *producer, const JxPages *pages,
                           const JxReport *report, const JxPdfMeta *meta,
                           const char *path, GError **error);

/* What an output can be. */
typedef struct {
    const char *name; /* of --to, and the extension */
    bool whole_input; /* one output for all reports of the input */
    bool per_page;    /* a file a page, named by jx_format_page_path */
    /* Writes the product as `path`, whole and checked, or leaves nothing. */
    bool (*write)(const JxProduct *product, const char *path, GError **error);
} JxFormat;

/* The file of a page (from 0) of a format that makes one a page: 表.png becomes
 * 表-01.png, 表-02.png, … when there are several pages. Yours. */
char *jx_format_page_path(const char *path, guint page, guint n_pages);

/* The format of that name, or NULL; and all names, NULL-terminated. */
const JxFormat *jx_format_lookup(const char *name);
const char *const *jx_format_names(void);
