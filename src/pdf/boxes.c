#include "pdf/boxes.h"

#include <hb.h>
#include <string.h>

enum {
    HEAD_CREATED = 20, /* offsets in head */
    HEAD_LOCA = 50,    /* 0: offsets of 2 bytes, halved; 1: of 4 */
    HHEA_METRICS = 34, /* offset in hhea */
    MAXP_GLYPHS = 4,   /* offset in maxp */
    LONGEST_HEAD = 54, /* bytes */
    GLYPH_HEAD = 10,   /* bytes of an outline before its contours */
    SIDE = 400,        /* of a triangle, in units */
    ROW = 512,         /* triangles in a row: where it is says which */
    TRIANGLE = 32,     /* bytes, with padding */
    TRIANGLE_X = 17,   /* where its corner is in these bytes */
    TRIANGLE_Y = 23,
};

/* In the place of the time at which the face was made; the last byte is the
 * number of the face. */
static const char MARK[7] = "jxbox\1";

static guint get16(const guint8 *at)
{
    return (guint)at[0] << 8 | at[1];
}

static guint get32(const guint8 *at)
{
    return get16(at) << 16 | get16(at + 2);
}

static void put16(GByteArray *out, guint value)
{
    const guint8 bytes[] = {(guint8)(value >> 8), (guint8)value};
    g_byte_array_append(out, bytes, sizeof bytes);
}

static void put32(GByteArray *out, guint value)
{
    put16(out, value >> 16);
    put16(out, value & 0xFFFF);
}

static void blob_done(gpointer blob)
{
    hb_blob_destroy(blob);
}

/* A table of the face; empty when it has none. Yours. */
static GBytes *table(hb_face_t *face, const char *tag)
{
    hb_blob_t *blob = hb_face_reference_table(face, hb_tag_from_string(tag, 4));
    guint len;
    const char *data = hb_blob_get_data(blob, &len);
    return g_bytes_new_with_free_func(data, len, blob_done, blob);
}

