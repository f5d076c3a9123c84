#include "pdf/finish.h"

#include <qpdf/qpdf-c.h>
#include <string.h>

#include "base/error.h"
#include "base/intl.h"
#include "pdf/icc.h"
#include "pdf/tree.h"
#include "pdf/xmp.h"

/* What is being finished. */
typedef struct {
    qpdf_data qpdf;
    qpdf_oh catalog;
    const JxPdfMeta *meta;
    guint part; /* of PDF/A */
} Work;

static void set(Work *work, qpdf_oh dict, const char *key, qpdf_oh value)
{
    qpdf_oh_replace_key(work->qpdf, dict, key, value);
}

static void set_name(Work *work, qpdf_oh dict, const char *key,
                     const char *name)
{
    set(work, dict, key, qpdf_oh_new_name(work->qpdf, name));
}

static void set_text(Work *work, qpdf_oh dict, const char *key,
                     const char *text)
{
    set(work, dict, key, qpdf_oh_new_unicode_string(work->qpdf, text));
}

/* A new stream with `len` bytes; its dictionary is `*dict`. */
static qpdf_oh new_stream(Work *work, const void *data, gsize len,
                          qpdf_oh *dict)
{
    qpdf_oh stream = qpdf_oh_new_stream(work->qpdf);
    qpdf_oh none = qpdf_oh_new_null(work->qpdf);
    qpdf_oh_replace_stream_data(work->qpdf, stream, data, len, none, none);
    *dict = qpdf_oh_get_dict(work->qpdf, stream);
    return stream;
}

/* Cairo leaves out the D: that makes a date of it. */
static char *set_dates(Work *work)
{
    g_autoptr(GDateTime) time =
        g_date_time_new_from_unix_utc(work->meta->created);
    char *date = g_date_time_format(time, "D:%Y%m%d%H%M%SZ");
    qpdf_set_info_key(work->qpdf, "/CreationDate", date);
    qpdf_set_info_key(work->qpdf, "/ModDate", date);
    return date;
}

static void add_xmp(Work *work)
{
    g_autofree char *xmp = jx_xmp(
        work->meta, qpdf_get_info_key(work->qpdf, "/Producer"), work->part);
    qpdf_oh dict;
    qpdf_oh stream = new_stream(work, xmp, strlen(xmp), &dict);
    set_name(work, dict, "/Type", "/Metadata");
    set_name(work, dict, "/Subtype", "/XML");
    set(work, work->catalog, "/Metadata", stream);
}

static void add_output_intent(Work *work)
{
    g_autoptr(GBytes) profile = jx_icc_srgb();
    gsize len;
    const void *data = g_bytes_get_data(profile, &len);
    qpdf_oh dict;
    qpdf_oh stream = new_stream(work, data, len, &dict);
    set(work, dict, "/N", qpdf_oh_new_integer(work->qpdf, 3));

    qpdf_oh intent = qpdf_oh_new_dictionary(work->qpdf);
    set_name(work, intent, "/Type", "/OutputIntent");
    set_name(work, intent, "/S", "/GTS_PDFA1");
    set_text(work, intent, "/OutputConditionIdentifier", "sRGB");
    set_text(work, intent, "/Info", "sRGB IEC61966-2.1");
    set(work, intent, "/DestOutputProfile", stream);
    qpdf_oh intents = qpdf_oh_new_array(work->qpdf);
    qpdf_oh_append_item(work->qpdf, intents, intent);
    set(work, work->catalog, "/OutputIntents", intents);
}

static void set_reading(Work *work)
{
    qpdf_oh viewer = qpdf_oh_new_dictionary(work->qpdf);
    set(work, viewer, "/DisplayDocTitle",
        qpdf_oh_new_bool(work->qpdf, QPDF_TRUE));
    set(work, work->catalog, "/ViewerPreferences", viewer);
    set_text(work, work->catalog, "/Lang", "zh-CN");
}

