/* quadratic IN.otf OUT.ttf: a face with CFF outlines becomes one with TrueType
 * outlines. FreeType, HarfBuzz and Cairo read those several times faster: no
 * program has to be run for each glyph. Glyph numbers, advances and all other
 * tables stay; no point of an outline moves by more than TOLERANCE. */
#include <complex.h>
#include <ft2build.h>
#include <glib.h>
#include <hb.h>
#include <stdbool.h>
#include <stdio.h>
#include <math.h>

#include FT_FREETYPE_H
#include FT_OUTLINE_H

/* Units, 1000 to the em: at 9 pt a 100th of what a 600 dpi printer can show. */
#define TOLERANCE 0.5

enum {
    MOST_PIECES = 12,  /* no curve of a glyph needs more */
    SAMPLES = 8,       /* points of a piece that are compared */
    HEAD_LOCA = 50,    /* offset of indexToLocFormat in head */
    HHEA_METRICS = 34, /* offset of numberOfHMetrics in hhea */
    MAXP_LENGTH = 32,  /* of version 1.0 */
    ON_CURVE = 1,      /* flags of a point */
    X_SHORT = 2,
    Y_SHORT = 4,
    REPEAT = 8,
    X_SAME = 16, /* or positive, when short */
    Y_SAME = 32,
};

typedef double complex Point; /* x + y i */

typedef struct {
    int x, y;
    bool is_on; /* else the outline bends towards it */
} Corner;

/* The outline of one glyph. */
typedef struct {
    GArray *corners; /* Corner */
    GArray *ends;    /* guint16: the last corner of each contour */
    Point at;
} Glyph;

/* The face that is made. */
typedef struct {
    GByteArray *glyf, *loca, *hmtx;
    guint most_corners, most_contours;
} Out;

static void add_corner(Glyph *glyph, Point point, bool is_on)
{
    Corner corner = {(int)lround(creal(point)), (int)lround(cimag(point)),
                     is_on};
    g_array_append_val(glyph->corners, corner);
}

static Point point_of(const FT_Vector *vector)
{
    return (double)vector->x + (double)vector->y * I;
}

static void close_contour(Glyph *glyph)
{
    guint first = 0, n = glyph->corners->len;
    if (glyph->ends->len > 0)
        first = g_array_index(glyph->ends, guint16, glyph->ends->len - 1) + 1u;
    if (n == first)
        return;
    /* the line or curve back to the start needs no second corner there */
    const Corner *a = &g_array_index(glyph->corners, Corner, first);
    const Corner *b = &g_array_index(glyph->corners, Corner, n - 1);
    if (n - first > 1 && b->is_on && a->x == b->x && a->y == b->y)
        g_array_set_size(glyph->corners, n - 1);
    /* the other way round: filled is what a TrueType contour has on its right,
     * a CFF contour on its left */
    Corner *corners = (Corner *)glyph->corners->data;
    for (guint i = first + 1, k = glyph->corners->len - 1; i < k; i++, k--) {
        Corner swapped = corners[i];
        corners[i] = corners[k];
        corners[k] = swapped;
    }
    guint16 end = (guint16)(glyph->corners->len - 1);
    g_array_append_val(glyph->ends, end);
}

static int on_move(const FT_Vector *to, void *data)
{
    Glyph *glyph = data;
    close_contour(glyph);
    glyph->at = point_of(to);
    add_corner(glyph, glyph->at, true);
    return 0;
}

static int on_line(const FT_Vector *to, void *data)
{
    Glyph *glyph = data;
    glyph->at = point_of(to);
    add_corner(glyph, glyph->at, true);
    return 0;
}

static int on_conic(const FT_Vector *control, const FT_Vector *to, void *data)
{
    Glyph *glyph = data;
    glyph->at = point_of(to);
    add_corner(glyph, point_of(control), false);
    add_corner(glyph, glyph->at, true);
    return 0;
}

static Point cubic_at(const Point *p, double t)
{
    double s = 1 - t;
    return s * s * s * p[0] + 3 * s * s * t * p[1] + 3 * s * t * t * p[2] +
           t * t * t * p[3];
}

