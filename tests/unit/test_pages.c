#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>
#include <math.h>
#include <string.h>

#include "pdf/mail.h"
#include "page_reports.h"

/* What must be true of the display list of every document, whoever knows the
 * fonts: test_pages_mail.c is the same with libharu's. */

static const MakeReport REPORTS[] = {clean,         damaged,        long_one,
                                     no_rows,       huge_cells,     odd_texts,
                                     great_amounts, many_indicators};
static const char *const FORMS[] = {
    "list",
    "application",
#ifndef JX_TEST_MAIL /* the same code again: two shapes will do */
    "expanded",
    JX_TEST_DATA "/own-form.yaml",
#endif
};
enum { N_CASES = G_N_ELEMENTS(REPORTS) * G_N_ELEMENTS(FORMS) };

typedef struct {
    JxReport *report;
    JxFonts *fonts;
    JxForm *form;
    JxPages *pages;
    JxMail *mail;
} Laid;

static Laid lay_out_by(MakeReport make, const char *form)
{
    JxLayoutOptions options = {.foot_note = "草稿：3 项校验错误未处理"};
    Laid laid = {
        .report = make(), .fonts = test_fonts(), .form = test_form(form)};
#ifdef JX_TEST_MAIL
    laid.mail = jx_mail_open(NULL);
    JxMetrics metrics = jx_mail_metrics(laid.mail);
    options.metrics = &metrics;
#endif
    laid.pages = jx_layout_report(laid.report, laid.form, laid.fonts, &options);
    return laid;
}

static Laid lay_out(MakeReport make)
{
    return lay_out_by(make, "list");
}

/* Every document in every form. */
static MakeReport report_of(size_t which)
{
    return REPORTS[which % G_N_ELEMENTS(REPORTS)];
}

static Laid lay_out_case(size_t which)
{
    return lay_out_by(report_of(which), FORMS[which / G_N_ELEMENTS(REPORTS)]);
}

static void drop(Laid *laid)
{
    jx_pages_free(laid->pages);
    jx_mail_free(laid->mail);
    jx_fonts_free(laid->fonts);
    jx_form_free(laid->form);
    jx_report_free(laid->report);
}

static struct criterion_test_params cases(void)
{
    static size_t all[N_CASES];
    for (size_t i = 0; i < N_CASES; i++)
        all[i] = i;
    return cr_make_param_array(size_t, all, N_CASES);
}

static JxBox box_of(const JxRun *run)
{
    double size = (double)run->size;
    return (JxBox){run->x, run->y - 0.88 * size, run->width, size};
}

static bool lies_in(JxBox inner, JxBox outer)
{
    const double E = 0.02;
    return inner.x >= outer.x - E && inner.y >= outer.y - E &&
           inner.x + inner.width <= outer.x + outer.width + E &&
           inner.y + inner.height <= outer.y + outer.height + E;
}

static bool overlap(JxBox a, JxBox b)
{
    const double E = 0.02;
    return a.x + E < b.x + b.width && b.x + E < a.x + a.width &&
           a.y + E < b.y + b.height && b.y + E < a.y + a.height;
}

/* Box of glyph i of the run. */
static JxBox glyph_box(const JxPages *pages, const JxRun *run, guint i)
{
    JxBox box = box_of(run);
    double from = (double)jx_pages_glyph(pages, run->first_glyph + i)->x;
    double to = i + 1 < run->n_glyphs
                    ? (double)jx_pages_glyph(pages, run->first_glyph + i + 1)->x
                    : run->width;
    box.x += from;
    box.width = MAX(to - from, 0);
    return box;
}

ParameterizedTestParameters(pages, every_glyph_lies_in_its_cell)
{
    return cases();
}

