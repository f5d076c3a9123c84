#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "pdf/boxes.h"

/* Pages with the first glyphs of a font file. */
static JxPages *pages_of(const char *file)
{
    JxPages *pages = jx_pages_new(100, 100);
    jx_pages_add_page(pages);
    const JxFace face = {.file = (char *)file, .family = (char *)"f"};
    JxRun run = {.face = jx_pages_face(pages, &face), .text = "abc", .len = 3};
    for (guint id = 40; id < 43; id++) {
        JxGlyph glyph = {.id = id};
        g_array_append_val(pages->glyphs, glyph);
        run.n_glyphs++;
    }
    jx_pages_add_run(pages, &run);
    return pages;
}

Test(boxes, a_truetype_face_can_have_them_and_they_can_be_undone)
{
    g_autoptr(JxPages) pages = pages_of(JX_MADE_FACE);
    JxSubset boxes;

    cr_assert(jx_boxes_make(&boxes, pages, 0));

    const JxSubset *const subsets[] = {&boxes};
    cr_expect(eq(u32, boxes.outlines->spans->len, 4)); /* and .notdef */
    cr_expect(eq(u32, boxes.glyphs[41], 2));
    g_autoptr(GBytes) font = jx_boxes_undo(boxes.font, subsets, 1);
    cr_assert(ne(ptr, font, NULL));
    cr_expect(gt(sz, g_bytes_get_size(font), g_bytes_get_size(boxes.font)));
    g_autoptr(GBytes) again = jx_boxes_undo(font, subsets, 1);
    cr_expect(eq(ptr, again, font)); /* has no boxes any more */
    jx_subset_clear(&boxes);
}

Test(boxes, those_of_a_face_that_is_not_there_are_never_let_through)
{
    g_autoptr(JxPages) pages = pages_of(JX_MADE_FACE);
    JxSubset boxes, none = {0};
    cr_assert(jx_boxes_make(&boxes, pages, 0));

    const JxSubset *const subsets[] = {&none};
    cr_expect(eq(ptr, jx_boxes_undo(boxes.font, subsets, 1), NULL));
    cr_expect(eq(ptr, jx_boxes_undo(boxes.font, subsets, 0), NULL));
    g_autoptr(GBytes) cut = g_bytes_new_from_bytes(boxes.font, 0, 40);
    cr_expect(eq(ptr, jx_boxes_undo(cut, subsets, 1), NULL));
    jx_subset_clear(&boxes);
}

Test(boxes, faces_of_another_kind_have_none)
{
    static const char *const FILES[] = {JX_CUT_FACE, "/nowhere", __FILE__};
    for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++) {
        g_autoptr(JxPages) pages = pages_of(FILES[i]);
        JxSubset boxes;
        cr_expect(not(jx_boxes_make(&boxes, pages, 0)));
        cr_expect(eq(ptr, boxes.font, NULL));
    }
}

Test(boxes, a_glyph_the_face_does_not_have_is_not_looked_for)
{
    g_autoptr(JxPages) pages = pages_of(JX_MADE_FACE);
    jx_pages_glyph(pages, 0)->id = 1000000;
    JxSubset boxes;

    cr_expect(not(jx_boxes_make(&boxes, pages, 0)));
}
