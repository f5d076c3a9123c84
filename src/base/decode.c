#include "base/decode.h"

#include <errno.h>
#include <string.h>

#include "base/limits.h"

#define REPLACEMENT "\xef\xbf\xbd"

enum {
    SLIGHT = 10,     /* at most one in so many non-ASCII bytes is invalid */
    TEXT = 10,       /* more than one invalid byte in so many: no text */
    MIN_JUDGED = 64, /* bytes; shorter inputs are always text */
    /* and so is what has an encoding given, up to so many invalid bytes */
    MAX_FORCED = 4 * 1024 * 1024,
};

/* Names that are taken. `unit` is what is skipped of an invalid sequence. */
static const struct encoding {
    const char *alias, *name, *iconv;
    gsize unit;
} ENCODINGS[] = {
    {"UTF8", "UTF-8", "UTF-8", 1},
    {"UTF8BOM", "UTF-8-BOM", "UTF-8", 1},
    {"UTF8SIG", "UTF-8-BOM", "UTF-8", 1},
    {"GB18030", "GB18030", "GB18030", 1},
    {"GBK", "GB18030", "GB18030", 1},
    {"GB2312", "GB18030", "GB18030", 1},
    {"CP936", "GB18030", "GB18030", 1},
    {"EUCCN", "GB18030", "GB18030", 1},
    {"UTF16LE", "UTF-16LE", "UTF-16LE", 2},
    {"UTF16", "UTF-16LE", "UTF-16LE", 2},
    {"UTF16BE", "UTF-16BE", "UTF-16BE", 2},
    {"UTF32LE", "UTF-32LE", "UTF-32LE", 4},
    {"UTF32BE", "UTF-32BE", "UTF-32BE", 4},
    {"BIG5", "BIG5", "BIG5-HKSCS", 1},
};

static const struct {
    const char *bytes;
    gsize len;
    const char *name;
} BOMS[] = {
    {"\xef\xbb\xbf", 3, "UTF-8-BOM"}, {"\xff\xfe\0\0", 4, "UTF-32LE"},
    {"\0\0\xfe\xff", 4, "UTF-32BE"},  {"\xff\xfe", 2, "UTF-16LE"},
    {"\xfe\xff", 2, "UTF-16BE"},
};

/* Beginnings of files that are no text, though parts of them may look so. */
static const struct {
    const char *bytes;
    gsize len;
} BINARY[] = {
    {"PK\3\4", 4},
    {"PK\5\6", 4},
    {"\xd0\xcf\x11\xe0", 4},
    {"\x89PNG\r\n\x1a\n", 8},
    {"%PDF-", 5},
    {"GIF8", 4},
    {"\xff\xd8\xff", 3},
    {"\x1f\x8b", 2},
    {"Rar!\x1a", 5},
    {"7z\xbc\xaf\x27", 5},
    {"\x7f"
     "ELF",
     4},
    {"II*\0", 4},
    {"MM\0*", 4},
    {"{\\rtf", 5},
};

/* One decoding in the making. */
struct sink {
    GString *text;
    GArray *damages;       /* see JxDecoded */
    guint n[JX_N_DAMAGES]; /* of each kind, those not in `damages` too */
    JxDamage last;         /* the last of them, n_chars 0: none yet */
    gsize n_bad_bytes;
    gsize max_bad_bytes; /* with more it is no text, and left as it is */
};

static void sink_init(struct sink *sink, gsize len)
{
    *sink = (struct sink){
        .text = g_string_sized_new(len + 1),
        .damages = g_array_new(FALSE, FALSE, sizeof(JxDamage)),
        .max_bad_bytes = G_MAXSIZE,
    };
}

static bool is_hopeless(const struct sink *sink)
{
    return sink->n_bad_bytes > sink->max_bad_bytes;
}

static void sink_clear(struct sink *sink)
{
    g_string_free(sink->text, TRUE);
    g_array_unref(sink->damages);
}

