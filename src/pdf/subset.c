#include "pdf/subset.h"

#include <hb-subset.h>

#include "base/error.h"
#include "base/intl.h"

/* Nothing of these is asked for once the glyphs are chosen. */
static const hb_tag_t DROPPED[] = {
    HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'),
    HB_TAG('G', 'D', 'E', 'F'), HB_TAG('B', 'A', 'S', 'E'),
    HB_TAG('c', 'm', 'a', 'p'), HB_TAG('V', 'O', 'R', 'G'),
    HB_TAG('v', 'm', 't', 'x'), HB_TAG('v', 'h', 'e', 'a'),
    HB_TAG('D', 'S', 'I', 'G'),
};

static void add_glyphs(const JxPages *pages, guint face, hb_set_t *glyphs)
{
    for (guint i = 0; i < pages->runs->len; i++) {
        const JxRun *run = jx_pages_run(pages, i);
        for (guint k = 0; run->face == face && k < run->n_glyphs; k++)
            hb_set_add(glyphs, jx_pages_glyph(pages, run->first_glyph + k)->id);
    }
}

static hb_subset_input_t *input_for(const JxPages *pages, guint face)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    g_assert(input); /* out of memory ends the process */
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_DESUBROUTINIZE |
                                         HB_SUBSET_FLAGS_NO_HINTING);
    hb_set_t *dropped =
        hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (gsize i = 0; i < G_N_ELEMENTS(DROPPED); i++)
        hb_set_add(dropped, DROPPED[i]);
    add_glyphs(pages, face, hb_subset_input_glyph_set(input));
    return input;
}

static void read_numbers(JxSubset *subset, const hb_set_t *glyphs,
                         const hb_map_t *numbers)
{
    subset->n_glyphs = hb_set_get_max(glyphs) + 1;
    subset->glyphs = g_new0(guint32, subset->n_glyphs);
    for (hb_codepoint_t id = HB_SET_VALUE_INVALID; hb_set_next(glyphs, &id);)
        subset->glyphs[id] = hb_map_get(numbers, id);
}

static void blob_done(gpointer blob)
{
    hb_blob_destroy(blob);
}

static void cut(JxSubset *subset, hb_face_t *face, hb_subset_input_t *input)
{
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(face, input);
    hb_face_t *small = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    if (small) {
        hb_blob_t *blob = hb_face_reference_blob(small);
        guint len;
        const char *data = hb_blob_get_data(blob, &len);
        subset->font = g_bytes_new_with_free_func(data, len, blob_done, blob);
        read_numbers(subset, hb_subset_input_glyph_set(input),
                     hb_subset_plan_old_to_new_glyph_mapping(plan));
        hb_face_destroy(small);
    }
    if (plan)
        hb_subset_plan_destroy(plan);
}

bool jx_subset_make(JxSubset *subset, const JxPages *pages, guint i,
                    GError **error)
{
    const JxFace *from = &g_array_index(pages->faces, JxFace, i);
    *subset = (JxSubset){0};
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(from->file);
    if (blob) {
        hb_face_t *face = hb_face_create(blob, (guint)from->index & 0xFFFF);
        hb_subset_input_t *input = input_for(pages, i);
        cut(subset, face, input);
        hb_subset_input_destroy(input);
        hb_face_destroy(face);
        hb_blob_destroy(blob);
    }
    if (subset->font)
        return true;
    g_set_error(error, JX_ERROR, JX_ERROR_RENDER, _("无法打开字体文件 %s"),
                from->file);
    return false;
}

static void outlines_free(JxOutlines *outlines)
{
    g_bytes_unref(outlines->glyf);
    g_bytes_unref(outlines->head);
    g_array_unref(outlines->spans);
    g_free(outlines);
}

void jx_subset_clear(JxSubset *subset)
{
    g_clear_pointer(&subset->font, g_bytes_unref);
    g_clear_pointer(&subset->glyphs, g_free);
    g_clear_pointer(&subset->outlines, outlines_free);
}
