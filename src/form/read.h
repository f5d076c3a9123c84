#pragma once

#include "base/yaml.h"
#include "form/form.h"

/* Inside of form/: from the file's tree to the form, key by key. */

/* Gives the form its lists, empty. */
void jx_form_make_lists(JxForm *form);

/* Fills the form from the file. False with JX_ERROR_CONFIG and the place. */
bool jx_form_read(JxForm *form, const JxYaml *yaml, GError **error);

/* Whether what was read makes a form: each cell has one thing to show, the
 * rows of a sheet fill its grid, columns fit on the paper. False with
 * JX_ERROR_CONFIG and the place. */
bool jx_form_makes_sense(const JxForm *form, const JxYaml *yaml,
                         GError **error);

/* Names of choices as they stand in files, in the order of their enums. */
extern const char *const JX_PAPER_NAMES[2], *const JX_ORIENTATION_NAMES[2];
