#pragma once

#include <libintl.h>

/* Messages are written in Chinese and looked up in the catalogue of another
 * language at run time: with no catalogue installed they stay Chinese.
 *
 *   _(text)   the message in the language of the run
 *   N_(text)  marks a message in a static table; the reader of the table
 *             calls _() on it */
#define JX_TEXT_DOMAIN "jixiao"
#define _(text) dgettext(JX_TEXT_DOMAIN, text)
#define N_(text) text
