#include "xlsx/package.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <xlsxwriter/third_party/zip.h>
#include <zlib.h>

#include "base/error.h"
#include "base/intl.h"

/* What the library cannot be told. Each stands in what it writes, or the
 * workbook is not accepted: another version of the library may write another
 * thing. */
static const struct repair {
    const char *part, *old, *new;
} REPAIRS[] = {
    /* It asks for a full calculation on loading, and Excel then asks "save
     * changes?" on closing, although every formula has its result. calcId is
     * that of Excel 2019 and later: an older engine's results would be
     * calculated again. */
    {"xl/workbook.xml", "<calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/>",
     "<calcPr calcId=\"191029\"/>"},
    /* A column's width counts digits of the default face, and each system puts
     * another one for this: named, a column is as wide everywhere. */
    {"xl/styles.xml",
     "<name val=\"Calibri\"/><family val=\"2\"/><scheme val=\"minor\"/>",
     "<name val=\"宋体\"/><family val=\"3\"/><charset val=\"134\"/>"},
};

/* A twentieth dearer for the whole workbook than 2, and a tenth smaller: it
 * lies in the PDF, too. */
#define LEVEL 5
#define RAW_DEFLATE (-MAX_WBITS)
#define MEM_LEVEL 8 /* more has to be cleared for every part */

/* A path on which no file can be opened, should minizip get it after all. */
#define NAME_PREFIX "/dev/null/"

/* The ZIP format (APPNOTE.TXT 4.3), as far as it is needed here. */
#define LOCAL_HEADER 0x04034b50u
#define CENTRAL_HEADER 0x02014b50u
#define END_OF_CENTRAL 0x06054b50u
#define LOCAL_LEN 30
#define VERSION 20
#define DEFLATED 8
#define DOS_DATE ((0 << 9) | (1 << 5) | 1) /* 1980-01-01 */

typedef struct {
    char *name;
    guint32 offset; /* of its local header */
    guint32 crc, packed_len, len;
} Part;

/* How a part begins and how it ends. */
#define EDGE 127
typedef struct {
    char first[EDGE + 1], last[EDGE + 1];
    gsize n_first, n_last;
} Edges;

struct _JxPackage {
    char *name;
    GByteArray *bytes;
    GArray *parts; /* Part; the last one is being written */
    z_stream deflate;
    Edges edges;                 /* of the part being written */
    const struct repair *repair; /* for it, or NULL */
    GString *held;               /* then: the part, until it is whole */
    guint n_repaired;
    GBytes *finished;
};

static void clear_part(gpointer data)
{
    g_free(((Part *)data)->name);
}

JxPackage *jx_package_new(void)
{
    JxPackage *package = g_new0(JxPackage, 1);
    package->name = g_strdup_printf(NAME_PREFIX "%" G_GINTPTR_MODIFIER "x",
                                    (guintptr)package);
    package->bytes = g_byte_array_new();
    package->parts = g_array_new(FALSE, FALSE, sizeof(Part));
    g_array_set_clear_func(package->parts, clear_part);
    package->held = g_string_new(NULL);
    /* fails for want of memory alone, and that ends the process (GLib) */
    int started = deflateInit2(&package->deflate, LEVEL, Z_DEFLATED,
                               RAW_DEFLATE, MEM_LEVEL, Z_DEFAULT_STRATEGY);
    if (started != Z_OK)
        g_error("deflateInit2: %d", started);
    return package;
}

void jx_package_free(JxPackage *package)
{
    if (package == NULL)
        return;
    deflateEnd(&package->deflate);
    g_array_unref(package->parts);
    g_clear_pointer(&package->bytes, g_byte_array_unref);
    g_string_free(package->held, TRUE);
    g_clear_pointer(&package->finished, g_bytes_unref);
    g_free(package->name);
    g_free(package);
}

const char *jx_package_name(const JxPackage *package)
{
    return package->name;
}

/* Packing. */

static Part *last_part(const JxPackage *package)
{
    g_assert(package->parts->len > 0);
    return &g_array_index(package->parts, Part, package->parts->len - 1);
}

