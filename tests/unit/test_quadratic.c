#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <ft2build.h>
#include <stdbool.h>
#include <stdlib.h>

#include FT_FREETYPE_H

/* What fonts/quadratic.c made at build time, against what it was made from:
 * Serif-Regular before and after. */

enum {
    PIXELS = 64,
    EVERY = 7,  /* glyphs looked at */
    SHADE = 64, /* of 255: some edges in one pixel, each off by 0.1 pixel */
};

static FT_Face open_face(FT_Library library, const char *path)
{
    FT_Face face;
    cr_assert(eq(int, FT_New_Face(library, path, 0, &face), 0));
    FT_Set_Pixel_Sizes(face, PIXELS, PIXELS);
    return face;
}

static bool draw(FT_Face face, unsigned id)
{
    return FT_Load_Glyph(face, id, FT_LOAD_NO_HINTING | FT_LOAD_RENDER) == 0;
}

/* The shade at x, y from the origin of the glyph. */
static int shade(const FT_GlyphSlot glyph, int x, int y)
{
    const FT_Bitmap *bitmap = &glyph->bitmap;
    int column = x - glyph->bitmap_left, row = glyph->bitmap_top - y;
    if (column < 0 || row < 0 || column >= (int)bitmap->width ||
        row >= (int)bitmap->rows)
        return 0;
    return bitmap->buffer[row * bitmap->pitch + column];
}

static int largest_difference(const FT_GlyphSlot a, const FT_GlyphSlot b)
{
    int largest = 0;
    for (int y = -PIXELS; y < 2 * PIXELS; y++)
        for (int x = -PIXELS; x < 2 * PIXELS; x++) {
            int difference = abs(shade(a, x, y) - shade(b, x, y));
            largest = difference > largest ? difference : largest;
        }
    return largest;
}

Test(quadratic, glyphs_look_and_advance_as_before)
{
    FT_Library library;
    cr_assert(eq(int, FT_Init_FreeType(&library), 0));
    FT_Face before = open_face(library, JX_CUT_FACE);
    FT_Face after = open_face(library, JX_MADE_FACE);
    cr_assert(eq(long, after->num_glyphs, before->num_glyphs));

    for (unsigned id = 0; id < (unsigned)before->num_glyphs; id += EVERY) {
        cr_assert(draw(before, id));
        cr_assert(draw(after, id));
        cr_expect(eq(long, after->glyph->linearHoriAdvance,
                     before->glyph->linearHoriAdvance),
                  "advance of glyph %u", id);
        cr_expect(
            lt(int, largest_difference(before->glyph, after->glyph), SHADE),
            "look of glyph %u", id);
    }

    FT_Done_Face(before);
    FT_Done_Face(after);
    FT_Done_FreeType(library);
}
