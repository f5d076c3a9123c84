#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "xlsx/kinds.h"
#include "xlsx/pieces.h"

static const JxPieceRoom ROOM = {
    .width_em = 10, .whole_lines = 4, .piece_lines = 3};

static char *repeat(const char *piece, guint n)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < n; i++)
        g_string_append(text, piece);
    return g_string_free(text, FALSE);
}

static char *join(const GPtrArray *pieces)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < pieces->len; i++)
        g_string_append(text, pieces->pdata[i]);
    return g_string_free(text, FALSE);
}

Test(xlsx_pieces, a_short_text_is_one_piece)
{
    g_autoptr(GPtrArray) pieces = jx_pieces_cut("保障全年开放。", NULL, &ROOM);

    cr_expect(eq(u32, pieces->len, 1));
}

Test(xlsx_pieces, no_text_is_no_piece)
{
    g_autoptr(GPtrArray) none = jx_pieces_cut(NULL, NULL, &ROOM);
    g_autoptr(GPtrArray) empty = jx_pieces_cut("", NULL, &ROOM);

    cr_expect(eq(u32, none->len, 0));
    cr_expect(eq(u32, empty->len, 0));
}

Test(xlsx_pieces, joined_pieces_are_the_text_and_none_is_high)
{
    static const char *const UNITS[] = {"甲乙丙", "甲，乙。", "word ", "12345",
                                        "\n",     "𠮷%",      "。"};
    for (gsize i = 0; i < G_N_ELEMENTS(UNITS); i++) {
        g_autofree char *text = repeat(UNITS[i], 300);
        g_autoptr(GPtrArray) pieces = jx_pieces_cut(text, NULL, &ROOM);
        g_autofree char *joined = join(pieces);

        cr_expect(eq(str, joined, text));
        cr_expect(gt(u32, pieces->len, 1));
        for (guint k = 0; k < pieces->len; k++)
            cr_expect(le(sz, (gsize)g_utf8_strlen(pieces->pdata[k], -1), 130));
    }
}

Test(xlsx_pieces, a_cut_is_made_where_an_item_begins)
{
    g_autofree char *first = repeat("甲", 24);
    g_autofree char *second = repeat("乙", 60);
    g_autofree char *text = g_strconcat(first, "2、", second, NULL);
    g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(gsize));
    gsize start = strlen(first);
    g_array_append_val(starts, start);

    g_autoptr(GPtrArray) pieces = jx_pieces_cut(text, starts, &ROOM);

    cr_expect(eq(str, pieces->pdata[0], first));
}

Test(xlsx_pieces, a_cut_is_made_after_a_sentence)
{
    g_autofree char *sentence = repeat("甲", 20);
    g_autofree char *rest = repeat("乙", 60);
    g_autofree char *text = g_strconcat(sentence, "。", rest, NULL);

    g_autoptr(GPtrArray) pieces = jx_pieces_cut(text, NULL, &ROOM);

    cr_expect(g_str_has_suffix(pieces->pdata[0], "甲。"));
}

static void add(JxProject *project, const char *code, const char *name)
{
    JxIndicator *indicator = jx_project_append_indicator(project);
    indicator->level2 = (JxLevel){.code = code, .name = name};
}

Test(xlsx_kinds, kinds_are_counted_and_stand_by_code)
{
    g_autoptr(JxReport) report = jx_report_new();
    JxProject *project = jx_report_append_project(report);
    add(project, NULL, "生态成本");
    add(project, "22", "社会效益");
    add(project, "11", "数量指标");
    add(project, "22", "社会效益");
    add(project, NULL, NULL);

    g_autoptr(GArray) kinds = jx_kinds(report, 2);
    g_autoptr(GArray) all = jx_kinds(report, 9);

    cr_assert(eq(u32, kinds->len, 2));
    cr_expect(
        eq(str, (char *)g_array_index(kinds, JxKind, 0).name, "数量指标"));
    cr_expect(eq(u32, g_array_index(kinds, JxKind, 1).n, 2));
    cr_expect(eq(u32, all->len, 3));
}
