#include "pdf/deflate.h"

#include <libdeflate.h>

enum {
    LEVEL = 6,
    GUESS = 8, /* times the packed size: enough for most */
};

GBytes *jx_deflate(const void *data, gsize len)
{
    struct libdeflate_compressor *packer = libdeflate_alloc_compressor(LEVEL);
    g_assert(packer); /* out of memory ends the process */
    gsize room = libdeflate_zlib_compress_bound(packer, len);
    g_autofree guint8 *packed = g_malloc(room);
    gsize n = libdeflate_zlib_compress(packer, data, len, packed, room);
    libdeflate_free_compressor(packer);
    return g_bytes_new(packed, n);
}

GBytes *jx_inflate(const void *data, gsize len, gsize most)
{
    struct libdeflate_decompressor *unpacker = libdeflate_alloc_decompressor();
    g_assert(unpacker); /* out of memory ends the process */
    enum libdeflate_result result;
    g_autofree guint8 *plain = NULL;
    gsize room = MIN(len, most / GUESS) * GUESS, n = 0;
    for (;;) {
        plain = g_realloc(plain, room + 1);
        result =
            libdeflate_zlib_decompress(unpacker, data, len, plain, room, &n);
        if (result != LIBDEFLATE_INSUFFICIENT_SPACE || room >= most)
            break;
        room = MIN(2 * room + 1, most);
    }
    libdeflate_free_decompressor(unpacker);
    return result == LIBDEFLATE_SUCCESS ? g_bytes_new(plain, n) : NULL;
}