/* Keeps the last damage as it is now: listed anew, or changed where it is. */
static void keep_last(struct sink *sink, bool is_new)
{
    guint n = sink->n[sink->last.kind];
    if (n > JX_MAX_LISTED + 1)
        return;
    if (is_new)
        g_array_append_val(sink->damages, sink->last);
    else
        g_array_index(sink->damages, JxDamage, sink->damages->len - 1) =
            sink->last;
}

/* Puts one U+FFFD for n_bytes of the source; joins it to what was damaged in
 * the same way just before. */
static void replace(struct sink *sink, JxDamageKind kind, const guchar *bytes,
                    gsize n_bytes)
{
    JxDamage *last = &sink->last;
    gsize offset = sink->text->len;
    bool is_new = last->n_chars == 0 || last->kind != kind ||
                  last->offset + last->n_chars * strlen(REPLACEMENT) != offset;
    if (is_new) {
        *last = (JxDamage){.kind = kind, .offset = offset};
        sink->n[kind]++;
    }
    for (gsize i = 0; i < n_bytes; i++) {
        if (last->n_bytes < sizeof last->bytes)
            last->bytes[last->n_bytes] = bytes[i];
        last->n_bytes++;
    }
    last->n_chars++;
    keep_last(sink, is_new);
    sink->n_bad_bytes += n_bytes;
    g_string_append(sink->text, REPLACEMENT);
}

/* Bytes that do not begin a valid character: the lead byte and the trailing
 * bytes that could have belonged to it (Unicode, maximal subpart). */
static gsize invalid_utf8(const guchar *bytes, gsize len)
{
    guchar lead = bytes[0];
    if (lead < 0xc2 || lead > 0xf4)
        return 1;
    gsize want = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    guchar low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    guchar high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    gsize n = 1;
    while (n < want && n < len && bytes[n] >= low && bytes[n] <= high) {
        low = 0x80, high = 0xbf;
        n++;
    }
    return n;
}

static void decode_utf8(struct sink *sink, const guchar *bytes, gsize len)
{
    for (gsize at = 0; at < len && !is_hopeless(sink);) {
        const char *end;
        g_utf8_validate_len((const char *)bytes + at, len - at, &end);
        gsize good = (gsize)((const guchar *)end - bytes) - at;
        g_string_append_len(sink->text, (const char *)bytes + at, (gssize)good);
        at += good;
        if (at >= len)
            return;
        if (bytes[at] == '\0') { /* valid, and cleaned later */
            g_string_append_c(sink->text, '\0');
            at++;
            continue;
        }
        gsize bad = invalid_utf8(bytes + at, len - at);
        replace(sink, JX_DAMAGE_INVALID, bytes + at, bad);
        at += bad;
    }
}

/* One call of iconv into a buffer of our own: what it wrote goes to the sink.
 * Returns errno of the call, 0 when all was read. */
static int convert(GIConv conv, char **in, gsize *left, GString *text)
{
    char buffer[16384];
    char *out = buffer;
    gsize room = sizeof buffer;
    errno = 0;
    gsize result = g_iconv(conv, in, left, &out, &room);
    int error = result == (gsize)-1 ? errno : 0;
    g_string_append_len(text, buffer, (gssize)(sizeof buffer - room));
    return error;
}

static void decode_iconv(struct sink *sink, const struct encoding *encoding,
                         const guchar *bytes, gsize len)
{
    GIConv conv = g_iconv_open("UTF-8", encoding->iconv);
    g_assert(conv != (GIConv)-1); /* glibc brings all of the table */
    char *in = (char *)(guintptr)bytes;
    gsize left = len;
    while (left > 0 && !is_hopeless(sink)) {
        int error = convert(conv, &in, &left, sink->text);
        if (error == 0 || error == E2BIG)
            continue;
        gsize skip = error == EINVAL ? left : MIN(left, encoding->unit);
        replace(sink, JX_DAMAGE_INVALID, (guchar *)in, skip);
        in += skip;
        left -= skip;
        g_iconv(conv, NULL, NULL, NULL, NULL);
    }
    g_iconv_close(conv);
}

