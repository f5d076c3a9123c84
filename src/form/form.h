#pragma once

#include <glib.h>
#include <stdbool.h>

/* An official form as data: templates/NAME.yaml describes which columns it
 * has, its headings, paper, margins and repeated lines. */
typedef struct _JxForm JxForm;

/* Reads a form: a name ("list") is looked up as NAME.yaml in templates_dir,
 * anything with a '/' or ending in .yaml is a file of the user's. NULL with
 * JX_ERROR_CONFIG; the message has file:line:column and the line with a caret.
 * Yours. */
JxForm *jx_form_load(const char *name, const char *templates_dir,
                     GError **error);
void jx_form_free(JxForm *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxForm, jx_form_free)
