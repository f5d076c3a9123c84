#include "app/verbs.h"

#include "app/diff_text.h"
#include "app/listings.h"
#include "app/say.h"
#include "app/source.h"
#include "base/error.h"
#include "base/intl.h"

typedef char *(*WriteDiff)(const JxDiff *diff, const JxReport *before,
                           const JxReport *after);

static const struct format {
    const char *name;
    WriteDiff write; /* NULL: a list in print or in a workbook */
} FORMATS[] = {
    {"text", jx_diff_text},
    {"json", jx_diff_json},
    {"pdf", NULL},
    {"xlsx", NULL},
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

/* The report of that unit, or the i-th when no unit is named alike. */
static const JxReport *counterpart(const JxDocument *document,
                                   const JxReport *report, guint i)
{
    for (guint k = 0; k < document->reports->len; k++) {
        const JxReport *other = document->reports->pdata[k];
        if (g_strcmp0(other->unit, report->unit) == 0)
            return other;
    }
    return i < document->reports->len ? document->reports->pdata[i] : NULL;
}

/* All tables as one text. */
static GBytes *as_text(const JxDocument *old, const JxDocument *new,
                       WriteDiff write)
{
    g_autoptr(JxReport) nothing = jx_report_new();
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < new->reports->len; i++) {
        const JxReport *after = new->reports->pdata[i];
        const JxReport *before = counterpart(old, after, i);
        before = before ? before : nothing;
        g_autoptr(JxDiff) diff = jx_diff_new(before, after);
        g_autofree char *part = write(diff, before, after);
        if (new->reports->len > 1 && write == jx_diff_text)
            g_string_append_printf(text, "%s\n",
                                   after->unit ? after->unit : "");
        g_string_append(text, part);
    }
    return g_string_free_to_bytes(text);
}

/* The first table of each as a list; several are for text and JSON. */
static GBytes *as_list(const JxDocument *old, const JxDocument *new,
                       const char *format, GError **error)
{
    const JxReport *after = new->reports->pdata[0];
    const JxReport *before = counterpart(old, after, 0);
    g_autoptr(JxDiff) diff = jx_diff_new(before, after);
    g_autoptr(JxListing) listing = jx_listing_of_diff(diff, before, after);
    return jx_listings_write(&listing, 1, format, error);
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

    g_autoptr(GBytes) bytes =
        format->write
            ? as_text(old->document, new->document, format->write)
            : as_list(old->document, new->document, format->name, &error);
    if (bytes == NULL) {
        jx_outcome_fail(&outcome, error);
        return jx_outcome_exit(&outcome);
    }
    int said = jx_say_bytes(bytes);
    return said != JX_EXIT_OK ? said : jx_outcome_exit(&outcome);
}