ParameterizedTest(size_t *which, pages, every_glyph_lies_in_its_cell)
{
    Laid laid = lay_out_case(*which);
    const JxPages *pages = laid.pages;

    guint n_bad = 0, n_glyphs = 0;
    for (guint i = 0; i < pages->runs->len; i++) {
        const JxRun *run = jx_pages_run(pages, i);
        double gutter = laid.form->gutter; /* on one side or the other */
        JxBox room = {laid.form->margin_left - gutter - 1, 0,
                      pages->width - laid.form->margin_left -
                          laid.form->margin_right + gutter + 2,
                      pages->height};
        if (run->cell >= 0)
            room = jx_pages_cell(pages, (guint)run->cell)->box;
        for (guint k = 0; k < run->n_glyphs; k++, n_glyphs++)
            n_bad += !lies_in(glyph_box(pages, run, k), room);
    }

    cr_expect(gt(u32, n_glyphs, 0));
    cr_expect(eq(u32, n_bad, 0), "case %zu", *which);
    drop(&laid);
}

ParameterizedTestParameters(pages, nothing_overlaps)
{
    return cases();
}

ParameterizedTest(size_t *which, pages, nothing_overlaps)
{
    Laid laid = lay_out_case(*which);
    const JxPages *pages = laid.pages;

    guint n_bad = 0;
    for (guint i = 0; i < jx_pages_count(pages); i++) {
        g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(JxBox));
        const JxPage *page = jx_pages_page(pages, i);
        for (guint k = 0; k < page->items->len; k++) {
            const JxItem *item = jx_page_item(page, k);
            if (item->kind != JX_ITEM_RUN)
                continue;
            JxBox box = box_of(jx_pages_run(pages, item->index));
            for (guint m = 0; m < boxes->len; m++)
                n_bad += overlap(box, g_array_index(boxes, JxBox, m));
            g_array_append_val(boxes, box);
            cr_expect(le(dbl, box.y + box.height, pages->height - 20));
        }
    }

    cr_expect(eq(u32, n_bad, 0), "case %zu", *which);
    drop(&laid);
}

static bool is_one_of(const char *at, const char *set)
{
    return g_utf8_strchr(set, -1, g_utf8_get_char(at)) != NULL;
}

/* Whether the run is on the line of the one before it. */
static bool goes_on(const JxRun *before, const JxRun *run)
{
    return before->cell == run->cell && fabs(before->y - run->y) < 0.01;
}

ParameterizedTestParameters(pages, no_line_begins_or_ends_with_a_wrong_mark)
{
    return cases();
}

ParameterizedTest(size_t *which, pages,
                  no_line_begins_or_ends_with_a_wrong_mark)
{
    if (report_of(*which) == huge_cells)
        return; /* nothing but marks: no good place exists */
    Laid laid = lay_out_case(*which);

    for (guint i = 0; i < laid.pages->runs->len; i++) {
        const JxRun *run = jx_pages_run(laid.pages, i);
        const JxRun *before = i ? run - 1 : NULL;
        if (run->cell < 0 || (before && goes_on(before, run)) ||
            (double)run->grey > 0)
            continue;
        cr_expect(not(is_one_of(run->text, "、。，．：；！？）》”’％%]),.;:")),
                  "%.*s", (int)run->len, run->text);
        while (i + 1 < laid.pages->runs->len && goes_on(run, run + 1))
            run = jx_pages_run(laid.pages, ++i);
        const char *last = g_utf8_prev_char(run->text + run->len);
        cr_expect(not(is_one_of(last, "（《“‘([")), "%.*s", (int)run->len,
                  run->text);
    }
    drop(&laid);
}

/* Whether filled rectangles of the page cover the line from (x0, y0) to
 * (x1, y1), which is upright or level. */
static bool is_ruled(const JxPages *pages, guint page, double x0, double y0,
                     double x1, double y1)
{
    const JxPage *from = jx_pages_page(pages, page);
    for (guint i = 0; i < from->items->len; i++) {
        const JxItem *item = jx_page_item(from, i);
        if (item->kind != JX_ITEM_RULE)
            continue;
        JxBox line = {x0, y0, x1 - x0, y1 - y0};
        if (lies_in(line, jx_pages_rule(pages, item->index)->box))
            return true;
    }
    return false;
}

ParameterizedTestParameters(pages, every_cell_is_closed_on_its_page)
{
    return cases();
}

