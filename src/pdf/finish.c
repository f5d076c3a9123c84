#include "pdf/finish.h"

#include <cairo.h>
#include <string.h>

#include "base/error.h"
#include "base/intl.h"
#include "pdf/deflate.h"
#include "pdf/icc.h"
#include "pdf/info.h"
#include "pdf/links.h"
#include "pdf/tree.h"
#include "pdf/write.h"

enum { LARGEST_FONT = 64 * 1024 * 1024 }; /* unpacked */

/* What is being finished. */
typedef struct {
    JxObjects *objects;
    const JxStructure *structure;
    const JxDrawFaces *faces;
    const JxPdfMeta *meta;
    guint part;    /* of PDF/A; 0: it is none */
    GArray *pages; /* guint: numbers of the page objects, in order */
    guint first_link;
    char *date; /* of creation, as PDF writes it */
} Work;

static JxSpan text_of(const Work *work, guint number)
{
    return jx_objects_get(work->objects, number)->text;
}

/* An open dictionary becomes the text of the object; it is taken. */
static void close_as(Work *work, guint number, GString *dict)
{
    g_string_append(dict, " >>");
    jx_objects_set(work->objects, number, dict);
    g_string_free(dict, TRUE);
}

/* Collects the pages below a node, which Cairo has in one row. */
static bool find_pages(Work *work)
{
    JxSpan pages, kids;
    JxReference kid;
    if (!jx_objects_value(work->objects, text_of(work, work->objects->root),
                          "/Pages", &pages) ||
        !jx_syntax_get(pages, "/Kids", &kids))
        return false;
    const char *p = kids.at;
    while (jx_syntax_next_reference(&p, kids.at + kids.len, &kid)) {
        if (kid.number >= work->objects->items->len ||
            !jx_syntax_is(text_of(work, kid.number), "/Type", "/Page"))
            return false;
        g_array_append_val(work->pages, kid.number);
    }
    return work->pages->len > 0;
}

/* Nothing on our pages is transparent, and the order of reading is that of the
 * structure. */
static void repair_pages(Work *work)
{
    work->first_link =
        jx_links_add(work->objects, work->structure,
                     (const guint *)work->pages->data, work->pages->len);
    static const char *const CHANGED[] = {"/Group", "/Tabs", "/StructParents",
                                          NULL};
    for (guint i = 0; i < work->pages->len; i++) {
        guint number = g_array_index(work->pages, guint, i);
        GString *page = jx_syntax_open(text_of(work, number), CHANGED);
        g_string_append_printf(page, " /Tabs /S /StructParents %u", i);
        jx_links_append(page, work->structure, i, work->first_link);
        close_as(work, number, page);
    }
}

/* Characters of the font, which Cairo counts from 0 without a gap: "/W [0 [500
 * 600 …]]". */
static guint n_characters(JxSpan font)
{
    guint n = 0;
    JxSpan widths;
    if (!jx_syntax_get(font, "/W", &widths))
        return 0;
    const char *end = widths.at + widths.len;
    const char *p = jx_syntax_skip_space(widths.at + 1, end);
    p = jx_syntax_skip_space(jx_syntax_skip(p, end), end);
    if (p == end || *p != '[')
        return 0;
    for (p = jx_syntax_skip_space(p + 1, end); p < end && *p != ']'; n++)
        p = jx_syntax_skip_space(jx_syntax_skip(p, end), end);
    return n;
}

/* PDF/A-1 asks for a list of the characters that a subset has. */
static void add_character_set(Work *work, guint font)
{
    static const char *const CHANGED[] = {"/CIDSet", NULL};
    guint n = n_characters(text_of(work, font));
    g_autofree guint8 *bits = g_new0(guint8, n / 8 + 1);
    for (guint i = 0; i < n; i++)
        bits[i / 8] |= (guint8)(0x80 >> (i % 8));

    JxSpan value;
    JxReference descriptor;
    if (!jx_syntax_get(text_of(work, font), "/FontDescriptor", &value))
        return;
    const char *p = value.at;
    if (!jx_syntax_next_reference(&p, p + value.len, &descriptor))
        return;
    guint set = jx_objects_add_stream(work->objects, g_string_new("<<"), bits,
                                      (n + 7) / 8, true);
    GString *changed =
        jx_syntax_open(text_of(work, descriptor.number), CHANGED);
    g_string_append_printf(changed, " /CIDSet %u 0 R", set);
    close_as(work, descriptor.number, changed);
}

