#pragma once

#include <glib.h>
#include <string.h>
#include <zip.h>

/* A part of a container: name and content; a NULL name ends the list. */
typedef struct {
    const char *name, *content;
} Part;

/* A zip container in memory, its parts packed by a method of libzip; yours. */
static inline GBytes *make_zip_by(const Part *parts, zip_int32_t method)
{
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_source_keep(target);
    zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE, NULL);
    for (; parts->name != NULL; parts++) {
        zip_source_t *source =
            zip_source_buffer(zip, parts->content, strlen(parts->content), 0);
        zip_int64_t i =
            zip_file_add(zip, parts->name, source, ZIP_FL_OVERWRITE);
        zip_set_file_compression(zip, (zip_uint64_t)i, method, 0);
    }
    zip_close(zip);
    zip_source_open(target);
    zip_source_seek(target, 0, SEEK_END);
    gsize len = (gsize)zip_source_tell(target);
    zip_source_seek(target, 0, SEEK_SET);
    char *bytes = g_malloc(len);
    zip_source_read(target, bytes, len);
    zip_source_close(target);
    zip_source_free(target);
    return g_bytes_new_take(bytes, len);
}

static inline GBytes *make_zip(const Part *parts)
{
    return make_zip_by(parts, ZIP_CM_DEFLATE);
}

#define SPREADSHEET "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS                                                              \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static const char TOP_RELS[] =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
    "relationships\"><Relationship Id=\"r1\" Type=\"" RELATIONS
    "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
static const char BOOK_RELS[] =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
    "relationships\"><Relationship Id=\"rId1\" Type=\"" RELATIONS
    "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" RELATIONS
    "/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"" RELATIONS
    "/styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"rId4\" Type=\"" RELATIONS
    "/sharedStrings\" Target=\"./sharedStrings.xml\"/></Relationships>";
static const char WORKBOOK[] =
    "<workbook xmlns=\"" SPREADSHEET "\" xmlns:r=\"" RELATIONS
    "\"><sheets><sheet name=\"资金\" sheetId=\"1\" r:id=\"rId1\"/>"
    "</sheets></workbook>";
static const char STYLES[] =
    "<styleSheet xmlns=\"" SPREADSHEET "\"><numFmts><numFmt numFmtId=\"164\" "
    "formatCode=\"#,##0.00\"/></numFmts><cellStyleXfs><xf numFmtId=\"9\"/>"
    "</cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/>"
    "<xf numFmtId=\"14\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>";
static const char STRINGS[] =
    "<sst xmlns=\"" SPREADSHEET "\"><si><t>项目名称</t></si>"
    "<si><r><t>财政</t></r><r><t xml:space=\"preserve\"> 拨款</t></r>"
    "<rPh sb=\"0\" eb=\"1\"><t>かな</t></rPh></si>"
    "<si><t>一_x000D_&#10;二_x005F_x0041_</t></si></sst>";

/* A workbook with one sheet whose <worksheet> has this content; yours. */
static inline GBytes *make_workbook(const char *sheet_content)
{
    g_autofree char *sheet =
        g_strconcat("<worksheet xmlns=\"" SPREADSHEET "\">", sheet_content,
                    "</worksheet>", NULL);
    Part parts[] = {{"_rels/.rels", TOP_RELS},
                    {"xl/workbook.xml", WORKBOOK},
                    {"xl/_rels/workbook.xml.rels", BOOK_RELS},
                    {"xl/styles.xml", STYLES},
                    {"xl/sharedStrings.xml", STRINGS},
                    {"xl/worksheets/sheet1.xml", sheet},
                    {NULL, NULL}};
    return make_zip(parts);
}