ParameterizedTest(size_t *which, pages, every_cell_is_closed_on_its_page)
{
    Laid laid = lay_out_case(*which);
    const JxPages *pages = laid.pages;

    for (guint i = 0; i < pages->cells->len; i++) {
        const JxCellBox *cell = jx_pages_cell(pages, i);
        double x0 = cell->box.x, x1 = x0 + cell->box.width;
        double y0 = cell->box.y, y1 = y0 + cell->box.height;
        cr_expect(is_ruled(pages, cell->page, x0, y0, x1, y0));
        cr_expect(is_ruled(pages, cell->page, x0, y1, x1, y1));
        cr_expect(is_ruled(pages, cell->page, x0, y0, x0, y1));
        cr_expect(is_ruled(pages, cell->page, x1, y0, x1, y1));
        cr_expect(le(dbl, y1, pages->height - laid.form->margin_bottom + 1));
    }
    drop(&laid);
}

/* Where the text of a cell of some table is gathered. */
static char *key_of(guint table, guint row, guint column)
{
    return g_strdup_printf("%u/%u/%u", table, row, column);
}

static void free_string(gpointer string)
{
    g_string_free(string, TRUE);
}

/* Appends to what is known of the cell. */
static void gather(GHashTable *texts, const JxCellBox *cell, const JxRun *run)
{
    g_autofree char *key = key_of(cell->table, (guint)cell->row, cell->column);
    GString *text = g_hash_table_lookup(texts, key);
    if (text == NULL) {
        text = g_string_new(NULL);
        g_hash_table_insert(texts, g_steal_pointer(&key), text);
    }
    g_string_append_len(text, run->text, run->len);
}

/* The text of each cell of the tables, artifacts left out. */
static GHashTable *texts_of(const JxPages *pages)
{
    GHashTable *texts =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_string);
    for (guint p = 0; p < jx_pages_count(pages); p++) {
        const JxPage *page = jx_pages_page(pages, p);
        int depth = 0;
        for (guint i = 0; i < page->items->len; i++) {
            const JxItem *item = jx_page_item(page, i);
            if (item->kind != JX_ITEM_RUN) {
                if (item->tag == JX_TAG_ARTIFACT)
                    depth += (item->kind == JX_ITEM_BEGIN) -
                             (item->kind == JX_ITEM_END);
                continue;
            }
            const JxRun *run = jx_pages_run(pages, item->index);
            if (depth > 0 || run->cell < 0)
                continue;
            const JxCellBox *cell = jx_pages_cell(pages, (guint)run->cell);
            if (cell->row >= 0)
                gather(texts, cell, run);
        }
    }
    return texts;
}

/* What is never seen (line feeds, joiners) taken away. */
static char *seen(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text ? text : ""; *p; p = g_utf8_next_char(p)) {
        gunichar ch = g_utf8_get_char(p);
        if (ch != '\n' && ch != '\r' && ch != 0x200B)
            g_string_append_unichar(out, ch);
    }
    return g_string_free(out, FALSE);
}

static void expect_texts(const JxTable *table, guint n, GHashTable *texts)
{
    for (guint r = 0; r < table->rows->len; r++)
        for (guint c = 0; c < table->columns->len; c++) {
            const JxTableCell *cell = &jx_table_row(table, r)->cells[c];
            g_autofree char *key = key_of(n, r, c);
            const GString *got = g_hash_table_lookup(texts, key);
            g_autofree char *want =
                seen(cell->n_columns > 0 ? cell->text : NULL);
            cr_expect(eq(str, got ? got->str : (char *)"", want));
        }
}

ParameterizedTestParameters(pages, every_text_is_there_whole_and_once)
{
    return cases();
}

ParameterizedTest(size_t *which, pages, every_text_is_there_whole_and_once)
{
    Laid laid = lay_out_case(*which);
    g_autoptr(GPtrArray) tables =
        jx_tables_from_report(laid.report, laid.form, NULL, 0);

    g_autoptr(GHashTable) texts = texts_of(laid.pages);

    for (guint i = 0; i < tables->len; i++)
        expect_texts(tables->pdata[i], i, texts);
    drop(&laid);
}

/* All that stands on the page outside the table, in order. Yours. */
static char *around_the_table(const JxPages *pages, const JxPage *page)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < page->items->len; i++) {
        const JxItem *item = jx_page_item(page, i);
        if (item->kind != JX_ITEM_RUN)
            continue;
        const JxRun *run = jx_pages_run(pages, item->index);
        if (run->cell < 0)
            g_string_append_len(text, run->text, run->len);
    }
    return g_string_free(text, FALSE);
}

