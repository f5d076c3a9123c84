#pragma once

#include <glib.h>
#include <stdbool.h>

/* The faces a document is set in, loaded once a process. Pango and fontconfig
 * stay behind it. */
typedef struct _JxFonts JxFonts;

/* Opens the faces: licensed ones from user_dir and data_dir/fonts (user_dir may
 * be NULL: then from nowhere), then the subset faces of data_dir/fonts, then
 * the full fonts of the machine. NULL with JX_ERROR_CONFIG when there is no
 * font that can show Chinese. Yours. */
JxFonts *jx_fonts_open(const char *data_dir, const char *user_dir,
                       GError **error);
void jx_fonts_free(JxFonts *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxFonts, jx_fonts_free)

/* Which face serves which role, for `jixiao fonts`. */
typedef struct {
    char *role;       /* "title", "heading", "body", … */
    char *wanted;     /* the official face: 方正小标宋, 黑体, 宋体 */
    char *family;     /* the face that serves */
    char *file;       /* its path */
    char *fallback;   /* the family behind it for rare characters, or NULL */
    bool is_official; /* the face is the wanted one */
} JxFontUse;
GPtrArray *jx_fonts_uses(const JxFonts *fonts); /* JxFontUse, yours */

/* The libraries behind it, "Pango 1.50.12，HarfBuzz …". Yours. */
char *jx_layout_versions(void);