/* Packs some bytes of the part, and ends it when `flush` is Z_FINISH. */
static bool pack(JxPackage *package, const void *data, gsize len, int flush)
{
    z_stream *stream = &package->deflate;
    Part *part = last_part(package);
    guchar room[16384];
    int result;

    part->crc = (guint32)crc32_z(part->crc, data, len);
    part->len += (guint32)len;
    stream->next_in = (void *)data; /* zlib only reads it */
    stream->avail_in = (uInt)len;
    do {
        stream->next_out = room;
        stream->avail_out = sizeof room;
        result = deflate(stream, flush);
        g_byte_array_append(package->bytes, room,
                            (guint)sizeof room - stream->avail_out);
    } while (result == Z_OK && stream->avail_out == 0);
    return result == (flush == Z_FINISH ? Z_STREAM_END : Z_OK) ||
           result == Z_BUF_ERROR; /* nothing was left to do */
}

static guchar *put16(guchar *to, guint value)
{
    to[0] = (guchar)value;
    to[1] = (guchar)(value >> 8);
    return to + 2;
}

static guchar *put32(guchar *to, guint32 value)
{
    return put16(put16(to, value & 0xFFFF), value >> 16);
}

/* What the local and the central header have in common. */
static guchar *put_common(guchar *to, const Part *part)
{
    to = put16(put16(to, VERSION), 0);
    to = put16(put16(to, DEFLATED), 0);
    to = put32(put16(to, DOS_DATE), part->crc);
    to = put32(put32(to, part->packed_len), part->len);
    return put16(put16(to, (guint)strlen(part->name)), 0);
}

static void keep_edges(Edges *edges, const char *data, gsize len)
{
    gsize n = MIN(len, EDGE - edges->n_first);
    memcpy(edges->first + edges->n_first, data, n);
    edges->n_first += n;

    n = MIN(len, EDGE);
    gsize kept = MIN(edges->n_last, EDGE - n);
    memmove(edges->last, edges->last + edges->n_last - kept, kept);
    memcpy(edges->last + kept, data + len - n, n);
    edges->n_last = kept + n;
    edges->last[edges->n_last] = '\0';
}

/* Whether a part ends with the element with which it begins. The library does
 * not look whether its temporary files took all that it wrote. */
static bool is_whole(const Edges *edges)
{
    const char *root = strstr(edges->first, "?>");
    root = strchr(root ? root : edges->first, '<');
    if (root == NULL)
        return false;
    g_autofree char *end =
        g_strdup_printf("</%.*s>", (int)strcspn(root + 1, " >\n"), root + 1);
    g_autofree char *last = g_strchomp(g_strdup(edges->last));
    return g_str_has_suffix(last, end);
}

static void begin_part(JxPackage *package, const char *name)
{
    Part part = {.name = g_strdup(name), .offset = package->bytes->len};
    g_array_append_val(package->parts, part);
    g_byte_array_set_size(package->bytes, part.offset + LOCAL_LEN);
    g_byte_array_append(package->bytes, (const guint8 *)name,
                        (guint)strlen(name));
    deflateReset(&package->deflate);

    package->repair = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(REPAIRS); i++)
        if (g_str_equal(name, REPAIRS[i].part))
            package->repair = &REPAIRS[i];
    g_string_truncate(package->held, 0);
    package->edges = (Edges){.n_first = 0};
}

/* The old text for the new one in the part that was held back. */
static bool repair_part(JxPackage *package)
{
    const struct repair *repair = package->repair;
    const char *at = strstr(package->held->str, repair->old);
    if (at == NULL)
        return false;
    gssize from = at - package->held->str;
    g_string_erase(package->held, from, (gssize)strlen(repair->old));
    g_string_insert(package->held, from, repair->new);
    package->n_repaired++;
    return true;
}

static bool end_part(JxPackage *package)
{
    if (!is_whole(&package->edges)) {
        errno = ENOSPC;
        return false;
    }
    if (package->repair && !repair_part(package))
        return false;
    if (!pack(package, package->held->str,
              package->repair ? package->held->len : 0, Z_FINISH))
        return false;

    Part *part = last_part(package);
    gsize head = LOCAL_LEN + strlen(part->name);
    part->packed_len = package->bytes->len - part->offset - (guint32)head;
    guchar *to = package->bytes->data + part->offset;
    put_common(put32(to, LOCAL_HEADER), part);
    return true;
}

static void put_directory_entry(JxPackage *package, const Part *part)
{
    guchar head[46];
    guchar *to = put16(put32(head, CENTRAL_HEADER), VERSION);
    to = put_common(to, part);
    to = put16(put16(put16(to, 0), 0), 0);
    put32(put32(to, 0), part->offset);
    g_byte_array_append(package->bytes, head, sizeof head);
    g_byte_array_append(package->bytes, (const guint8 *)part->name,
                        (guint)strlen(part->name));
}