/* The places of a table that its cells take, each once. */
static void expect_full(const JxTable *table)
{
    guint n = table->columns->len;
    g_autofree guint *taken = g_new0(guint, n * table->rows->len);
    for (guint r = 0; r < table->rows->len; r++)
        for (guint c = 0; c < n; c++) {
            const JxTableCell *cell = &jx_table_row(table, r)->cells[c];
            for (guint y = 0; cell->n_columns && y < cell->n_rows; y++)
                for (guint x = 0; x < cell->n_columns; x++)
                    taken[(r + y) * n + c + x]++;
        }
    for (guint i = 0; i < n * table->rows->len; i++)
        cr_expect(eq(u32, taken[i], 1));
}

ParameterizedTestParameters(pages, the_cells_of_a_table_fill_it)
{
    return cases();
}

ParameterizedTest(size_t *which, pages, the_cells_of_a_table_fill_it)
{
    g_autoptr(JxReport) report = report_of(*which)();
    g_autoptr(JxForm) form = test_form(FORMS[*which / G_N_ELEMENTS(REPORTS)]);

    g_autoptr(GPtrArray) tables = jx_tables_from_report(report, form, NULL, 0);

    for (guint i = 0; i < tables->len; i++)
        expect_full(tables->pdata[i]);
}

static guint count_runs(const JxPages *pages, const char *text)
{
    guint n = 0;
    for (guint i = 0; i < pages->runs->len; i++) {
        const JxRun *run = jx_pages_run(pages, i);
        n += run->len == strlen(text) && memcmp(run->text, text, run->len) == 0;
    }
    return n;
}

Test(pages, amounts_of_15_digits_are_not_broken)
{
    for (guint f = 0; f < G_N_ELEMENTS(FORMS); f++) {
        Laid laid = lay_out_by(great_amounts, FORMS[f]);

        /* of the project, and of the total row where there is one */
        guint n = g_str_equal(FORMS[f], "application") ? 2 : 4;
        guint n_other = g_str_has_suffix(FORMS[f], "own-form.yaml") ? 2 : 0;
        guint n_15 = count_runs(laid.pages, "9,999,999,999,999.99");
        guint n_13 = count_runs(laid.pages, "99,999,999,999.99");

        cr_expect(eq(u32, n_15 + n_13, 2 * n - n_other), "%s", FORMS[f]);
        drop(&laid);
    }
}

Test(pages, a_long_document_repeats_headings_and_counts_its_pages)
{
    Laid laid = lay_out(long_one);
    guint n = jx_pages_count(laid.pages);
    cr_assert(ge(u32, n, 20));

    for (guint p = 0; p < n; p++) {
        g_autofree char *number =
            g_strdup_printf("第 %u 页　共 %u 页", p + 1, n);
        const JxPage *page = jx_pages_page(laid.pages, p);
        g_autofree char *around = around_the_table(laid.pages, page);
        guint n_headings = 0;
        for (guint i = 0; i < page->items->len; i++) {
            const JxItem *item = jx_page_item(page, i);
            n_headings +=
                item->kind == JX_ITEM_BEGIN && item->tag == JX_TAG_HEADING;
        }
        cr_expect(eq(u32, n_headings, 7));
        cr_expect(ne(ptr, strstr(around, number), NULL));
    }
    drop(&laid);
}

Test(pages, a_broken_row_repeats_its_name_in_grey_and_not_its_amounts)
{
    Laid laid = lay_out(damaged);
    guint n_names = 0, n_marks = 0;

    for (guint i = 0; i < laid.pages->runs->len; i++) {
        const JxRun *run = jx_pages_run(laid.pages, i);
        if (run->cell < 0)
            continue;
        const JxCellBox *cell = jx_pages_cell(laid.pages, (guint)run->cell);
        if (!cell->continued)
            continue;
        n_names += cell->column == 0 && (double)run->grey == 0;
        n_marks += (double)run->grey > 0;
        cr_expect(not(cell->column > 0 && cell->column < 5));
    }

    cr_expect(gt(u32, n_names, 0));
    cr_expect(gt(u32, n_marks, 0));
    drop(&laid);
}
