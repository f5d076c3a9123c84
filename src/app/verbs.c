#include "app/verbs.h"

#include "app/batch/worker.h"
#include "base/intl.h"

static const JxVerb VERBS[] = {
    {"render", jx_verb_render, N_("生成 PDF 和工作簿（不写动词时就是它）")},
    {"check", jx_verb_check, N_("只校验，列出问题")},
    {"export", jx_verb_export, N_("把读到的内容写成 JSON")},
    {"diff", jx_verb_diff, N_("比较两份表：项目、金额、指标的变动")},
    {"batch", jx_verb_batch, N_("批量生成一个目录或一份清单的全部单位")},
    {"merge", jx_verb_merge, N_("合并多台机器各做一份的结果")},
    {"verify", jx_verb_verify, N_("重新检查批量生成的文件夹")},
    {"explain", jx_verb_explain, N_("解释一条校验规则")},
    {"rules", jx_verb_rules, N_("列出全部校验规则")},
    {"forms", jx_verb_forms, N_("有哪些表样；一种表样的模板")},
    {"fonts", jx_verb_fonts, N_("哪种字体用在哪里，替换了哪种官方字体")},
    {"doctor", jx_verb_doctor, N_("检查安装：版本、字体、语言环境")},
    {"completions", jx_verb_completions, N_("命令行自动补全脚本")},
    {"worker", jx_verb_worker, NULL}, /* what batch starts */
};

const JxVerb *jx_verbs(gsize *n)
{
    *n = G_N_ELEMENTS(VERBS);
    return VERBS;
}
