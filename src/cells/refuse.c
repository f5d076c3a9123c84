#include "cells/refuse.h"

#include <string.h>

#include "base/intl.h"

/* clang-format off */
static const struct {
    const char *bytes;
    gsize len;
    const char *message, *hint;
} FORMATS[] = {
    {"\xd0\xcf\x11\xe0", 4,
     N_("这是旧版工作簿（.xls、.et）或加密的工作簿，读不出其中的表"),
     N_("在 Excel 或 WPS 中打开，去掉密码，另存为 .xlsx 再试")},
    {"\x89PNG", 4, N_("这是 PNG 图片，里面没有文字"),
     N_("请用原来的表格文件，或先识别成文字")},
    {"\xff\xd8\xff", 3, N_("这是 JPEG 图片，里面没有文字"),
     N_("请用原来的表格文件，或先识别成文字")},
    {"GIF8", 4, N_("这是 GIF 图片，里面没有文字"),
     N_("请用原来的表格文件，或先识别成文字")},
    {"%PDF-", 5, N_("这是 PDF 文件，不能直接读取"),
     N_("从 PDF 中复制表格文字，存成文本文件再试")},
    {"{\\rtf", 5, N_("这是 RTF 文档，不能直接读取"),
     N_("在 Word 或 WPS 中打开，把表格复制到 .xlsx 或文本文件再试")},
    {"PK\3\4", 4, N_("这是压缩包，不是 .xlsx 工作簿"),
     N_("解压后逐个读取其中的文件；.ods、.docx 请另存为 .xlsx")},
    {"PK\5\6", 4, N_("这是空的压缩包"), NULL},
    {"\x1f\x8b", 2, N_("这是压缩文件"), N_("解压后再试")},
    {"Rar!", 4, N_("这是压缩文件"), N_("解压后再试")},
    {"7z\xbc\xaf", 4, N_("这是压缩文件"), N_("解压后再试")},
};
/* clang-format on */

void jx_refuse_read(const JxInput *input, JxBuilder *builder)
{
    builder->cells->refused = true;
    if (input->too_large) /* the reader of the file has said so */
        return;

    gsize len;
    const char *bytes = g_bytes_get_data(input->bytes, &len);
    for (gsize i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
        if (len < FORMATS[i].len ||
            memcmp(bytes, FORMATS[i].bytes, FORMATS[i].len) != 0)
            continue;
        JxFinding *finding =
            jx_diags_add(builder->diags, "no-table", (JxPlace){0}, "%s",
                         _(FORMATS[i].message));
        if (FORMATS[i].hint != NULL)
            finding->hint = g_strdup(_(FORMATS[i].hint));
        return;
    }
    jx_diags_add(builder->diags, "no-table", (JxPlace){0},
                 _("这不是文本，也不是 .xlsx 工作簿"));
}
