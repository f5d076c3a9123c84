#pragma once

#include <glib.h>

/* Hard errors: what ends the work on a file. What is wrong in the user's
 * document is a finding (base/diag.h) and never one of these. The message is
 * one line, names the file, says what was found and what was expected. */
#define JX_ERROR (jx_error_quark())

typedef enum {
    JX_ERROR_INPUT,  /* cannot be read: absent, a directory, no permission */
    JX_ERROR_OUTPUT, /* cannot be written: folder, permission */
    JX_ERROR_RETRY,  /* disk full, memory, time: a retry may help */
    JX_ERROR_CONFIG, /* configuration, template or command line is broken */
    JX_ERROR_RENDER, /* a library refused to draw or to write */
} JxErrorCode;

GQuark jx_error_quark(void);
