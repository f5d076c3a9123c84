#include "cells/xlsx.h"
#include "cells/refuse.h"
void jx_xlsx_read(const JxInput *input, JxBuilder *builder)
{
    jx_refuse_read(input, builder);
}
bool jx_xlsx_is(const JxInput *input)
{
    return input->text != NULL;
}
