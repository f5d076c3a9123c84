#include "check_model.h"

/* Text as it comes. */
int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);
int LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    check_model(data, size);
    return 0;
}
