#include "pdf/icc.h"

#include <math.h>
#include <string.h>

/* Layout of an ICC profile: a header of 128 bytes, a table of tags, the tags'
 * data on multiples of four. All numbers big-endian, s15Fixed16 for colours. */

enum { N_CURVE = 1024, HEADER = 128 };

static const char DESCRIPTION[] = "sRGB IEC61966-2.1";
static const char COPYRIGHT[] = "No copyright, use freely";

/* Adapted to D50 with the Bradford matrix, as every sRGB profile has them. */
static const struct {
    char tag[5];
    double x, y, z;
} COLOURS[] = {{"wtpt", 0.9642, 1.0, 0.8249},
               {"rXYZ", 0.436066, 0.222488, 0.013916},
               {"gXYZ", 0.385147, 0.716873, 0.097076},
               {"bXYZ", 0.143066, 0.060608, 0.714096}};

static void put16(GByteArray *out, guint value)
{
    guint8 bytes[] = {(guint8)(value >> 8), (guint8)value};
    g_byte_array_append(out, bytes, sizeof bytes);
}

static void put32(GByteArray *out, guint32 value)
{
    put16(out, value >> 16);
    put16(out, value & 0xFFFF);
}

static void put_text(GByteArray *out, const char *text, guint len)
{
    g_byte_array_append(out, (const guint8 *)text, len);
}

static void put_zeros(GByteArray *out, guint n)
{
    for (guint i = 0; i < n; i++)
        put_text(out, "", 1);
}

static void put_fixed(GByteArray *out, double value)
{
    put32(out, (guint32)(gint32)lround(value * 65536));
}

static void put_curve(GByteArray *out)
{
    put_text(out, "curv", 4);
    put32(out, 0);
    put32(out, N_CURVE);
    for (guint i = 0; i < N_CURVE; i++) {
        double v = (double)i / (N_CURVE - 1);
        double linear =
            v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
        put16(out, (guint)lround(linear * 65535));
    }
}

static void put_description(GByteArray *out)
{
    put_text(out, "desc", 4);
    put32(out, 0);
    put32(out, sizeof DESCRIPTION);
    put_text(out, DESCRIPTION, sizeof DESCRIPTION);
    put_zeros(out, 4 + 4 + 2 + 1 + 67); /* no Unicode, no Macintosh name */
}

static void put_copyright(GByteArray *out)
{
    put_text(out, "text", 4);
    put32(out, 0);
    put_text(out, COPYRIGHT, sizeof COPYRIGHT);
}

static void put_colour(GByteArray *out, guint i)
{
    put_text(out, "XYZ ", 4);
    put32(out, 0);
    put_fixed(out, COLOURS[i].x);
    put_fixed(out, COLOURS[i].y);
    put_fixed(out, COLOURS[i].z);
}

static void pad(GByteArray *out)
{
    put_zeros(out, (4 - out->len % 4) % 4);
}

/* One entry of the table of tags; the data begins at `from` in `data`. */
static void put_entry(GByteArray *table, const char *tag, guint base,
                      guint from, guint to)
{
    put_text(table, tag, 4);
    put32(table, base + from);
    put32(table, to - from);
}

static void put_header(GByteArray *out, guint32 size)
{
    put32(out, size);
    put_zeros(out, 4);
    put32(out, 0x02100000); /* version 2.1 */
    put_text(out, "mntrRGB XYZ ", 12);
    static const guint16 DATE[] = {1998, 2, 9, 6, 49, 0};
    for (gsize i = 0; i < G_N_ELEMENTS(DATE); i++)
        put16(out, DATE[i]);
    put_text(out, "acsp", 4);
    put_zeros(out, HEADER - 40 - 60);
    put_fixed(out, 0.9642);
    put_fixed(out, 1.0);
    put_fixed(out, 0.8249);
    put_zeros(out, HEADER - out->len);
}

GBytes *jx_icc_srgb(void)
{
    enum { N_TAGS = 2 + G_N_ELEMENTS(COLOURS) + 3 };
    const guint base = HEADER + 4 + N_TAGS * 12;
    g_autoptr(GByteArray) table = g_byte_array_new();
    g_autoptr(GByteArray) data = g_byte_array_new();
    guint from = 0;

    put_description(data);
    put_entry(table, "desc", base, from, data->len);
    pad(data);
    from = data->len;
    put_copyright(data);
    put_entry(table, "cprt", base, from, data->len);
    pad(data);
    for (guint i = 0; i < G_N_ELEMENTS(COLOURS); i++) {
        from = data->len;
        put_colour(data, i);
        put_entry(table, COLOURS[i].tag, base, from, data->len);
    }
    from = data->len;
    put_curve(data);
    static const char *const CURVES[] = {"rTRC", "gTRC", "bTRC"};
    for (gsize i = 0; i < G_N_ELEMENTS(CURVES); i++)
        put_entry(table, CURVES[i], base, from, data->len);
    pad(data);

    GByteArray *profile = g_byte_array_new();
    put_header(profile, base + data->len);
    put32(profile, N_TAGS);
    g_byte_array_append(profile, table->data, table->len);
    g_byte_array_append(profile, data->data, data->len);
    return g_byte_array_free_to_bytes(profile);
}