static void put_directory(JxPackage *package)
{
    guint32 offset = package->bytes->len;
    guint n = package->parts->len;
    for (guint i = 0; i < n; i++)
        put_directory_entry(package, &g_array_index(package->parts, Part, i));

    guchar end[22];
    guchar *to = put16(put16(put32(end, END_OF_CENTRAL), 0), 0);
    to = put32(put16(put16(to, n), n), package->bytes->len - offset);
    put16(put32(to, offset), 0);
    g_byte_array_append(package->bytes, end, sizeof end);
}

GBytes *jx_package_finish(JxPackage *package, GError **error)
{
    if (package->finished == NULL &&
        package->n_repaired == G_N_ELEMENTS(REPAIRS)) {
        put_directory(package);
        package->finished =
            g_byte_array_free_to_bytes(g_steal_pointer(&package->bytes));
    }
    if (package->finished == NULL)
        g_set_error(error, JX_ERROR, JX_ERROR_RENDER,
                    _("写出的工作簿不完整：libxlsxwriter 的这个版本没有用过"));
    return package->finished;
}

/* Unpacking. */

static bool unpack(const Part *part, const guchar *packed, char *text)
{
    z_stream stream = {
        .next_in = (void *)packed, /* zlib only reads it */
        .avail_in = part->packed_len,
        .next_out = (guchar *)text,
        .avail_out = part->len,
    };
    if (inflateInit2(&stream, RAW_DEFLATE) != Z_OK)
        return false;
    bool whole = inflate(&stream, Z_FINISH) == Z_STREAM_END &&
                 stream.avail_out == 0 && stream.avail_in == 0;
    inflateEnd(&stream);
    return whole && crc32_z(0, (guchar *)text, part->len) == part->crc;
}

char *jx_package_part(const JxPackage *package, const char *name, gsize *len)
{
    if (package->finished == NULL)
        return NULL;
    const guchar *bytes = g_bytes_get_data(package->finished, NULL);
    for (guint i = 0; i < package->parts->len; i++) {
        const Part *part = &g_array_index(package->parts, Part, i);
        if (!g_str_equal(part->name, name))
            continue;
        g_autofree char *text = g_malloc(part->len + 1);
        if (!unpack(part, bytes + part->offset + LOCAL_LEN + strlen(name),
                    text))
            return NULL;
        text[part->len] = '\0';
        *len = part->len;
        return g_steal_pointer(&text);
    }
    return NULL;
}

/* In minizip's place; the arguments are those of its header. */

zipFile zipOpen(const char *pathname, int append)
{
    if (append != APPEND_STATUS_CREATE ||
        !g_str_has_prefix(pathname, NAME_PREFIX))
        return NULL;
    guint64 address =
        g_ascii_strtoull(pathname + strlen(NAME_PREFIX), NULL, 16);
    return (JxPackage *)(guintptr)address; /* jx_package_new() named it so */
}

int zipOpenNewFileInZip4_64(
    zipFile file, const char *filename, const zip_fileinfo *zipfi,
    const void *extrafield_local, uInt size_extrafield_local,
    const void *extrafield_global, uInt size_extrafield_global,
    const char *comment, int method, int level, int raw, int windowBits,
    int memLevel, int strategy, const char *password, uLong crcForCrypting,
    uLong versionMadeBy, uLong flagBase, int zip64)
{
    (void)zipfi;
    (void)extrafield_local;
    (void)size_extrafield_local;
    (void)extrafield_global;
    (void)size_extrafield_global;
    (void)comment;
    (void)method;
    (void)level;
    (void)raw;
    (void)windowBits;
    (void)memLevel;
    (void)strategy;
    (void)password;
    (void)crcForCrypting;
    (void)versionMadeBy;
    (void)flagBase;
    (void)zip64;
    begin_part(file, filename);
    return ZIP_OK;
}

int zipWriteInFileInZip(zipFile file, const void *buf, unsigned len)
{
    JxPackage *package = file;
    keep_edges(&package->edges, buf, len);
    if (package->repair) {
        g_string_append_len(package->held, buf, (gssize)len);
        return ZIP_OK;
    }
    return pack(package, buf, len, Z_NO_FLUSH) ? ZIP_OK : ZIP_INTERNALERROR;
}

int zipCloseFileInZip(zipFile file)
{
    return end_part(file) ? ZIP_OK : ZIP_INTERNALERROR;
}

int zipClose(zipFile file, const char *global_comment)
{
    (void)file; /* its owner finishes it */
    (void)global_comment;
    return ZIP_OK;
}