/* Stops where it is known to be no text: more than max_bad bytes are bad. */
static void decode_as(struct sink *sink, const struct encoding *encoding,
                      const guchar *bytes, gsize len, gsize max_bad)
{
    sink_init(sink, len);
    sink->max_bad_bytes = max_bad;
    if (strcmp(encoding->iconv, "UTF-8") == 0)
        decode_utf8(sink, bytes, len);
    else
        decode_iconv(sink, encoding, bytes, len);
}

static const struct encoding *lookup(const char *name)
{
    g_autoptr(GString) bare = g_string_new(NULL);
    for (const char *at = name; *at != '\0'; at++) {
        if (g_ascii_isalnum(*at))
            g_string_append_c(bare, g_ascii_toupper(*at));
    }
    for (gsize i = 0; i < G_N_ELEMENTS(ENCODINGS); i++) {
        if (strcmp(ENCODINGS[i].alias, bare->str) == 0)
            return &ENCODINGS[i];
    }
    return NULL;
}

const char *jx_encoding_lookup(const char *name)
{
    const struct encoding *encoding = lookup(name);
    return encoding != NULL ? encoding->name : NULL;
}

/* A character that Chinese and Latin documents are made of. */
static bool is_plausible(gunichar c)
{
    return (c >= 0x20 && c < 0x7f) || c == '\t' || c == '\n' || c == '\r' ||
           (c >= 0x4e00 && c < 0xa000) || (c >= 0x2000 && c < 0x2700) ||
           (c >= 0x3000 && c < 0x3040) || (c >= 0xff00 && c < 0xfff0) ||
           (c >= 0xa0 && c < 0x100);
}

/* Text in UTF-16 without BOM has zero bytes, which no other text has. */
static const struct encoding *guess_utf16(const guchar *bytes, gsize len)
{
    static const char *const NAMES[] = {"UTF16LE", "UTF16BE"};
    if (len % 2 != 0 || len == 0 || memchr(bytes, '\0', len) == NULL)
        return NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        gsize odd = 0;
        for (gsize at = 0; at < len; at += 2) {
            gsize high = at + (i == 0);
            gsize low = at + (i != 0);
            odd += !is_plausible(((gunichar)bytes[high] << 8) | bytes[low]);
        }
        if (odd * 20 <= len / 2)
            return lookup(NAMES[i]);
    }
    return NULL;
}

static gsize count_high(const guchar *bytes, gsize len)
{
    gsize n = 0;
    for (gsize i = 0; i < len; i++)
        n += bytes[i] >= 0x80;
    return n;
}

/* Finds out the encoding and decodes. Text in GB18030 has hardly a byte that
 * UTF-8 would take, while UTF-8 with a damaged byte may be valid GB18030, as
 * other characters: so slight damage means UTF-8. */
static const char *decode_any(struct sink *sink, const guchar *bytes, gsize len)
{
    gsize max_bad = len >= MIN_JUDGED ? len / TEXT : len;
    for (gsize i = 0; i < G_N_ELEMENTS(BOMS); i++) {
        gsize bom = BOMS[i].len;
        if (len >= bom && memcmp(bytes, BOMS[i].bytes, bom) == 0) {
            const struct encoding *encoding = lookup(BOMS[i].name);
            decode_as(sink, encoding, bytes + bom, len - bom, max_bad);
            return encoding->name;
        }
    }
    const struct encoding *wide = guess_utf16(bytes, len);
    if (wide != NULL) {
        decode_as(sink, wide, bytes, len, max_bad);
        return wide->name;
    }

    decode_as(sink, lookup("UTF8"), bytes, len, max_bad);
    if (sink->n_bad_bytes * SLIGHT <= count_high(bytes, len))
        return "UTF-8";
    struct sink other;
    decode_as(&other, lookup("GB18030"), bytes, len, max_bad);
    bool better = other.n_bad_bytes < sink->n_bad_bytes;
    struct sink worse = better ? *sink : other;
    *sink = better ? other : *sink;
    sink_clear(&worse);
    return better ? "GB18030" : "UTF-8";
}

