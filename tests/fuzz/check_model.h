#pragma once

#include <glib.h>
#include <string.h>

#include "check/check.h"
#include "load/load.h"
#include "model/json.h"

static inline bool keep_none(const JxFinding *finding, gpointer data)
{
    (void)finding, (void)data;
    return false;
}

static inline char *model_of(JxDocument *document)
{
    for (guint i = 0; i < document->reports->len; i++) {
        JxReport *report = document->reports->pdata[i];
        jx_diags_filter(report->diags, keep_none, NULL);
    }
    return jx_json_write(document);
}

static inline JxDocument *load_bytes(const void *data, gsize size)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autoptr(JxInput) input = jx_input_from_bytes("f", bytes, NULL, diags);
    return jx_load(input, diags);
}

/* A whole document: read, judged, written as JSON, and read back the same. */
static inline void check_model(const void *data, gsize size)
{
    g_autoptr(JxDocument) document = load_bytes(data, size);
    g_assert_cmpuint(document->reports->len, >, 0);
    for (guint i = 0; i < document->reports->len; i++)
        jx_check(document->reports->pdata[i], NULL);
    if (document->refused)
        return;

    g_autofree char *once = model_of(document);
    g_autoptr(JxDocument) again = load_bytes(once, strlen(once));
    g_autofree char *twice = model_of(again);
    g_assert_false(again->refused);
    g_assert_cmpstr(twice, ==, once);
}
