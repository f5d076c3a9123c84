#include "check/finding.h"

#include <stdarg.h>

#include "base/intl.h"

JxFinding *jx_finding_of_project(JxFinding *finding, guint project,
                                 JxField field)
{
    finding->project = (int)project;
    finding->field = field;
    return finding;
}

JxFinding *jx_finding_of_indicator(JxFinding *finding, guint project,
                                   const JxIndicator *indicator, JxField field)
{
    finding->project = (int)project;
    finding->ordinal = indicator->ordinal;
    finding->field = field;
    return finding;
}

void jx_finding_hint(JxFinding *finding, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_free(finding->hint);
    finding->hint = g_strdup_vprintf(format, args);
    va_end(args);
}

guint jx_indicator_number(const JxProject *project, guint i)
{
    guint ordinal = jx_project_indicator(project, i)->ordinal;
    return ordinal > 0 ? ordinal : i + 1;
}

const char *jx_project_label(const JxProject *project)
{
    return project->name ? project->name : _("（无名称）");
}
