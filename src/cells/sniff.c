#include "cells/sniff.h"

#include <string.h>

#include "base/intl.h"
#include "cells/refuse.h"
#include "cells/tab.h"

static const JxNotation REFUSED = {"refused", jx_refuse_read};
static const JxNotation TAB = {"tab", jx_tab_read};
static const JxNotation P = {"p", jx_tab_read};

const JxNotation *jx_cells_sniff(const JxInput *input)
{
    if (input->text == NULL)
        return &REFUSED;
    return jx_tab_has_p(input) ? &P : &TAB;
}

bool jx_cells_is_json(const JxInput *input)
{
    static const char WHITE[] = " \t\r\n";
    if (input->text == NULL)
        return false;
    const char *text = input->text + strspn(input->text, WHITE);
    if (*text != '{')
        return false;
    text++;
    text += strspn(text, WHITE);
    return *text == '"' || *text == '}';
}