static void add_table(hb_face_t *to, const char *tag, const void *data,
                      gsize len)
{
    hb_blob_t *blob =
        hb_blob_create(data, (guint)len, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
    hb_face_builder_add_table(to, hb_tag_from_string(tag, 4), blob);
    hb_blob_destroy(blob);
}

/* The font file. The builder is let go. */
static GBytes *built(hb_face_t *builder)
{
    hb_blob_t *blob = hb_face_reference_blob(builder);
    guint len;
    const char *data = hb_blob_get_data(blob, &len);
    hb_face_destroy(builder);
    return g_bytes_new_with_free_func(data, len, blob_done, blob);
}

static const guint8 *bytes_of(GBytes *bytes)
{
    return g_bytes_get_data(bytes, NULL);
}

/* Where the outline of a glyph is; false when the table does not have it. */
static bool find_outline(GBytes *loca, bool is_long, gsize glyf_len, guint id,
                         JxOutline *outline)
{
    gsize entry = is_long ? 4 : 2;
    if ((id + 2) * entry > g_bytes_get_size(loca))
        return false;
    const guint8 *at = bytes_of(loca) + id * entry;
    guint start = is_long ? get32(at) : 2 * get16(at);
    guint end = is_long ? get32(at + 4) : 2 * get16(at + 2);
    *outline = (JxOutline){start, end - start};
    return start <= end && end <= glyf_len;
}

/* The tables that say where and how large a face's glyphs are. */
typedef struct {
    GBytes *glyf, *loca, *head, *hhea, *hmtx, *maxp;
    guint n_glyphs;
} Tables;

static void tables_clear(Tables *tables)
{
    GBytes *const all[] = {tables->glyf, tables->loca, tables->head,
                           tables->hhea, tables->hmtx, tables->maxp};
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        g_bytes_unref(all[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Tables, tables_clear)

static Tables tables_of(hb_face_t *face)
{
    return (Tables){
        .glyf = table(face, "glyf"),
        .loca = table(face, "loca"),
        .head = table(face, "head"),
        .hhea = table(face, "hhea"),
        .hmtx = table(face, "hmtx"),
        .maxp = table(face, "maxp"),
        .n_glyphs = hb_face_get_glyph_count(face),
    };
}

static guint n_metrics(const Tables *tables)
{
    return get16(bytes_of(tables->hhea) + HHEA_METRICS);
}

static bool are_sound(const Tables *tables)
{
    return g_bytes_get_size(tables->glyf) > 0 &&
           g_bytes_get_size(tables->head) == LONGEST_HEAD &&
           g_bytes_get_size(tables->hhea) >= HHEA_METRICS + 2 &&
           g_bytes_get_size(tables->maxp) >= MAXP_GLYPHS + 2 &&
           n_metrics(tables) > 0 && n_metrics(tables) <= tables->n_glyphs &&
           g_bytes_get_size(tables->hmtx) >=
               2 * ((gsize)tables->n_glyphs + n_metrics(tables));
}

/* The face with triangles. */
typedef struct {
    const Tables *from;
    GByteArray *glyf, *loca, *hmtx;
    JxOutlines *outlines;
} Boxes;

/* A triangle whose place says which it is. */
static void put_triangle(GByteArray *out, guint number)
{
    guint x = number % ROW, y = number / ROW;
    const guint words[] = {1, x, y, x + SIDE, y + SIDE, 2, 0};
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        put16(out, words[i]);
    static const guint8 ON_CURVE[] = {1, 1, 1};
    g_byte_array_append(out, ON_CURVE, sizeof ON_CURVE);
    const guint steps[] = {x, SIDE, (guint)-SIDE, y, 0, SIDE};
    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
        put16(out, steps[i]);
    g_byte_array_append(out, (const guint8 *)"\0\0", 3);
}

/* Its advance, and the edge of what will be in its place. */
static void put_metric(Boxes *boxes, guint id)
{
    guint n = n_metrics(boxes->from);
    const guint8 *metrics = bytes_of(boxes->from->hmtx);
    g_byte_array_append(boxes->hmtx, metrics + 4 * MIN(id, n - 1), 2);
    g_byte_array_append(
        boxes->hmtx,
        id < n ? metrics + 4 * id + 2 : metrics + 4 * n + 2 * (id - n), 2);
}

/* Whether the outline stands for itself: is not composed of other glyphs, and
 * has no instructions, which would ask for tables that are not embedded. */
static bool is_plain(GBytes *glyf, JxOutline outline)
{
    const guint8 *at = bytes_of(glyf) + outline.start;
    gsize instructions = GLYPH_HEAD + 2 * (gsize)get16(at);
    return !(at[0] & 0x80) && instructions + 2 <= outline.len &&
           get16(at + instructions) == 0;
}

/* False when it is not plain, or there is no such glyph. */
static bool put_box(Boxes *boxes, guint id)
{
    const Tables *from = boxes->from;
    bool is_long = bytes_of(from->head)[HEAD_LOCA + 1] != 0;
    JxOutline outline;
    if (!find_outline(from->loca, is_long, g_bytes_get_size(from->glyf), id,
                      &outline))
        return false;
    bool is_empty = outline.len < GLYPH_HEAD;
    if (!is_empty && !is_plain(from->glyf, outline))
        return false;
    put32(boxes->loca, boxes->glyf->len);
    if (!is_empty)
        put_triangle(boxes->glyf, boxes->outlines->spans->len);
    put_metric(boxes, id);
    g_array_append_val(boxes->outlines->spans, outline);
    return true;
}

static GBytes *boxes_font(const Boxes *boxes, hb_face_t *face, guint index)
{
    static const char *const COPIED[] = {"OS/2", "name", "post"};
    const Tables *from = boxes->from;
    hb_face_t *to = hb_face_builder_create();
    guint n = boxes->outlines->spans->len;
    for (gsize i = 0; i < G_N_ELEMENTS(COPIED); i++) {
        g_autoptr(GBytes) copied = table(face, COPIED[i]);
        if (g_bytes_get_size(copied) > 0)
            add_table(to, COPIED[i], bytes_of(copied),
                      g_bytes_get_size(copied));
    }
    guint8 head[LONGEST_HEAD];
    memcpy(head, bytes_of(from->head), sizeof head);
    memcpy(head + HEAD_CREATED, MARK, sizeof MARK);
    head[HEAD_CREATED + sizeof MARK] = (guint8)index;
    head[HEAD_LOCA + 1] = 1;
    add_table(to, "head", head, sizeof head);

    const struct {
        const char *tag;
        GBytes *table;
        gsize count; /* where the number of glyphs is */
    } counted[] = {{"hhea", from->hhea, HHEA_METRICS},
                   {"maxp", from->maxp, MAXP_GLYPHS}};
    for (gsize i = 0; i < G_N_ELEMENTS(counted); i++) {
        gsize len = g_bytes_get_size(counted[i].table);
        g_autofree guint8 *data = g_memdup2(bytes_of(counted[i].table), len);
        data[counted[i].count] = (guint8)(n >> 8);
        data[counted[i].count + 1] = (guint8)n;
        add_table(to, counted[i].tag, data, len);
    }
    add_table(to, "glyf", boxes->glyf->data, boxes->glyf->len);
    add_table(to, "loca", boxes->loca->data, boxes->loca->len);
    add_table(to, "hmtx", boxes->hmtx->data, boxes->hmtx->len);
    return built(to);
}

static guint8 *used_glyphs(const JxPages *pages, guint face, guint n_glyphs)
{
    guint8 *used = g_new0(guint8, n_glyphs + 1);
    used[0] = 1; /* every font has it */
    for (guint i = 0; i < pages->runs->len; i++) {
        const JxRun *run = jx_pages_run(pages, i);
        for (guint k = 0; run->face == face && k < run->n_glyphs; k++)
            used[MIN(jx_pages_glyph(pages, run->first_glyph + k)->id,
                     n_glyphs)] = 1;
    }
    return used;
}

static bool make(JxSubset *subset, const JxPages *pages, guint index,
                 hb_face_t *face)
{
    g_auto(Tables) from = tables_of(face);
    if (!are_sound(&from) || index > G_MAXUINT8)
        return false;
    g_autofree guint8 *used = used_glyphs(pages, index, from.n_glyphs);
    g_autoptr(GByteArray) glyf = g_byte_array_new();
    g_autoptr(GByteArray) loca = g_byte_array_new();
    g_autoptr(GByteArray) hmtx = g_byte_array_new();
    JxOutlines *outlines = subset->outlines = g_new0(JxOutlines, 1);
    outlines->glyf = g_bytes_ref(from.glyf);
    outlines->head = g_bytes_ref(from.head);
    outlines->spans = g_array_new(FALSE, FALSE, sizeof(JxOutline));
    Boxes boxes = {&from, glyf, loca, hmtx, outlines};

    subset->n_glyphs = from.n_glyphs;
    subset->glyphs = g_new0(guint32, from.n_glyphs);
    for (guint id = 0; id < from.n_glyphs; id++) {
        if (!used[id])
            continue;
        subset->glyphs[id] = outlines->spans->len;
        if (!put_box(&boxes, id))
            return false;
    }
    put32(loca, glyf->len);
    if (used[from.n_glyphs]) /* a number that is no glyph's */
        return false;
    subset->font = boxes_font(&boxes, face, index);
    return true;
}

bool jx_boxes_make(JxSubset *subset, const JxPages *pages, guint i)
{
    const JxFace *from = &g_array_index(pages->faces, JxFace, i);
    *subset = (JxSubset){0};
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(from->file);
    if (blob == NULL)
        return false;
    hb_face_t *face = hb_face_create(blob, (guint)from->index & 0xFFFF);
    bool made = make(subset, pages, i, face);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    if (!made)
        jx_subset_clear(subset);
    return made;
}

static bool has_boxes(const Tables *font)
{
    return memcmp(bytes_of(font->head) + HEAD_CREATED, MARK, sizeof MARK) == 0;
}

/* The subset whose triangles are in the font, or NULL. */
static const JxSubset *subset_of(const Tables *font,
                                 const JxSubset *const *subsets, guint n)
{
    guint index = bytes_of(font->head)[HEAD_CREATED + sizeof MARK];
    return index < n && subsets[index]->outlines ? subsets[index] : NULL;
}

/* The outlines in the order of the font's triangles. */
static bool put_outlines(const Tables *font, const JxOutlines *outlines,
                         GByteArray *glyf, GByteArray *loca)
{
    bool is_long = bytes_of(font->head)[HEAD_LOCA + 1] != 0;
    for (guint id = 0; id < font->n_glyphs; id++) {
        JxOutline triangle;
        put32(loca, glyf->len);
        if (!find_outline(font->loca, is_long, g_bytes_get_size(font->glyf), id,
                          &triangle))
            return false;
        if (triangle.len < TRIANGLE - 3)
            continue;
        const guint8 *at = bytes_of(font->glyf) + triangle.start;
        guint number = get16(at + TRIANGLE_X) + ROW * get16(at + TRIANGLE_Y);
        if (number >= outlines->spans->len)
            return false;
        const JxOutline *outline =
            &g_array_index(outlines->spans, JxOutline, number);
        g_byte_array_append(glyf, bytes_of(outlines->glyf) + outline->start,
                            outline->len);
        while (glyf->len % 4 != 0)
            g_byte_array_append(glyf, (const guint8 *)"", 1);
    }
    put32(loca, glyf->len);
    return true;
}

static GBytes *restored(hb_face_t *face, const Tables *font,
                        const JxOutlines *outlines)
{
    g_autoptr(GByteArray) glyf = g_byte_array_new();
    g_autoptr(GByteArray) loca = g_byte_array_new();
    if (!put_outlines(font, outlines, glyf, loca))
        return NULL;
    hb_face_t *to = hb_face_builder_create();
    hb_tag_t tags[32];
    guint n = G_N_ELEMENTS(tags);
    hb_face_get_table_tags(face, 0, &n, tags);
    for (guint i = 0; i < n; i++) {
        char tag[5] = {0};
        hb_tag_to_string(tags[i], tag);
        g_autoptr(GBytes) copied = table(face, tag);
        add_table(to, tag, bytes_of(copied), g_bytes_get_size(copied));
    }
    guint8 head[LONGEST_HEAD];
    memcpy(head, bytes_of(outlines->head), sizeof head);
    head[HEAD_LOCA + 1] = 1;
    add_table(to, "head", head, sizeof head);
    add_table(to, "glyf", glyf->data, glyf->len);
    add_table(to, "loca", loca->data, loca->len);
    return built(to);
}

GBytes *jx_boxes_undo(GBytes *font, const JxSubset *const *subsets, guint n)
{
    hb_blob_t *blob = hb_blob_create(g_bytes_get_data(font, NULL),
                                     (guint)g_bytes_get_size(font),
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, 0);
    GBytes *made = NULL;
    {
        g_auto(Tables) tables = tables_of(face);
        bool is_whole = g_bytes_get_size(tables.head) == LONGEST_HEAD;
        const JxSubset *subset =
            is_whole ? subset_of(&tables, subsets, n) : NULL;
        if (is_whole && !has_boxes(&tables))
            made = g_bytes_ref(font);
        else if (subset)
            made = restored(face, &tables, subset->outlines);
    }
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return made;
}
