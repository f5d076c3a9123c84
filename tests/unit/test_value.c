#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "model/value.h"

/* The corpus is tests/unit/data/values.tsv: one spelling a line and what it
 * means, in the notation of meaning_of(). */

static char *meaning_of_amount(const JxValue *value)
{
    GString *text = g_string_new(NULL);
    g_autofree char *low = jx_decimal_format(value->low);
    g_autofree char *high = jx_decimal_format(value->high);
    g_autofree char *unit = jx_value_unit_text(value);
    if (value->kind == JX_VALUE_RANGE)
        g_string_printf(text, "%s~%s", low, high);
    else
        g_string_printf(text, "%s%s", jx_operator_sign(value->op), low);
    if (*unit)
        g_string_append_printf(text, " %s", unit);
    if (value->labelled)
        g_string_append(text, " label");
    return g_string_free(text, FALSE);
}

static char *meaning_of(const char *text)
{
    JxValue value = jx_value_parse(text);
    switch (value.kind) {
    case JX_VALUE_NONE:
        return g_strdup("none");
    case JX_VALUE_TEXT:
        return g_strdup("text");
    case JX_VALUE_WORD:
        return g_strdup_printf("word %s", value.word);
    default:
        return meaning_of_amount(&value);
    }
}

Test(value, every_spelling_of_the_corpus_means_what_it_says)
{
    g_autofree char *corpus = NULL;
    cr_assert(
        g_file_get_contents(JX_TEST_DATA "/values.tsv", &corpus, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(corpus, "\n", -1);
    guint n = 0;

    for (guint i = 0; lines[i] != NULL; i++) {
        char *tab = strchr(lines[i], '\t');
        if (*lines[i] == '#' || tab == NULL)
            continue;
        *tab = '\0';
        g_autofree char *meaning = meaning_of(lines[i]);
        cr_expect(strcmp(meaning, tab + 1) == 0, "“%s”: %s, not %s", lines[i],
                  meaning, tab + 1);
        n++;
    }
    cr_expect(n >= 300, "only %u spellings", n);
}

Test(value, no_text_at_all_is_nothing)
{
    cr_expect(eq(int, jx_value_parse(NULL).kind, JX_VALUE_NONE));
}

Test(value, very_long_prose_is_text)
{
    g_autofree char *text = g_strnfill(100000, '9');
    cr_expect(eq(int, jx_value_parse(text).kind, JX_VALUE_TEXT));
}

Test(value, decimals_compare_by_size)
{
    cr_expect(eq(
        int, jx_decimal_compare((JxDecimal){995, 1}, (JxDecimal){100, 0}), -1));
    cr_expect(eq(
        int, jx_decimal_compare((JxDecimal){1000, 1}, (JxDecimal){100, 0}), 0));
    cr_expect(eq(
        int,
        jx_decimal_compare((JxDecimal){G_MAXINT64 / 2, 0}, (JxDecimal){1, 6}),
        1));
}

Test(value, money_is_exact_and_a_price_is_no_amount)
{
    gint64 fen = 0;
    JxValue budget = jx_value_parse("≤12.345万元");
    JxValue price = jx_value_parse("≤300元/人");
    JxValue fine = jx_value_parse("0.001元");

    cr_expect(jx_value_fen(&budget, &fen));
    cr_expect(eq(i64, fen, 12345000));
    cr_expect(not(jx_value_fen(&price, &fen)));
    cr_expect(not(jx_value_fen(&fine, &fen)));
}

Test(value, a_unit_alone_is_told_from_other_words)
{
    cr_expect(eq(str, (char *)jx_measure_unit("％"), "%"));
    cr_expect(eq(str, (char *)jx_measure_unit("人次"), "人次"));
    cr_expect(jx_measure_unit("备案") == NULL);
    cr_expect(jx_measure_unit("人才") == NULL);
}