/* Character numbers of the font, which Cairo counts from 0 without a gap. */
static int n_characters(Work *work, qpdf_oh font)
{
    qpdf_oh widths = qpdf_oh_get_key(work->qpdf, font, "/W");
    if (qpdf_oh_get_array_n_items(work->qpdf, widths) < 2)
        return 0;
    return qpdf_oh_get_array_n_items(
        work->qpdf, qpdf_oh_get_array_item(work->qpdf, widths, 1));
}

/* PDF/A-1 asks for a list of the characters that a subset has. */
static void add_character_set(Work *work, qpdf_oh font)
{
    guint n = (guint)n_characters(work, font);
    g_autofree guint8 *bits = g_new0(guint8, n / 8 + 1);
    for (guint i = 0; i < n; i++)
        bits[i / 8] |= (guint8)(0x80 >> (i % 8));
    qpdf_oh dict;
    qpdf_oh stream = new_stream(work, bits, (n + 7) / 8, &dict);
    qpdf_oh descriptor = qpdf_oh_get_key(work->qpdf, font, "/FontDescriptor");
    set(work, descriptor, "/CIDSet", stream);
}

static void repair_font(Work *work, qpdf_oh font)
{
    qpdf_data qpdf = work->qpdf;
    if (!qpdf_oh_has_key(qpdf, font, "/DescendantFonts"))
        return;
    qpdf_oh inner = qpdf_oh_get_array_item(
        qpdf, qpdf_oh_get_key(qpdf, font, "/DescendantFonts"), 0);
    qpdf_oh kind = qpdf_oh_get_key(qpdf, inner, "/Subtype");
    if (qpdf_oh_is_name_and_equals(qpdf, kind, "/CIDFontType2") &&
        !qpdf_oh_has_key(qpdf, inner, "/CIDToGIDMap"))
        set_name(work, inner, "/CIDToGIDMap", "/Identity");
    if (work->part == 1)
        add_character_set(work, inner);
}

static void repair_page(Work *work, qpdf_oh page)
{
    qpdf_data qpdf = work->qpdf;
    /* nothing on our pages is transparent */
    qpdf_oh_remove_key(qpdf, page, "/Group");
    set_name(work, page, "/Tabs", "/S");

    qpdf_oh resources = qpdf_oh_get_key(qpdf, page, "/Resources");
    if (!qpdf_oh_has_key(qpdf, resources, "/Font"))
        return;
    qpdf_oh fonts = qpdf_oh_get_key(qpdf, resources, "/Font");
    qpdf_oh_begin_dict_key_iter(qpdf, fonts);
    while (qpdf_oh_dict_more_keys(qpdf)) {
        const char *key = qpdf_oh_dict_next_key(qpdf);
        repair_font(work, qpdf_oh_get_key(qpdf, fonts, key));
    }
}

static void set_file(Work *work, const JxPdfAttachment *file, qpdf_oh spec,
                     const char *date)
{
    qpdf_data qpdf = work->qpdf;
    gsize len;
    const void *data = g_bytes_get_data(file->data, &len);
    qpdf_oh dict, params = qpdf_oh_new_dictionary(qpdf);
    qpdf_oh stream = new_stream(work, data, len, &dict);
    g_autofree char *type = g_strconcat("/", file->mime, NULL);
    set_name(work, dict, "/Type", "/EmbeddedFile");
    set_name(work, dict, "/Subtype", type);
    set(work, params, "/Size", qpdf_oh_new_integer(qpdf, (long long)len));
    set_text(work, params, "/ModDate", date);
    set(work, dict, "/Params", params);

    qpdf_oh files = qpdf_oh_new_dictionary(qpdf);
    set(work, files, "/F", stream);
    set(work, files, "/UF", stream);
    set_name(work, spec, "/Type", "/Filespec");
    set_text(work, spec, "/F", file->name);
    set_text(work, spec, "/UF", file->name);
    set_text(work, spec, "/Desc", file->description);
    set(work, spec, "/EF", files);
    set_name(work, spec, "/AFRelationship",
             file->is_source ? "/Source" : "/Alternative");
}

static int by_name(const void *a, const void *b)
{
    const JxPdfAttachment *const *one = a, *const *two = b;
    return strcmp((*one)->name, (*two)->name);
}