static bool is_binary_format(const guchar *bytes, gsize len)
{
    for (gsize i = 0; i < G_N_ELEMENTS(BINARY); i++) {
        if (len >= BINARY[i].len &&
            memcmp(bytes, BINARY[i].bytes, BINARY[i].len) == 0)
            return true;
    }
    return false;
}

/* The control character at `at`: its length, or 0 when it is none. */
static gsize control_at(const guchar *at, const guchar *end)
{
    if (*at < 0x20 || *at == 0x7f)
        return *at != '\t' && *at != '\n' && *at != '\r';
    return *at == 0xc2 && at + 1 < end && at[1] < 0xa0 ? 2 : 0;
}

/* Takes the control characters out of `from` and joins their places with
 * those of the invalid bytes. Frees `from`. */
static void clean(struct sink *from, struct sink *to)
{
    const guchar *text = (const guchar *)from->text->str;
    const guchar *end = text + from->text->len;
    const guchar *kept = text; /* up to here it stands in `to` */
    guint next = 0;
    sink_init(to, from->text->len);
    for (const guchar *at = text; at <= end; at++) {
        bool bad = next < from->damages->len &&
                   g_array_index(from->damages, JxDamage, next).offset ==
                       (gsize)(at - text);
        gsize control = !bad && at < end ? control_at(at, end) : 0;
        if (!bad && control == 0 && at < end)
            continue;
        g_string_append_len(to->text, (const char *)kept, at - kept);
        kept = at;
        if (bad) {
            JxDamage damage = g_array_index(from->damages, JxDamage, next++);
            damage.offset = to->text->len;
            to->last = damage;
            g_array_append_val(to->damages, damage);
        } else if (control > 0) {
            if (*at == '\f' || *at == '\v')
                g_string_append_c(to->text, ' ');
            else
                replace(to, *at == '\0' ? JX_DAMAGE_NUL : JX_DAMAGE_CONTROL, at,
                        control);
            kept = at + control;
        }
    }
    to->n_bad_bytes += from->n_bad_bytes;
    to->n[JX_DAMAGE_INVALID] = from->n[JX_DAMAGE_INVALID];
    sink_clear(from);
}

JxDecoded jx_decode(const guchar *bytes, gsize len, const char *encoding)
{
    JxDecoded decoded = {.encoding = "binary"};
    if (len == 0) /* GBytes has no bytes to point to */
        bytes = (const guchar *)"";
    if (is_binary_format(bytes, len))
        return decoded;

    const struct encoding *forced = encoding ? lookup(encoding) : NULL;
    struct sink raw;
    const char *name;
    if (forced != NULL) {
        gsize bom = 0;
        for (gsize i = 0; i < G_N_ELEMENTS(BOMS); i++) {
            if (lookup(BOMS[i].name)->iconv == forced->iconv &&
                len >= BOMS[i].len &&
                memcmp(bytes, BOMS[i].bytes, BOMS[i].len) == 0)
                bom = BOMS[i].len;
        }
        decode_as(&raw, forced, bytes + bom, len - bom, MAX_FORCED);
        name = forced->name;
    } else {
        name = decode_any(&raw, bytes, len);
    }

    if (is_hopeless(&raw)) {
        sink_clear(&raw);
        return decoded;
    }
    struct sink text;
    clean(&raw, &text);
    if (forced == NULL && len >= MIN_JUDGED && text.n_bad_bytes > len / TEXT) {
        sink_clear(&text);
        return decoded;
    }
    decoded.encoding = name;
    decoded.len = text.text->len;
    decoded.text = g_string_free(text.text, FALSE);
    decoded.damages = text.damages;
    memcpy(decoded.n_damages, text.n, sizeof decoded.n_damages);
    return decoded;
}

void jx_decoded_clear(JxDecoded *decoded)
{
    g_clear_pointer(&decoded->text, g_free);
    g_clear_pointer(&decoded->damages, g_array_unref);
}
