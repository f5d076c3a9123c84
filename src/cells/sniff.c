#include "cells/sniff.h"

#include <string.h>

#include "cells/csv.h"
#include "cells/html.h"
#include "cells/pipe.h"
#include "cells/refuse.h"
#include "cells/source.h"
#include "cells/space.h"
#include "cells/tab.h"
#include "cells/xlsx.h"

/* Notations with a delimiter; of several with as many table lines the first. */
enum { TAB, PIPE, COMMA, SEMICOLON, SPACE, N_DELIMITED };

static const JxNotation DELIMITED[N_DELIMITED] = {
    [TAB] = {"tab", jx_tab_read},
    [PIPE] = {"pipe", jx_pipe_read},
    [COMMA] = {"csv", jx_csv_read},
    [SEMICOLON] = {"csv", jx_semicolon_read},
    [SPACE] = {"space", jx_space_read},
};

static const JxNotation P = {"p", jx_tab_read};
static const JxNotation HTML = {"html", jx_html_read};
static const JxNotation XLSX = {"xlsx", jx_xlsx_read};
static const JxNotation REFUSED = {"refused", jx_refuse_read};

/* A line with so many delimiters is a table line: no shorter table is known,
 * and text has fewer. */
enum { TABLE_LINE = 3 };

/* How often a delimiter stands on a line outside quotes. */
static guint count_unquoted(const char *at, const char *end, char delimiter)
{
    guint n = 0;
    bool quoted = false;
    for (; at < end; at++) {
        quoted ^= *at == '"';
        n += *at == delimiter && !quoted;
    }
    return n;
}

static guint count_tabs(const char *at, const char *end)
{
    guint n = 0;
    for (; at < end; at++)
        n += *at == '\t';
    return n;
}

/* What the lines of a text have of each delimiter. */
struct count {
    guint n_lines;   /* table lines */
    guint first;     /* delimiters on the first of them */
    guint n_unequal; /* table lines with another number */
};

static void count_line(const char *at, const char *end, struct count counts[])
{
    guint n[N_DELIMITED] = {
        [TAB] = count_tabs(at, end),
        [PIPE] = jx_pipe_count(at, end),
        [COMMA] = count_unquoted(at, end, ','),
        [SEMICOLON] = count_unquoted(at, end, ';'),
    };
    if (n[TAB] < TABLE_LINE) /* the others leave less to look at */
        n[SPACE] = jx_space_count(at, end);
    for (gsize i = 0; i < N_DELIMITED; i++) {
        struct count *count = &counts[i];
        if (n[i] < TABLE_LINE)
            continue;
        if (count->n_lines++ == 0)
            count->first = n[i];
        count->n_unequal += n[i] != count->first;
    }
}

/* Semicolons stand in text as well: they delimit only when several lines have
 * the same number of them, but for some rows that lost a cell. */
static bool is_semicolon_table(const struct count *count)
{
    return count->n_lines >= 2 && count->n_unequal * 3 <= count->n_lines;
}

static const JxNotation *sniff_text(const JxInput *input)
{
    struct count counts[N_DELIMITED] = {0};
    for (guint line = 1; line <= input->lines->len; line++) {
        gsize len;
        const char *text = jx_input_line(input, line, &len);
        count_line(text, text + len, counts);
    }
    if (!is_semicolon_table(&counts[SEMICOLON]))
        counts[SEMICOLON].n_lines = 0;
    gsize best = TAB;
    /* text in other notations is aligned with blanks, too: SPACE comes last */
    for (gsize i = 0; i < SPACE; i++) {
        if (counts[i].n_lines > counts[best].n_lines)
            best = i;
    }
    if (best == TAB && jx_tab_has_p(input))
        return &P;
    if (best == TAB && counts[TAB].n_lines == 0 && counts[SPACE].n_lines > 0)
        best = SPACE;
    return &DELIMITED[best];
}

const JxNotation *jx_cells_sniff(const JxInput *input)
{
    if (input->text == NULL)
        return jx_xlsx_is(input) ? &XLSX : &REFUSED;
    return jx_html_is(input) ? &HTML : sniff_text(input);
}

bool jx_cells_is_json(const JxInput *input)
{
    static const char WHITE[] = " \t\r\n";
    if (input->text == NULL)
        return false;
    const char *text = input->text + strspn(input->text, WHITE);
    if (*text != '{')
        return false;
    text++;
    text += strspn(text, WHITE);
    return *text == '"' || *text == '}';
}
