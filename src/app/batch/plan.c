#include "app/batch/plan.h"

#include <string.h>

#include <jansson.h>

#include "app/batch/paths.h"
#include "base/intl.h"

static const char *const REASONS[JX_N_DUE] = {
    [JX_DUE_NOT] = N_("没有变化"),
    [JX_DUE_NEW] = N_("首次生成"),
    [JX_DUE_FAILED] = N_("上次失败"),
    [JX_DUE_INPUT] = N_("输入变更"),
    [JX_DUE_FORM] = N_("模板变更"),
    [JX_DUE_OPTIONS] = N_("选项变更"),
    [JX_DUE_CONFIG] = N_("设置变更"),
    [JX_DUE_FONTS] = N_("字体变更"),
    [JX_DUE_PROGRAM] = N_("程序升级"),
    [JX_DUE_OUTPUT_MISSING] = N_("缺少输出"),
    [JX_DUE_OUTPUT_CHANGED] = N_("输出被改动"),
};

static const JxDue DUE_BY_KEY[JX_N_KEYS] = {
    [JX_KEY_INPUT] = JX_DUE_INPUT,     [JX_KEY_FORM] = JX_DUE_FORM,
    [JX_KEY_OPTIONS] = JX_DUE_OPTIONS, [JX_KEY_CONFIG] = JX_DUE_CONFIG,
    [JX_KEY_FONTS] = JX_DUE_FONTS,     [JX_KEY_PROGRAM] = JX_DUE_PROGRAM,
};

static void free_item(gpointer data)
{
    JxPlanItem *item = data;
    jx_record_free(item->record);
    for (int i = 0; i < JX_N_KEYS; i++)
        g_free(item->keys[i]);
    g_free(item);
}

static void take_keys(JxPlanItem *item, const JxFingerprint *fingerprint)
{
    const JxUnit *unit = item->unit;
    g_autofree char *named =
        g_strconcat(fingerprint->options, "\n", unit->output, "\n",
                    unit->year ? unit->year : "", NULL);
    item->keys[JX_KEY_INPUT] = jx_path_sha256(unit->input, NULL);
    if (item->keys[JX_KEY_INPUT] == NULL) /* the worker will say why */
        item->keys[JX_KEY_INPUT] = g_strdup("unreadable");
    item->keys[JX_KEY_FORM] =
        g_strdup(jx_fingerprint_form(fingerprint, unit->form));
    item->keys[JX_KEY_OPTIONS] =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, named, -1);
    item->keys[JX_KEY_CONFIG] = g_strdup(fingerprint->config);
    item->keys[JX_KEY_FONTS] = g_strdup(fingerprint->fonts);
    item->keys[JX_KEY_PROGRAM] = g_strdup(fingerprint->program);
}

/* "written", "refused" or "failed" */
static bool has_status(const JxRecord *record, const char *status)
{
    json_auto_t *facts = json_loads(record->facts, 0, NULL);
    const char *found = json_string_value(json_object_get(facts, "status"));
    return g_strcmp0(found, status) == 0;
}

static JxDue due_by_outputs(const JxRecord *record, const char *out)
{
    for (guint i = 0; i < record->outputs->len; i++) {
        const JxRecordOutput *output = record->outputs->pdata[i];
        g_autofree char *path = g_build_filename(out, output->path, NULL);
        g_autofree char *sha256 = jx_path_sha256(path, NULL);
        if (sha256 == NULL)
            return JX_DUE_OUTPUT_MISSING;
        if (!g_str_equal(sha256, output->sha256))
            return JX_DUE_OUTPUT_CHANGED;
    }
    return JX_DUE_NOT;
}

static JxDue due_of(const JxPlanItem *item, const JxPlanning *planning)
{
    const JxRecord *record = item->record;
    if (item->unit->filing != JX_UNIT_FILED)
        return JX_DUE_NOT;
    bool failed = record && !has_status(record, "written");
    if (planning->only_failed)
        return failed ? JX_DUE_FAILED : JX_DUE_NOT;
    if (record == NULL)
        return JX_DUE_NEW;
    if (has_status(record, "failed"))
        return JX_DUE_FAILED;
    for (int i = 0; i < JX_N_KEYS; i++)
        if (g_strcmp0(record->keys[i], item->keys[i]) != 0)
            return DUE_BY_KEY[i];
    return due_by_outputs(record, planning->out);
}

GPtrArray *jx_plan_make(const JxPlanning *planning)
{
    GPtrArray *items = g_ptr_array_new_with_free_func(free_item);
    for (guint i = 0; i < planning->units->len; i++) {
        const JxUnit *unit = planning->units->pdata[i];
        if (jx_unit_shard(unit, planning->n_shards) != planning->shard)
            continue;
        JxPlanItem *item = g_new0(JxPlanItem, 1);
        item->unit = unit;
        item->number = i + 1;
        if (planning->ledger)
            item->record = jx_ledger_get(planning->ledger, unit->id);
        if (unit->filing == JX_UNIT_FILED)
            take_keys(item, planning->fingerprint);
        item->due = due_of(item, planning);
        g_ptr_array_add(items, item);
    }
    return items;
}

const char *jx_due_text(JxDue due)
{
    return _(REASONS[due]);
}

char *jx_plan_digest(const GPtrArray *units)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    for (guint i = 0; i < units->len; i++) {
        const JxUnit *unit = units->pdata[i];
        const char *const texts[] = {unit->id, unit->output ? unit->output : "",
                                     unit->year ? unit->year : ""};
        for (gsize k = 0; k < G_N_ELEMENTS(texts); k++)
            g_checksum_update(sum, (const guchar *)texts[k],
                              (gssize)strlen(texts[k]) + 1);
    }
    return g_strdup(g_checksum_get_string(sum));
}
