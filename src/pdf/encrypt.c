#include "pdf/encrypt.h"

#include <qpdf/qpdf-c.h>
#include <stdbool.h>

#include "base/error.h"
#include "base/intl.h"

static qpdf_data new_qpdf(void)
{
    qpdf_data qpdf = qpdf_init();
    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    return qpdf;
}

/* Asking for the error also keeps libqpdf from saying it by itself. */
static bool failed(qpdf_data qpdf, GError **error)
{
    if (!qpdf_has_error(qpdf))
        return false;
    g_set_error(error, JX_ERROR, JX_ERROR_RENDER, _("加密 PDF 失败：%s"),
                qpdf_get_error_full_text(qpdf, qpdf_get_error(qpdf)));
    return true;
}

static void lock_writer(qpdf_data qpdf, const JxPdfLock *lock)
{
    qpdf_set_r6_encryption_parameters2(
        qpdf, lock->open ? lock->open : "", lock->owner,
        QPDF_TRUE,  /* screen readers */
        QPDF_TRUE,  /* copying of text */
        QPDF_FALSE, /* inserting and turning pages */
        QPDF_FALSE, /* comments */
        QPDF_FALSE, /* filling in */
        QPDF_FALSE, /* any other change */
        qpdf_r3p_full, QPDF_TRUE);
}

static GBytes *encrypted(qpdf_data qpdf, GBytes *pdf, const JxPdfLock *lock)
{
    gsize len;
    const char *data = g_bytes_get_data(pdf, &len);
    if (qpdf_read_memory(qpdf, "pdf", data, len, NULL) & QPDF_ERRORS)
        return NULL;
    qpdf_init_write_memory(qpdf);
    qpdf_set_stream_data_mode(qpdf, qpdf_s_preserve);
    qpdf_set_object_stream_mode(qpdf, qpdf_o_preserve);
    lock_writer(qpdf, lock);
    if (qpdf_write(qpdf) & QPDF_ERRORS)
        return NULL;
    return g_bytes_new(qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf));
}

/* Whether it opens with the password and not without. */
static bool opens(GBytes *pdf, const char *password, GError **error)
{
    gsize len;
    const char *data = g_bytes_get_data(pdf, &len);
    qpdf_data qpdf = new_qpdf();
    qpdf_set_attempt_recovery(qpdf, QPDF_FALSE);
    qpdf_read_memory(qpdf, "pdf", data, len, password);
    bool good = !failed(qpdf, error);
    if (good && !qpdf_is_encrypted(qpdf)) {
        g_set_error(error, JX_ERROR, JX_ERROR_RENDER, _("加密 PDF 失败：%s"),
                    "not encrypted");
        good = false;
    }
    qpdf_cleanup(&qpdf);
    return good;
}

GBytes *jx_pdf_encrypt(GBytes *pdf, const JxPdfLock *lock, GError **error)
{
    g_assert(lock->owner && *lock->owner);
    qpdf_data qpdf = new_qpdf();
    g_autoptr(GBytes) locked = encrypted(qpdf, pdf, lock);
    bool good = !failed(qpdf, error);
    qpdf_cleanup(&qpdf);
    return good && opens(locked, lock->open, error) ? g_steal_pointer(&locked)
                                                    : NULL;
}