static Point direction_at(const Point *p, double t)
{
    double s = 1 - t;
    return 3 * (s * s * (p[1] - p[0]) + 2 * s * t * (p[2] - p[1]) +
                t * t * (p[3] - p[2]));
}

/* The control point of the quadratic for piece i of n of the cubic. It slides
 * from the direction at the start of the piece to that at its end, so that the
 * first and the last keep the directions of the cubic. */
static Point control_of(const Point *p, guint i, guint n)
{
    double start = (double)i / n, end = (double)(i + 1) / n;
    double share = n > 1 ? (double)i / (n - 1) : 0.5;
    Point from = cubic_at(p, start) + direction_at(p, start) / (2.0 * n);
    Point back = cubic_at(p, end) - direction_at(p, end) / (2.0 * n);
    return from + share * (back - from);
}

/* Whether quadratics over these controls stay beside the cubic. The corner
 * between two pieces is half way between their controls, which is what a
 * TrueType outline means when it leaves the corner out. */
static bool stays_beside(const Point *p, const Point *controls, guint n)
{
    Point from = p[0];
    for (guint i = 0; i < n; i++) {
        Point to = i + 1 < n ? (controls[i] + controls[i + 1]) / 2 : p[3];
        for (guint k = 1; k <= SAMPLES; k++) {
            double t = (double)k / SAMPLES, s = 1 - t;
            Point q = s * s * from + 2 * s * t * controls[i] + t * t * to;
            if (cabs(q - cubic_at(p, (i + t) / n)) > TOLERANCE)
                return false;
        }
        from = to;
    }
    return true;
}

static int on_cubic(const FT_Vector *first, const FT_Vector *second,
                    const FT_Vector *to, void *data)
{
    Glyph *glyph = data;
    const Point p[4] = {glyph->at, point_of(first), point_of(second),
                        point_of(to)};
    Point controls[MOST_PIECES];
    guint n = 0;
    do {
        n++;
        for (guint i = 0; i < n; i++)
            controls[i] = control_of(p, i, n);
    } while (n < MOST_PIECES && !stays_beside(p, controls, n));

    for (guint i = 0; i < n; i++)
        add_corner(glyph, controls[i], false);
    glyph->at = p[3];
    add_corner(glyph, p[3], true);
    return 0;
}

static void put16(GByteArray *out, int value)
{
    const guint8 bytes[] = {(guint8)(value >> 8), (guint8)value};
    g_byte_array_append(out, bytes, sizeof bytes);
}

static void put32(GByteArray *out, guint value)
{
    put16(out, (int)(value >> 16));
    put16(out, (int)(value & 0xFFFF));
}

static int get16(const guint8 *at)
{
    return at[0] << 8 | at[1];
}

/* One coordinate of a corner, from the one before. */
static guint8 put_step(GByteArray *out, int step, guint8 is_short, guint8 same)
{
    if (step == 0)
        return same;
    if (ABS(step) > 255) {
        put16(out, step);
        return 0;
    }
    guint8 byte = (guint8)ABS(step);
    g_byte_array_append(out, &byte, 1);
    return step > 0 ? is_short | same : is_short;
}

static void put_flags(GByteArray *out, const guint8 *flags, guint n)
{
    for (guint i = 0, same; i < n; i += same) {
        for (same = 1; i + same < n && same < 256; same++)
            if (flags[i + same] != flags[i])
                break;
        const guint8 bytes[] = {flags[i] | (same > 1 ? REPEAT : 0),
                                (guint8)(same - 1)};
        g_byte_array_append(out, bytes, same > 1 ? 2 : 1);
    }
}

