#include "pdf/mail_fonts.h"

#include "base/error.h"
#include "base/intl.h"

/* The digits of Times all have one width: amounts need no other font. */
const JxMailFont JX_MAIL_FONTS[JX_N_MAIL_FONTS] = {
    {"SimSun", "GBK-EUC-H", true},
    {"SimHei", "GBK-EUC-H", true},
    {"Times-Roman", "WinAnsiEncoding", false},
    {"Times-Bold", "WinAnsiEncoding", false},
};

guint jx_mail_font(JxRole role, bool is_gbk)
{
    bool is_body = role == JX_ROLE_BODY;
    return (is_gbk ? 0u : 2u) + (is_body ? 0u : 1u);
}

guint jx_mail_font_of(const JxFace *face)
{
    for (guint i = 0; i < JX_N_MAIL_FONTS; i++)
        if (g_str_equal(face->file, JX_MAIL_FONTS[i].name))
            return i;
    g_assert_not_reached();
}

bool jx_mail_check(HPDF_Doc document, GError **error)
{
    HPDF_STATUS status = HPDF_GetError(document);
    if (status == HPDF_OK)
        return true;
    bool retry = status == HPDF_FAILD_TO_ALLOC_MEM;
    g_set_error(error, JX_ERROR, retry ? JX_ERROR_RETRY : JX_ERROR_RENDER,
                _("libharu 写 PDF 失败：错误 0x%04X"), (guint)status);
    return false;
}

HPDF_Doc jx_mail_document(HPDF_Font fonts[JX_N_MAIL_FONTS], GError **error)
{
    /* without a handler calls return their error, and nothing jumps */
    HPDF_Doc document = HPDF_New(NULL, NULL);
    if (document == NULL) {
        g_set_error_literal(error, JX_ERROR, JX_ERROR_RETRY, _("内存不足"));
        return NULL;
    }
    HPDF_UseCNSFonts(document);
    HPDF_UseCNSEncodings(document);
    for (guint i = 0; i < JX_N_MAIL_FONTS; i++)
        fonts[i] = HPDF_GetFont(document, JX_MAIL_FONTS[i].name,
                                JX_MAIL_FONTS[i].encoding);
    if (jx_mail_check(document, error))
        return document;
    HPDF_Free(document);
    return NULL;
}

guint jx_mail_code(guint32 code, bool is_gbk, char bytes[2])
{
    bytes[0] = (char)(is_gbk ? code >> 8 : code);
    bytes[1] = (char)code;
    return is_gbk ? 2 : 1;
}
