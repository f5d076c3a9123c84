#include <string.h>

#include "xlsx/sheets.h"
#include "xlsx/text.h"

/* Comments at the cells that need a look. */

#define WIDTH_PX 300
#define LINE_PX 18
#define LETTERS_A_LINE 21 /* Chinese ones, 9 pt */
#define PADDING_PX 14

/* More make Excel slow, and nobody reads them; 检查结果 has them all. */
#define MAX_NOTES 1000u

/* All that is to be said about one cell. */
typedef struct {
    JxTarget target;
    GString *text;
} Note;

static void note_free(gpointer data)
{
    Note *note = data;
    g_string_free(note->text, TRUE);
    g_free(note);
}

static Note *note_at(GPtrArray *notes, GHashTable *by_cell,
                     const JxTarget *target)
{
    gint64 key = ((gint64)target->sheet << 40) | ((gint64)target->row << 16) |
                 target->column;
    Note *note = g_hash_table_lookup(by_cell, &key);
    if (note == NULL) {
        note = g_new0(Note, 1);
        note->target = *target;
        note->text = g_string_new(NULL);
        g_ptr_array_add(notes, note);
        g_hash_table_insert(by_cell, g_memdup2(&key, sizeof key), note);
    }
    if (note->text->len > 0)
        g_string_append_c(note->text, '\n');
    return note;
}

/* Those of one severity, as long as there is room. */
static void collect_findings(const JxBook *book, JxSeverity severity,
                             GPtrArray *notes, GHashTable *by_cell)
{
    const JxDiags *diags = book->report->diags;
    for (guint i = 0; i < jx_diags_count(diags); i++) {
        const JxFinding *finding = jx_diags_get(diags, i);
        JxTarget target = jx_book_target(book, finding);
        if (finding->severity != severity || finding->waived ||
            target.general || notes->len >= MAX_NOTES)
            continue;
        Note *note = note_at(notes, by_cell, &target);
        g_string_append_printf(note->text, "【%s】%s",
                               finding->severity == JX_SEVERITY_ERROR ? "错误"
                                                                      : "警告",
                               finding->message);
        if (finding->hint)
            g_string_append_printf(note->text, "\n建议：%s", finding->hint);
    }
}

static void collect_corrections(const JxBook *book, GPtrArray *notes,
                                GHashTable *by_cell)
{
    const JxReport *report = book->report;
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
            const JxMoney *money = &project->funding[fund];
            if (!money->corrected)
                continue;
            JxTarget target = {.sheet = JX_SHEET_FUNDING,
                               .row = book->rows[i].funding_row,
                               .column = JX_FUNDING_TOTAL + (guint)fund};
            g_autofree char *printed =
                money->from_blank
                    ? g_strdup("空白")
                    : jx_money_format(money->from_fen, report->currency,
                                      book->decimals_of[fund], true);
            Note *note = note_at(notes, by_cell, &target);
            g_string_append_printf(note->text, "【已更正】原表印为：%s",
                                   printed);
        }
    }
}

static guint n_lines(const char *text)
{
    guint lines = 0;
    g_auto(GStrv) paragraphs = g_strsplit(text, "\n", -1);
    for (guint i = 0; paragraphs[i]; i++)
        lines += 1 + (guint)g_utf8_strlen(paragraphs[i], -1) / LETTERS_A_LINE;
    return lines;
}

static void put_note(JxBook *book, const Note *note)
{
    guint height = n_lines(note->text->str) * LINE_PX + PADDING_PX;
    lxw_comment_options options = {
        .author = (char *)"校验",
        .width = WIDTH_PX,
        .height = (uint16_t)MIN(height, 600),
        .font_name = (char *)"宋体",
        .font_size = 9,
    };
    g_autofree char *safe = jx_xlsx_escape(note->text->str);
    safe[jx_xlsx_fit(safe)] = '\0';
    jx_book_note(book, worksheet_write_comment_opt(
                           book->sheets[note->target.sheet].worksheet,
                           note->target.row, (lxw_col_t)note->target.column,
                           safe, &options));
}

void jx_book_comment(JxBook *book)
{
    g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(note_free);
    g_autoptr(GHashTable) by_cell =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

    collect_corrections(book, notes, by_cell);
    collect_findings(book, JX_SEVERITY_ERROR, notes, by_cell);
    collect_findings(book, JX_SEVERITY_WARNING, notes, by_cell);
    for (guint i = 0; i < notes->len; i++)
        put_note(book, notes->pdata[i]);
}
