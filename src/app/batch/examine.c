#include "app/batch/examine.h"

#include "app/batch/facts.h"
#include "app/batch/paths.h"
#include "app/batch/rows.h"
#include "base/intl.h"
#include "load/load.h"
#include "pdf/pdf.h"
#include "pdf/text.h"

static void complain(json_t *wrong, const char *path, const char *what)
{
    json_array_append_new(wrong,
                          json_pack("{s:s, s:s}", "path", path, "what", what));
}

/* The bytes of an output if they are those that the report speaks of; yours. */
static GBytes *read_output(const char *out, const json_t *output, json_t *wrong)
{
    const char *path = jx_row_text(output, "path");
    g_autofree char *file = g_build_filename(out, path, NULL);
    char *data;
    gsize len;
    if (!g_file_get_contents(file, &data, &len, NULL)) {
        complain(wrong, path, _("文件不在或不能读取"));
        return NULL;
    }
    g_autoptr(GBytes) bytes = g_bytes_new_take(data, len);
    g_autofree char *sha256 =
        g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    if (g_str_equal(sha256, jx_row_text(output, "sha256")))
        return g_steal_pointer(&bytes);
    complain(wrong, path, _("内容与报告不符"));
    return NULL;
}

static void examine_pdf(GBytes *bytes, const json_t *output, json_t *wrong)
{
    g_autoptr(GError) error = NULL;
    const char *path = jx_row_text(output, "path");
    if (!jx_pdf_verify(bytes, (guint)jx_row_number(output, "pages"), &error)) {
        complain(wrong, path, error->message);
        return;
    }
    g_autofree char *text = jx_pdf_text(bytes);
    JxTextSum sum = jx_text_sum(text ? text : "");
    if (sum.n != jx_row_number(output, "characters") ||
        sum.sum != jx_row_number(output, "text_sum"))
        complain(wrong, path, _("PDF 中的文字与报告不符"));
}

/* The workbooks of a unit, read as inputs. */
typedef struct {
    GPtrArray *documents; /* JxDocument */
    GPtrArray *reports;   /* lent by them */
    const char *path;     /* of the first */
} Books;

static void free_document(gpointer document)
{
    jx_document_free(document);
}

static void books_clear(Books *books)
{
    g_ptr_array_unref(books->reports);
    g_ptr_array_unref(books->documents);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Books, books_clear)

static void read_book(Books *books, GBytes *bytes, const char *path,
                      json_t *wrong)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(JxInput) input = jx_input_from_bytes(path, bytes, NULL, diags);
    JxDocument *document = jx_load(input, diags);
    g_ptr_array_add(books->documents, document);
    if (document->refused)
        complain(wrong, path, _("工作簿读不出来"));
    for (guint i = 0; !document->refused && i < document->reports->len; i++)
        g_ptr_array_add(books->reports, document->reports->pdata[i]);
    if (books->path == NULL)
        books->path = path;
}

/* What the workbooks of a unit say together is what the report says. */
static void compare_books(const Books *books, const json_t *row, json_t *wrong)
{
    static const struct {
        const char *key, *what;
    } SAME[] = {
        {"projects", N_("工作簿中的项目数与报告不符")},
        {"indicators", N_("工作簿中的指标数与报告不符")},
        {"amounts", N_("工作簿中的金额合计与报告不符")},
    };
    if (books->reports->len == 0)
        return;
    json_auto_t *found = jx_facts_contents(books->reports);
    for (gsize i = 0; i < G_N_ELEMENTS(SAME); i++)
        if (!json_equal(json_object_get(found, SAME[i].key),
                        json_object_get(row, SAME[i].key)))
            complain(wrong, books->path, _(SAME[i].what));
}

json_t *jx_examine_row(const char *out, const json_t *row)
{
    json_t *wrong = json_array();
    g_auto(Books) books = {
        .documents = g_ptr_array_new_with_free_func(free_document),
        .reports = g_ptr_array_new(),
    };
    const json_t *outputs = json_object_get(row, "outputs");
    gsize i;
    json_t *output;
    json_array_foreach(outputs, i, output)
    {
        g_autoptr(GBytes) bytes = read_output(out, output, wrong);
        if (bytes == NULL)
            continue;
        if (g_str_equal(jx_row_text(output, "format"), "pdf"))
            examine_pdf(bytes, output, wrong);
        else
            read_book(&books, bytes, jx_row_text(output, "path"), wrong);
    }
    if (json_array_size(wrong) == 0)
        compare_books(&books, row, wrong);
    return wrong;
}

json_t *jx_examine_digests(const char *out, const json_t *row)
{
    json_t *wrong = json_array();
    const json_t *outputs = json_object_get(row, "outputs");
    gsize i;
    json_t *output;
    json_array_foreach(outputs, i, output)
    {
        g_autoptr(GBytes) bytes = read_output(out, output, wrong);
    }
    return wrong;
}