/* In the tree of names they stand in the order of the names. */
static void attach(Work *work, const char *date)
{
    qpdf_data qpdf = work->qpdf;
    guint n = work->meta->n_attachments;
    g_autofree const JxPdfAttachment **files =
        g_new0(const JxPdfAttachment *, n);
    qpdf_oh names = qpdf_oh_new_array(qpdf);
    qpdf_oh associated = qpdf_oh_new_array(qpdf);

    for (guint i = 0; i < n; i++)
        files[i] = &work->meta->attachments[i];
    qsort(files, n, sizeof *files, by_name);
    for (guint i = 0; i < n; i++) {
        qpdf_oh spec =
            qpdf_make_indirect_object(qpdf, qpdf_oh_new_dictionary(qpdf));
        set_file(work, files[i], spec, date);
        qpdf_oh_append_item(qpdf, names,
                            qpdf_oh_new_unicode_string(qpdf, files[i]->name));
        qpdf_oh_append_item(qpdf, names, spec);
        qpdf_oh_append_item(qpdf, associated, spec);
    }
    qpdf_oh leaf = qpdf_oh_new_dictionary(qpdf);
    set(work, leaf, "/Names", names);
    qpdf_oh tree = qpdf_oh_new_dictionary(qpdf);
    set(work, tree, "/EmbeddedFiles", leaf);
    set(work, work->catalog, "/Names", tree);
    set(work, work->catalog, "/AF", associated);
}

static void repair(Work *work, const JxStructure *structure)
{
    work->catalog = qpdf_get_root(work->qpdf);
    int n_pages = qpdf_get_num_pages(work->qpdf);
    for (int i = 0; i < n_pages; i++)
        repair_page(work, qpdf_get_page_n(work->qpdf, (size_t)i));
    jx_tree_write(work->qpdf, structure);
    g_autofree char *date = set_dates(work);
    set_reading(work);
    add_xmp(work);
    add_output_intent(work);
    if (work->part == 3 && work->meta->n_attachments > 0)
        attach(work, date);
}

static GBytes *written(Work *work)
{
    qpdf_data qpdf = work->qpdf;
    qpdf_init_write_memory(qpdf);
    qpdf_set_stream_data_mode(qpdf, qpdf_s_preserve);
    qpdf_set_object_stream_mode(qpdf, qpdf_o_disable);
    qpdf_set_deterministic_ID(qpdf, QPDF_TRUE);
    qpdf_set_newline_before_endstream(qpdf, QPDF_TRUE); /* PDF/A asks for it */
    if (work->part == 1)
        qpdf_force_pdf_version(qpdf, "1.4");
    else
        qpdf_set_minimum_pdf_version(qpdf, "1.7");
    if (qpdf_write(qpdf) & QPDF_ERRORS)
        return NULL;
    return g_bytes_new(qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf));
}

GBytes *jx_pdf_finish(GBytes *drawn, const JxStructure *structure,
                      const JxPdfMeta *meta, GError **error)
{
    gsize len;
    const char *data = g_bytes_get_data(drawn, &len);
    Work work = {.qpdf = qpdf_init(),
                 .meta = meta,
                 .part = meta->pdfa_part ? meta->pdfa_part : 3};
    GBytes *finished = NULL;

    qpdf_silence_errors(work.qpdf);
    qpdf_set_suppress_warnings(work.qpdf, QPDF_TRUE);
    if (!(qpdf_read_memory(work.qpdf, "pdf", data, len, NULL) & QPDF_ERRORS)) {
        repair(&work, structure);
        finished = written(&work);
    }
    if (qpdf_has_error(work.qpdf)) {
        g_clear_pointer(&finished, g_bytes_unref);
        g_set_error(
            error, JX_ERROR, JX_ERROR_RENDER, _("整理 PDF 失败：%s"),
            qpdf_get_error_full_text(work.qpdf, qpdf_get_error(work.qpdf)));
    }
    qpdf_cleanup(&work.qpdf);
    return finished;
}