/* Puts the outlines into a font file that was drawn with boxes. False when they
 * cannot be: the boxes would be printed. */
static bool undo_boxes(Work *work, guint number)
{
    static const char *const CHANGED[] = {"/Length", "/Length1", "/Filter",
                                          NULL};
    const JxObject *file = jx_objects_get(work->objects, number);
    g_autoptr(GBytes) embedded =
        file->data.at ? jx_inflate(file->data.at, file->data.len, LARGEST_FONT)
                      : NULL;
    g_autoptr(GBytes) font =
        embedded ? jx_draw_faces_undo_boxes(work->faces, embedded) : NULL;
    if (font == NULL || font == embedded)
        return font != NULL;
    gsize len;
    const void *data = g_bytes_get_data(font, &len);
    GString *dict = jx_syntax_open(file->text, CHANGED);
    g_string_append_printf(dict, " /Length1 %" G_GSIZE_FORMAT, len);
    jx_objects_set_stream(work->objects, number, dict, data, len, true);
    return true;
}

/* A font that is embedded in another way than TrueType's, which faces with
 * boxes never should be. */
static bool is_other_font(JxSpan object)
{
    JxSpan file;
    return jx_syntax_get(object, "/FontFile", &file) ||
           jx_syntax_get(object, "/FontFile3", &file) ||
           jx_syntax_is(object, "/Subtype", "/Type3");
}

static bool restore_outlines(Work *work)
{
    guint n_boxes = jx_draw_faces_count_boxes(work->faces);
    bool all_boxes = n_boxes == jx_draw_faces_count(work->faces);
    guint n = n_boxes > 0 ? work->objects->items->len : 0;
    for (guint i = 1; i < n; i++) {
        JxSpan file, object = text_of(work, i);
        if (all_boxes && is_other_font(object))
            return false;
        if (jx_syntax_get(object, "/FontFile2", &file) &&
            !undo_boxes(work, (guint)jx_syntax_number(file, 0)))
            return false;
    }
    return true;
}

static void repair_fonts(Work *work)
{
    static const char *const NOTHING[] = {NULL};
    guint n = work->objects->items->len;
    for (guint i = 1; i < n; i++) {
        JxSpan font = text_of(work, i), map;
        bool is_truetype = jx_syntax_is(font, "/Subtype", "/CIDFontType2");
        if (!is_truetype && !jx_syntax_is(font, "/Subtype", "/CIDFontType0"))
            continue;
        if (is_truetype && !jx_syntax_get(font, "/CIDToGIDMap", &map)) {
            GString *changed = jx_syntax_open(font, NOTHING);
            g_string_append(changed, " /CIDToGIDMap /Identity");
            close_as(work, i, changed);
        }
        if (work->part == 1)
            add_character_set(work, i);
    }
}

static guint add_profile(Work *work)
{
    g_autoptr(GBytes) profile = jx_icc_srgb();
    gsize len;
    const void *data = g_bytes_get_data(profile, &len);
    return jx_objects_add_stream(work->objects, g_string_new("<< /N 3"), data,
                                 len, true);
}

/* Returns the number of the file's specification. */
static guint add_file(Work *work, const JxPdfAttachment *file)
{
    gsize len;
    const void *data = g_bytes_get_data(file->data, &len);
    GString *dict = g_string_new("<< /Type /EmbeddedFile /Subtype ");
    jx_syntax_append_name(dict, file->mime);
    g_string_append_printf(
        dict, " /Params << /Size %" G_GSIZE_FORMAT " /ModDate (%s) >>", len,
        work->date);
    guint stream = jx_objects_add_stream(work->objects, dict, data, len, true);

    GString *spec = g_string_new("<< /Type /Filespec");
    jx_syntax_append_key(spec, "/F", file->name);
    jx_syntax_append_key(spec, "/UF", file->name);
    jx_syntax_append_key(spec, "/Desc", file->description);
    g_string_append_printf(
        spec, " /EF << /F %u 0 R /UF %u 0 R >> /AFRelationship %s", stream,
        stream, file->is_source ? "/Source" : "/Alternative");
    g_string_append(spec, " >>");
    return jx_objects_add(work->objects, spec);
}

