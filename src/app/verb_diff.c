#include "app/verbs.h"

#include <stdbool.h>
#include <string.h>

#include "app/diff_text.h"
#include "app/environment.h"
#include "app/listings.h"
#include "app/say.h"
#include "app/source.h"
#include "base/error.h"
#include "base/intl.h"

typedef GBytes *(*WriteDiff)(const GArray *pairs, GError **error);

static GBytes *take(char *text)
{
    return g_bytes_new_take(text, strlen(text));
}

static GBytes *as_text(const GArray *pairs, GError **error)
{
    (void)error;
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < pairs->len; i++) {
        const JxDiffPair *pair = &g_array_index(pairs, JxDiffPair, i);
        const char *unit =
            pair->after->unit ? pair->after->unit : pair->before->unit;
        g_autofree char *part =
            jx_diff_text(pair->diff, pair->before, pair->after);
        if (pairs->len > 1)
            g_string_append_printf(text, "%s%s\n", i > 0 ? "\n" : "",
                                   unit ? unit : _("（没有单位名称）"));
        g_string_append(text, part);
    }
    return g_string_free_to_bytes(text);
}

static GBytes *as_json(const GArray *pairs, GError **error)
{
    (void)error;
    return take(jx_diff_json(pairs));
}

static GBytes *as_list(const GArray *pairs, const char *format, GError **error)
{
    g_autoptr(JxListing) listing = jx_listing_of_diffs(pairs);
    return jx_listings_write(&listing, 1, format, error);
}

static GBytes *as_pdf(const GArray *pairs, GError **error)
{
    return as_list(pairs, "pdf", error);
}

static GBytes *as_xlsx(const GArray *pairs, GError **error)
{
    return as_list(pairs, "xlsx", error);
}

static const struct format {
    const char *name;
    WriteDiff write;
    bool printed; /* always Chinese, whatever the language of the messages */
} FORMATS[] = {
    {"text", as_text, false},
    {"json", as_json, false},
    {"pdf", as_pdf, true},
    {"xlsx", as_xlsx, true},
};

static bool parse(JxOptions *options, const struct format **chosen, int argc,
                  char **argv, GError **error)
{
    g_autofree char *format = NULL;
    const GOptionEntry entries[] = {
        /* clang-format off */
        {"format", 0, 0, G_OPTION_ARG_STRING, &format, N_("text（默认）、json、pdf 或 xlsx（写到标准输出）"), N_("格式")},
        /* clang-format on */
        G_OPTION_ENTRY_NULL,
    };
    const JxUsage usage = {
        .usage = N_("旧文件 新文件"),
        .summary = _("比较两份绩效目标表：新增、删去和改动的项目、金额、指标。"
                     "两份可以是任何一种输入，也可以是上年和本年。"),
        .example = _("示例：\n"
                     "  jixiao diff 一上.xlsx 二上.xlsx\n"
                     "列出二上相对一上的全部变动。"),
        .entries = entries,
    };
    if (!jx_options_parse(options, &usage, argc, argv, error))
        return false;
    if (options->files == NULL || g_strv_length(options->files) != 2) {
        g_set_error_literal(error, JX_ERROR, JX_ERROR_CONFIG,
                            _("应给出两个文件：旧的和新的"));
        return false;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(FORMATS); i++)
        if (g_str_equal(format ? format : "text", FORMATS[i].name)) {
            *chosen = &FORMATS[i];
            if (FORMATS[i].printed)
                jx_environment_start("zh");
            return true;
        }
    g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                _("选项 %s 的值 %s 不对，应为 %s"), "--format", format,
                "text, json, pdf, xlsx");
    return false;
}

/* Reads one side; says why when there is no table in it. */
static JxSource *read_side(const char *file, const JxOptions *options,
                           JxOutcome *outcome)
{
    g_autoptr(JxSource) source = jx_source_read(file, options, outcome);
    if (source == NULL)
        return NULL;
    if (source->document->refused) {
        g_autofree char *text =
            jx_source_text(source, JX_SEVERITY_ERROR, false);
        g_printerr("%s", text);
        return NULL;
    }
    return g_steal_pointer(&source);
}

/* ---- which table is which ---------------------------------------------- */

/* The first report of that unit that is not taken yet, or any that is not;
 * its index, or -1. */
static int find_report(const JxDocument *document, const bool *taken,
                       const char *unit, bool any)
{
    for (guint i = 0; i < document->reports->len; i++) {
        const JxReport *report = document->reports->pdata[i];
        if (!taken[i] && (any || g_strcmp0(report->unit, unit) == 0))
            return (int)i;
    }
    return -1;
}

static void pair_clear(gpointer data)
{
    jx_diff_free(((JxDiffPair *)data)->diff);
}

static void add_pair(GArray *pairs, const JxReport *before,
                     const JxReport *after)
{
    JxDiffPair pair = {before, after, jx_diff_new(before, after)};
    g_array_append_val(pairs, pair);
}

/* Tables of the same unit belong together, and so do the only ones of both
 * sides; what is left is compared with `nothing`. */
static GArray *pairs_of(const JxDocument *old, const JxDocument *new,
                        const JxReport *nothing)
{
    GArray *pairs = g_array_new(FALSE, TRUE, sizeof(JxDiffPair));
    g_autofree bool *taken = g_new0(bool, old->reports->len + 1);
    bool one = old->reports->len == 1 && new->reports->len == 1;
    g_array_set_clear_func(pairs, pair_clear);
    for (guint i = 0; i < new->reports->len; i++) {
        const JxReport *after = new->reports->pdata[i];
        int at = find_report(old, taken, after->unit, one);
        if (at >= 0)
            taken[at] = true;
        add_pair(pairs, at < 0 ? nothing : old->reports->pdata[at], after);
    }
    for (guint i = 0; i < old->reports->len; i++)
        if (!taken[i])
            add_pair(pairs, old->reports->pdata[i], nothing);
    return pairs;
}

int jx_verb_diff(int argc, char **argv)
{
    g_auto(JxOptions) options = {0};
    const struct format *format = NULL;
    g_autoptr(GError) error = NULL;
    if (!parse(&options, &format, argc, argv, &error))
        return jx_say_usage("diff", error);

    JxOutcome outcome = {0};
    g_autoptr(JxSource) old = read_side(options.files[0], &options, &outcome);
    g_autoptr(JxSource) new = read_side(options.files[1], &options, &outcome);
    if (old == NULL || new == NULL)
        return jx_outcome_exit(&outcome);

    g_autoptr(JxReport) nothing = jx_report_new();
    const JxReport *first = old->document->reports->pdata[0];
    nothing->currency = first->currency;
    g_autoptr(GArray) pairs = pairs_of(old->document, new->document, nothing);
    g_autoptr(GBytes) bytes = format->write(pairs, &error);
    if (bytes == NULL) {
        jx_outcome_fail(&outcome, error);
        return jx_outcome_exit(&outcome);
    }
    int said = jx_say_bytes(bytes);
    return said != JX_EXIT_OK ? said : jx_outcome_exit(&outcome);
}