static void put_corners(GByteArray *out, const GArray *corners)
{
    g_autofree guint8 *flags = g_new0(guint8, corners->len);
    g_autoptr(GByteArray) x = g_byte_array_new();
    g_autoptr(GByteArray) y = g_byte_array_new();
    Corner last = {0};
    for (guint i = 0; i < corners->len; i++) {
        const Corner *corner = &g_array_index(corners, Corner, i);
        flags[i] = (corner->is_on ? ON_CURVE : 0) |
                   put_step(x, corner->x - last.x, X_SHORT, X_SAME) |
                   put_step(y, corner->y - last.y, Y_SHORT, Y_SAME);
        last = *corner;
    }
    put_flags(out, flags, corners->len);
    g_byte_array_append(out, x->data, x->len);
    g_byte_array_append(out, y->data, y->len);
}

/* Returns the left edge of the glyph. */
static int put_glyph(Out *out, const Glyph *glyph)
{
    const Corner *corners = (const Corner *)glyph->corners->data;
    int low[2] = {corners[0].x, corners[0].y}, high[2] = {low[0], low[1]};
    for (guint i = 1; i < glyph->corners->len; i++) {
        low[0] = MIN(low[0], corners[i].x);
        low[1] = MIN(low[1], corners[i].y);
        high[0] = MAX(high[0], corners[i].x);
        high[1] = MAX(high[1], corners[i].y);
    }
    const int head[] = {(int)glyph->ends->len, low[0], low[1], high[0],
                        high[1]};
    for (gsize i = 0; i < G_N_ELEMENTS(head); i++)
        put16(out->glyf, head[i]);
    for (guint i = 0; i < glyph->ends->len; i++)
        put16(out->glyf, g_array_index(glyph->ends, guint16, i));
    put16(out->glyf, 0); /* no instructions */
    put_corners(out->glyf, glyph->corners);
    while (out->glyf->len % 4 != 0)
        g_byte_array_append(out->glyf, (const guint8 *)"", 1);
    out->most_corners = MAX(out->most_corners, glyph->corners->len);
    out->most_contours = MAX(out->most_contours, glyph->ends->len);
    return low[0];
}

/* Returns the left edge of the glyph, 0 of an empty one. A face with a glyph
 * that cannot be read is not fit to be shipped. */
static int convert_glyph(Out *out, FT_Face face, guint id)
{
    static const FT_Outline_Funcs CALLS = {on_move,  on_line, on_conic,
                                           on_cubic, 0,       0};
    if (FT_Load_Glyph(face, id, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING) != 0)
        g_error("glyph %u cannot be read", id);
    g_autoptr(GArray) corners = g_array_new(FALSE, FALSE, sizeof(Corner));
    g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(guint16));
    Glyph glyph = {.corners = corners, .ends = ends};
    if (FT_Outline_Decompose(&face->glyph->outline, &CALLS, &glyph) != 0)
        g_error("the outline of glyph %u cannot be read", id);
    close_contour(&glyph);
    return corners->len > 0 ? put_glyph(out, &glyph) : 0;
}

/* Copies what hmtx says of the advance; the edge is where the glyph's is. */
static void put_metric(Out *out, const guint8 *hmtx, guint id, guint n_full,
                       int edge)
{
    if (id < n_full)
        g_byte_array_append(out->hmtx, hmtx + 4 * id, 2);
    put16(out->hmtx, edge);
}

static hb_blob_t *table(hb_face_t *face, const char *tag)
{
    return hb_face_reference_table(face, hb_tag_from_string(tag, 4));
}

static void convert_glyphs(Out *out, FT_Face face, hb_face_t *from)
{
    hb_blob_t *hhea = table(from, "hhea"), *hmtx = table(from, "hmtx");
    const guint8 *metrics = (const guint8 *)hb_blob_get_data(hmtx, NULL);
    guint n_full = (guint)get16((const guint8 *)hb_blob_get_data(hhea, NULL) +
                                HHEA_METRICS);
    guint n = hb_face_get_glyph_count(from);
    for (guint id = 0; id < n; id++) {
        put32(out->loca, out->glyf->len);
        put_metric(out, metrics, id, n_full, convert_glyph(out, face, id));
    }
    put32(out->loca, out->glyf->len);
    hb_blob_destroy(hhea);
    hb_blob_destroy(hmtx);
}