static int by_name(const void *a, const void *b)
{
    const JxPdfAttachment *const *one = a, *const *two = b;
    return strcmp((*one)->name, (*two)->name);
}

/* In the tree of names they stand in the order of the names. */
static void attach(Work *work, GString *catalog)
{
    guint n = work->meta->n_attachments;
    g_autofree const JxPdfAttachment **files =
        g_new0(const JxPdfAttachment *, n);
    g_autoptr(GString) names = g_string_new(NULL);
    g_autoptr(GString) associated = g_string_new(NULL);

    for (guint i = 0; i < n; i++)
        files[i] = &work->meta->attachments[i];
    qsort(files, n, sizeof *files, by_name);
    for (guint i = 0; i < n; i++) {
        guint spec = add_file(work, files[i]);
        jx_syntax_append_text(names, files[i]->name);
        g_string_append_printf(names, " %u 0 R ", spec);
        g_string_append_printf(associated, "%u 0 R ", spec);
    }
    g_string_append_printf(
        catalog, " /Names << /EmbeddedFiles << /Names [ %s] >> >> /AF [ %s]",
        names->str, associated->str);
}

static void repair_catalog(Work *work, const char *producer)
{
    static const char *const CHANGED[] = {
        "/StructTreeRoot", "/MarkInfo", "/ViewerPreferences", "/Lang", "/Names",
        "/PageLabels",     NULL};
    guint tree = jx_tree_add(work->objects, work->structure,
                             (const guint *)work->pages->data, work->pages->len,
                             work->first_link);
    GString *catalog =
        jx_syntax_open(text_of(work, work->objects->root), CHANGED);
    g_string_append_printf(
        catalog,
        " /StructTreeRoot %u 0 R /MarkInfo << /Marked true >>"
        " /ViewerPreferences << /DisplayDocTitle true >> /Lang (zh-CN)"
        " /Metadata %u 0 R /PageLabels << /Nums [ 0 << /S /D >> ] >>",
        tree, jx_info_add_xmp(work->objects, work->meta, producer, work->part));
    if (work->part > 0)
        g_string_append_printf(
            catalog,
            " /OutputIntents [ << /Type /OutputIntent /S /GTS_PDFA1"
            " /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1)"
            " /DestOutputProfile %u 0 R >> ]",
            add_profile(work));
    if (work->part != 1 && work->meta->n_attachments > 0)
        attach(work, catalog);
    close_as(work, work->objects->root, catalog);
}

static GBytes *finish(Work *work)
{
    g_autofree char *producer = g_strdup_printf(
        "cairo %s (https://cairographics.org)", cairo_version_string());
    if (!find_pages(work) || !restore_outlines(work))
        return NULL;
    repair_pages(work);
    repair_fonts(work);
    repair_catalog(work, producer);
    jx_info_set(work->objects, work->meta, producer);
    /* packed objects came after the PDF of which PDF/A-1 is a part */
    return jx_objects_write(work->objects, work->part == 1 ? "1.4" : "1.7",
                            work->part != 1);
}

static guint part_of(const JxPdfMeta *meta)
{
    if (meta->locked)
        return 0;
    return meta->pdfa_part ? meta->pdfa_part : 3;
}

GBytes *jx_pdf_finish(GBytes *drawn, const JxStructure *structure,
                      const JxDrawFaces *faces, const JxPdfMeta *meta,
                      GError **error)
{
    g_autoptr(JxObjects) objects = jx_objects_read(drawn);
    g_autoptr(GArray) pages = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autofree char *date = jx_info_date(meta);
    Work work = {.objects = objects,
                 .structure = structure,
                 .faces = faces,
                 .meta = meta,
                 .part = part_of(meta),
                 .pages = pages,
                 .date = date};
    GBytes *finished = objects ? finish(&work) : NULL;
    if (finished == NULL)
        g_set_error(error, JX_ERROR, JX_ERROR_RENDER, _("整理 PDF 失败：%s"),
                    _("文件不是预期的样子"));
    return finished;
}