static void add_bytes(hb_face_t *to, const char *tag, const void *data,
                      gsize len)
{
    hb_blob_t *blob =
        hb_blob_create(data, (guint)len, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
    hb_face_builder_add_table(to, hb_tag_from_string(tag, 4), blob);
    hb_blob_destroy(blob);
}

/* All that does not speak of outlines. */
static void copy_tables(hb_face_t *to, hb_face_t *from)
{
    static const char *const COPIED[] = {"OS/2", "cmap", "hhea", "name",
                                         "post", "GDEF", "GSUB"};
    for (gsize i = 0; i < G_N_ELEMENTS(COPIED); i++) {
        hb_blob_t *blob = table(from, COPIED[i]);
        if (hb_blob_get_length(blob) > 0)
            hb_face_builder_add_table(to, hb_tag_from_string(COPIED[i], 4),
                                      blob);
        hb_blob_destroy(blob);
    }
    hb_blob_t *blob = table(from, "head");
    guint len;
    const char *data = hb_blob_get_data(blob, &len);
    g_autofree guint8 *head = g_memdup2(data, len);
    head[HEAD_LOCA + 1] = 1; /* offsets of four bytes */
    add_bytes(to, "head", head, len);
    hb_blob_destroy(blob);
}

static void add_outlines(hb_face_t *to, const Out *out, guint n_glyphs)
{
    const struct {
        const char *tag;
        const GByteArray *bytes;
    } tables[] = {
        {"glyf", out->glyf}, {"loca", out->loca}, {"hmtx", out->hmtx}};
    for (gsize i = 0; i < G_N_ELEMENTS(tables); i++)
        add_bytes(to, tables[i].tag, tables[i].bytes->data,
                  tables[i].bytes->len);

    g_autoptr(GByteArray) maxp = g_byte_array_new();
    put32(maxp, 0x00010000);
    put16(maxp, (int)n_glyphs);
    put16(maxp, (int)out->most_corners);
    put16(maxp, (int)out->most_contours);
    put32(maxp, 0); /* nothing is composed of other glyphs */
    put16(maxp, 1); /* no instructions, and so no twilight */
    while (maxp->len < MAXP_LENGTH)
        put16(maxp, 0);
    add_bytes(to, "maxp", maxp->data, maxp->len);
}

static bool save(hb_face_t *made, const char *path)
{
    g_autoptr(GError) error = NULL;
    hb_blob_t *blob = hb_face_reference_blob(made);
    guint len;
    const char *data = hb_blob_get_data(blob, &len);
    bool saved = g_file_set_contents(path, data, (gssize)len, &error);
    if (!saved)
        fprintf(stderr, "quadratic: %s\n", error->message);
    hb_blob_destroy(blob);
    return saved;
}

static bool convert(FT_Face face, const char *in, const char *path)
{
    g_autoptr(GByteArray) glyf = g_byte_array_new();
    g_autoptr(GByteArray) loca = g_byte_array_new();
    g_autoptr(GByteArray) hmtx = g_byte_array_new();
    Out out = {.glyf = glyf, .loca = loca, .hmtx = hmtx};
    hb_blob_t *blob = hb_blob_create_from_file(in);
    hb_face_t *from = hb_face_create(blob, 0), *to = hb_face_builder_create();

    convert_glyphs(&out, face, from);
    copy_tables(to, from);
    add_outlines(to, &out, hb_face_get_glyph_count(from));
    bool saved = save(to, path);
    hb_face_destroy(to);
    hb_face_destroy(from);
    hb_blob_destroy(blob);
    return saved;
}

int main(int argc, char **argv)
{
    FT_Library library;
    FT_Face face;
    if (argc != 3 || FT_Init_FreeType(&library) != 0)
        return 2;
    if (FT_New_Face(library, argv[1], 0, &face) != 0) {
        fprintf(stderr, "quadratic: %s is no font\n", argv[1]);
        return 1;
    }
    bool done = convert(face, argv[1], argv[2]);
    FT_Done_Face(face);
    FT_Done_FreeType(library);
    return done ? 0 : 1;
}
