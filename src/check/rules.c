#include "check/rules.h"

#include <string.h>

#include "base/intl.h"
#include "check/judges.h"

/* Papers. The number and title of 2021-101 and 2016-143 were seen in public
 * sources; where a clause could not be read, the text says 依据待核对. */
#define SUMS N_("表内勾稽关系")
#define OPEN                                                                                                  \
    N_("财预〔2016〕143号《地方预决算公开操作规程》：形式规范（具体条款依据待" \
       "核对）")
#define GOALS                                                                  \
    N_("财预〔2015〕88号《中央部门预算绩效目标管理办法》（条款依据待核对）")
#define CORE                                                                                                  \
    N_("财预〔2021〕101号《中央部门项目支出核心绩效目标和指标设置及取值指引（" \
       "试行）》（条款依据待核对）")
#define CODES N_("绩效指标体系的分级编码（各地编码表不尽相同，依据待核对）")
#define FORM N_("本表格式")
#define READING N_("读取文件的要求（不涉及制度）")
#define PRINTING N_("印制的要求（不涉及制度）")
#define SENSE N_("经验规则（依据待核对）")

/* name, severity, summary, basis, why, before, after, run */
/* clang-format off */
static const JxRule RULES[] = {
/* reading: bytes and cells */
{"empty-input", JX_SEVERITY_ERROR, N_("文件是空的"), READING,
 N_("文件里没有任何内容，或者只有空白，无从读取。请检查是否导出失败、传输中断。"),
 "（0 字节的文件）", "重新导出的绩效目标表", NULL},
{"no-table", JX_SEVERITY_ERROR, N_("找不到绩效目标表"), READING,
 N_("没有找到同时含有项目名称、金额和绩效目标等栏目的表头。请检查是不是选错了文件；加密的、旧格式（.xls）的工作簿请先另存为 .xlsx。"),
 "收支总表.txt", "项目支出绩效目标表.txt", NULL},
{"encoding-invalid", JX_SEVERITY_ERROR, N_("有不合编码的字节"), READING,
 N_("文件里有些字节既不是 UTF-8 也不是 GB18030，已用替换符 U+FFFD 代替，原来的字已经丢失。请从原系统重新导出。"),
 "乙�教室", "乙班教室", NULL},
{"nul-byte", JX_SEVERITY_ERROR, N_("文本里有空字节"), READING,
 N_("文本文件不应含有 0 字节，已用替换符 U+FFFD 代替。多半是文件损坏，或者其实是二进制文件，请重新导出。"),
 "培训\\0教师", "培训教师", NULL},
{"input-too-large", JX_SEVERITY_ERROR, N_("文件太大"), READING,
 N_("超过 64 MB 的文件不读；行数、单元格数超出上限的，读到上限为止，后面的没有读入。请按单位分成几个文件。"),
 "三万行的一个文件", "按单位分开的几个文件", NULL},
{"cell-too-long", JX_SEVERITY_ERROR, N_("单元格太长"), READING,
 N_("单元格里的文字超过 10 万字，后面的部分没有读入。多半是丢了分隔符，几格、几行并成了一格。"),
 "全部项目的指标都在一格里", "每个项目的指标各占一格", NULL},
{"control-char", JX_SEVERITY_WARNING, N_("有控制字符"), READING,
 N_("控制字符打印不出来，已用替换符 U+FFFD 代替。多半是从 PDF 或网页复制时带入的，请对照原文补上或删去。"),
 "参训�教师", "参训教师", NULL},
{"line-too-long", JX_SEVERITY_WARNING, N_("一行太长"), READING,
 N_("这一行超过 100 万字，多半是丢了换行，几行并成了一行。"),
 "全表在一行里", "每个项目一行", NULL},
{"table-open-quote", JX_SEVERITY_WARNING, N_("引号没有闭合"), READING,
 N_("CSV 单元格以引号开头却没有结尾的引号，后面的内容可能并进了同一格。"),
 "\"甲楼修缮,30.00", "\"甲楼修缮\",30.00", NULL},
{"text-left-out", JX_SEVERITY_WARNING, N_("有文字没有放进表里"), READING,
 N_("表格之外或多余的格子里有文字，输出中没有它的位置。请核对是否需要。"),
 "内部资料，请勿外传", "注：本表不含涉密项目", NULL},
/* reading: our own workbook, edited */
{"workbook-conflict", JX_SEVERITY_ERROR, N_("同一内容在工作簿里两处填得不一样"), READING,
 N_("交回的工作簿以“资金”“绩效目标”“绩效指标”三张表和“目录”为准；只改在“原表”或别处的没有采用。请在说明所指的那一格改好，再运行一次。"),
 "“原表”的总计改成 52.00，“资金”仍是 50.00", "“资金”的总计改成 52.00", NULL},
{"workbook-row-unmatched", JX_SEVERITY_ERROR, N_("工作簿里有一行不知道属于哪个项目"), READING,
 N_("这一行的项目序号和项目名称在“资金”里都找不到，或者同一内容写了两行，没有采用。请补上项目序号，或删去这一行。"),
 "“绩效指标”里项目序号 99 的一行", "“绩效指标”里项目序号 2 的一行", NULL},
{"workbook-row-assigned", JX_SEVERITY_WARNING, N_("新增的一行没有写项目，算作上一行的项目"), READING,
 N_("“绩效指标”里新插入的行没有项目序号和项目名称时，算作上一行那个项目的指标。请核对，并补上项目序号。"),
 "项目序号空 | 三级指标：培训场次", "项目序号 2 | 三级指标：培训场次", NULL},
{"workbook-total-ignored", JX_SEVERITY_WARNING, N_("算出来的数被改写，没有采用"), READING,
 N_("“资金”的逐项相加和差额、“绩效指标”拆出的数值，都由程序重新计算，改写了也不采用。请改它所依据的那一格。"),
 "合计（逐项相加）改成 60.00", "把某个项目的总计改成 20.00", NULL},
{"workbook-part-missing", JX_SEVERITY_WARNING, N_("工作簿里少了工作表或栏目"), READING,
 N_("三张表里少了一张，或者少了一栏。少的部分按“原表”或原来的内容读取，读不到的按空白。请用没有删过表的工作簿。"),
 "删去了工作表“绩效目标”", "七张工作表都在", NULL},
{"workbook-formula", JX_SEVERITY_WARNING, N_("金额写成了公式"), READING,
 N_("程序不计算公式，只取文件里保存的结果；有的程序改数后不重算，有的不保存结果。请在 Excel 或 WPS 中打开并保存一次，或者直接填数。"),
 "=30.00+20.00", "50.00", NULL},
{"heading-unknown", JX_SEVERITY_WARNING, N_("表头里有不认识的栏目"), FORM,
 N_("官方格式只有七栏。不认识的栏目按原样保留在数据里，官方格式的输出不印，也不参加校验。如果是常用栏目的别名，请改用通用的名称。"),
 "项目名称 | 总计 | 花絮", "项目名称 | 总计 | 备注", NULL},
{"column-extra", JX_SEVERITY_HINT, N_("多出的栏目已保留"), FORM,
 N_("官方格式之外的栏目（序号、项目编码、备注等）保留在数据里，官方格式的输出不印。"),
 "序号 | 项目名称 | 总计", "项目名称 | 总计", NULL},
{"row-cell-missing", JX_SEVERITY_WARNING, N_("这一行缺少单元格"), FORM,
 N_("单元格数少于表头，多半是转换时丢了一个空格子。程序从左到右依次放，只有唯一一种放法使总计等于各项之和时才换位；请对照原件核对金额在哪一栏。"),
 "甲楼修缮 | 30.00 | 20.00 | 10.00 | 目标 | 指标", "甲楼修缮 | 30.00 | 20.00 | 10.00 |  | 目标 | 指标", NULL},
{"row-cell-extra", JX_SEVERITY_WARNING, N_("这一行多出单元格"), FORM,
 N_("单元格数多于表头，多半是多按了一次分隔符。多出的格子里如有文字，会另行标出。"),
 "甲楼修缮 | 30.00 | 30.00 |  |  | 目标 | 指标 |  |", "甲楼修缮 | 30.00 | 30.00 |  |  | 目标 | 指标", NULL},
{"row-continued", JX_SEVERITY_HINT, N_("被分页切开的行已接上"), READING,
 N_("这一行没有项目名称和金额，是上一行被分页切开后的余下部分，已接到上一行。"),
 "（上一行）… 1、…。 （换页） |  |  |  |  |  | 2、…。", "… 1、…。2、…。", NULL},
{"name-line-wrap-space", JX_SEVERITY_HINT, N_("名称里有换行留下的空格"), READING,
 N_("项目、单位名称里两个汉字之间的空格多半是从 PDF 换行处带来的，已去掉。"),
 "某市中 小学运 维项目", "某市中小学运维项目", NULL},
{"whitespace-removed", JX_SEVERITY_HINT, N_("去掉了多余的空白"), READING,
 N_("绩效目标、指标的文字里，两个汉字之间因换行而带入的空白已去掉。"),
 "参训 教师六百人", "参训教师六百人", NULL},
{"char-normalised", JX_SEVERITY_HINT, N_("字符已换成规范写法"), READING,
 N_("金额写成全角数字、自带单位、科学记数等，已按数值读取；文字里的特殊空白（不间断空格、零宽字符等）已换成普通空格或删除。请核对。"),
 "１２．５", "12.5", NULL},

/* what stands around the table */
{"title-missing", JX_SEVERITY_WARNING, N_("没有表名"), OPEN,
 N_("公开的表格要有表名，读者才知道是什么表。"),
 "（表头上方没有表名）", "项目支出绩效目标表", jx_judge_title},
{"unit-missing", JX_SEVERITY_WARNING, N_("没有单位名称"), OPEN,
 N_("公开的表格要写明是哪个单位的。"),
 "（表头上方没有单位名称）", "单位名称：青禾市第三中学", jx_judge_unit},
{"currency-unit-missing", JX_SEVERITY_WARNING, N_("没有写明金额单位"), OPEN,
 N_("不写元还是万元，金额就相差一万倍。程序暂按万元读，但不会替你补上。"),
 "（表头上方没有金额单位）", "单位：万元", jx_judge_currency_unit},
{"empty-table", JX_SEVERITY_WARNING, N_("表中没有项目"), OPEN,
 N_("没有数据的表格应当列空表并说明。"),
 "（只有表头）", "注：本单位无此项", jx_judge_empty_table},
{"budget-year-mismatch", JX_SEVERITY_WARNING, N_("项目名称里的年份与预算年度不符"), SENSE,
 N_("名称里的年份与表的年度不同，可能沿用了往年的名称。跨年度项目（如 2024年-2025年）只要包含预算年度就不报。"),
 "2026 年的表：2023年设备购置", "2026 年的表：2026年设备购置", jx_judge_years},

/* the figures */
{"amount-invalid", JX_SEVERITY_ERROR, N_("金额无法识别"), SUMS,
 N_("金额栏里的文字不是数，按 0 计，原文保留。"), "12o.50", "120.50", NULL},
{"amount-precision", JX_SEVERITY_WARNING, N_("金额比一分还细"), SUMS,
 N_("金额比一分还细（例如万元表里第七位小数），程序按分计算，不足一分的部分表示不了，这一格没有计入，原文保留。请核对是不是小数点错位。"),
 "31.3700001", "31.37", NULL},
{"amount-negative", JX_SEVERITY_WARNING, N_("金额是负数"), SUMS,
 N_("预算金额一般不为负。请核对是否是冲减，或者符号有误。"),
 "-5.00", "5.00", jx_judge_negatives},
{"total-missing", JX_SEVERITY_WARNING, N_("没有总计"), SUMS,
 N_("这一行没有总计，无法与各项资金核对。"), "总计空，财政拨款 20.00", "总计 20.00，财政拨款 20.00", jx_judge_totals},
{"row-sum-mismatch", JX_SEVERITY_ERROR, N_("总计不等于各项资金之和"), SUMS,
 N_("每一行的总计应当等于财政拨款、财政专户拨款、其他资金之和（空格按 0 计），一分不差。"),
 "总计 0.40，财政拨款 0.40，财政专户拨款 0.40", "总计 0.40，财政拨款 0.40", jx_judge_row_sums},
{"column-sum-mismatch", JX_SEVERITY_ERROR, N_("合计行不等于各项目之和"), SUMS,
 N_("合计行的每一栏应当等于所有项目该栏之和（列有项目的单位小计不重复计）。"),
 "合计 100.00，项目 60.00 和 30.00", "合计 90.00，项目 60.00 和 30.00", jx_judge_column_sums},
{"unit-sum-mismatch", JX_SEVERITY_ERROR, N_("单位小计不等于其项目之和"), SUMS,
 N_("部门的表里，每个单位的小计应当等于它下面各项目之和。"),
 "某校 50.00，其项目 20.00 和 20.00", "某校 40.00，其项目 20.00 和 20.00", jx_judge_unit_sums},
{"totals-row-missing", JX_SEVERITY_WARNING, N_("没有合计行"), SUMS,
 N_("没有单位行或合计行，各列之和无从核对。"),
 "（只有各项目的行）", "青禾市第三中学 | 90.00 | 60.00 | 30.00", jx_judge_totals_row},
{"rounding-tail", JX_SEVERITY_HINT, N_("有四舍五入的尾差"), SUMS,
 N_("元折成万元时各数分别四舍五入，加起来会差一两个末位。表中多处都只差末位时才认作尾差，否则按错误列出。"),
 "12.35 ＋ 8.73 = 21.07", "12.35 ＋ 8.72 = 21.07", NULL},
{"reconciled", JX_SEVERITY_WARNING, N_("找到了使所有合计成立的唯一改法"), SUMS,
 N_("改动最少、且同样多的改动里只有这一种能使印出的全部合计成立。仍请对照原件确认；--reconcile=apply 才会照此改数，并逐处标明。"),
 "合计 | 50.00 | 31.37 | 18.63；项目 | 31.37 |  | 31.37", "项目 | 31.37 | 31.37 |", jx_judge_reconciliation},
{"reconcile-ambiguous", JX_SEVERITY_WARNING, N_("有几种同样小的改法都能使合计成立"), SUMS,
 N_("改法不止一种，程序不替你选，全部列出，请对照原件。"),
 "两个 25.00 的项目，不知哪个该移栏", "（对照原件选定一种改法）", NULL},
{"reconcile-merged", JX_SEVERITY_HINT, N_("可能有一格是两栏之和"), SUMS,
 N_("两栏的差额相等相反，而某一格可以拆成两部分，正好补上差额。拆开的数是算出来的，不是印着的，所以只作提示，从不据此改数。"),
 "90.00 | 50.00 | 40.00", "90.00 | 50.00 | 25.00 | 15.00", NULL},
{"reconcile-crossed", JX_SEVERITY_HINT, N_("行与栏印证出一个可能的错数"), SUMS,
 N_("某一行与某一栏差得正好一样多，交叉处的那一格若是另一个数，本行和这一栏的合计就都成立。这个数是推算的，不是印着的，所以只作提示，从不据此改数，请对照原件。"),
 "总计 31.37，财政拨款 31.47；财政拨款一栏也多 0.10", "总计 31.37，财政拨款 31.37", NULL},
{"reconcile-incomplete", JX_SEVERITY_HINT, N_("没有找到能解释差额的改法"), SUMS,
 N_("在所列的几类改动、限定的处数和计算量之内没有找到（或没有找完）。差额可能出自单纯的错字，请对照原件逐项核对。"),
 "合计 31.77，各项目之和 31.37", "合计 31.37（对照原件，是错字）", NULL},

/* a project's own cells */
{"name-missing", JX_SEVERITY_ERROR, N_("项目名称为空"), GOALS,
 N_("没有名称的项目无法公开、也无法对应到预算。"),
 " | 30.00 | 30.00", "教师培训 | 30.00 | 30.00", jx_judge_names},
{"name-duplicate", JX_SEVERITY_WARNING, N_("同一单位有同名的项目"), GOALS,
 N_("同名项目可能是重复录入，或者丢了区分的字样。"), "设备购置、设备购置", "设备购置（一期）、设备购置（二期）", jx_judge_name_duplicates},
{"goal-missing", JX_SEVERITY_ERROR, N_("没有绩效目标"), GOALS,
 N_("每个项目都要有绩效目标。"),
 "（绩效目标空着）", "全年开展培训 12 期，培训教师 600 人次，考核合格率 95% 以上。", jx_judge_goals},
{"goal-too-short", JX_SEVERITY_WARNING, N_("绩效目标过短"), GOALS,
 N_("目标应当写明做什么、达到什么效果；只有几个字或者照抄项目名称，审核时会被退回。"), "完成任务。", "全年开展培训 12 期，培训教师 600 人次，考核合格率 95% 以上。", NULL},
{"placeholder", JX_SEVERITY_ERROR, N_("有没填的占位文字"), GOALS,
 N_("XX、××、***、待填、某某 之类是模板留下的，应换成实际内容。"), "培训教师 XX 人", "培训教师 600 人", jx_judge_placeholders},

/* the indicator cell */
{"indicator-missing", JX_SEVERITY_ERROR, N_("没有绩效指标"), GOALS,
 N_("每个项目都要有细化、量化的绩效指标。至少几项可在 jixiao.conf 里设定（thresholds: indicators），默认一项。"),
 "（绩效指标空着）", "1、1-产出指标；11-数量指标；培训期数；实施周期指标值：12期；年度指标值：12期。", jx_judge_indicators_there},
{"indicator-syntax", JX_SEVERITY_ERROR, N_("指标不合“序号、一级；二级；三级；实施周期指标值：……；年度指标值：……”的写法"), FORM,
 N_("这一项拆不成一级、二级、三级指标和两个指标值，只能整条保留原文。"),
 "1、培训人数600人。", "1、1-产出指标；11-数量指标；培训人数；实施周期指标值：600人；年度指标值：600人。", NULL},
{"name-empty", JX_SEVERITY_ERROR, N_("没有三级指标名称"), GOALS,
 N_("没有名称，指标值说的是什么就无从知道。"),
 "1-产出指标；11-数量指标；；实施周期指标值：5次", "1-产出指标；11-数量指标；培训次数；实施周期指标值：5次", jx_judge_item_names},
{"period-missing", JX_SEVERITY_ERROR, N_("没有实施周期指标值"), GOALS,
 N_("每项指标都要有整个实施周期的目标值。"),
 "培训次数；年度指标值：5次。", "培训次数；实施周期指标值：5次；年度指标值：5次。", jx_judge_period_values},
{"annual-missing", JX_SEVERITY_ERROR, N_("没有年度指标值"), GOALS,
 N_("每项指标都要有当年的目标值，否则年终无法自评。"),
 "培训次数；实施周期指标值：5次。", "培训次数；实施周期指标值：5次；年度指标值：5次。", jx_judge_annual_values},
{"colon-missing", JX_SEVERITY_WARNING, N_("指标值前面少了冒号"), FORM,
 N_("已按有冒号读入，原文不变。"), "年度指标值>90%", "年度指标值：>90%", NULL},
{"ordinal-gap", JX_SEVERITY_WARNING, N_("序号跳号"), FORM,
 N_("序号应从 1 起连续，跳号可能是丢了一项。"), "1、……。3、……。", "1、……。2、……。", jx_judge_numbering},
{"ordinal-repeat", JX_SEVERITY_WARNING, N_("序号重复"), FORM,
 N_("序号应从 1 起连续，重复可能是并入了别的项目的指标。"), "1、……。1、……。", "1、……。2、……。", NULL},
{"code-missing", JX_SEVERITY_WARNING, N_("一级或二级指标没有编码或名称"), CODES,
 N_("编码缺了就要靠名称归类。"), "产出指标；11-数量指标", "1-产出指标；11-数量指标", jx_judge_codes},
{"code-unknown", JX_SEVERITY_WARNING, N_("编码或名称不在指标体系里"), CODES,
 N_("编码表里没有这一项。各地编码不同，可在 jixiao.conf 里换用自己的指标体系文件。"), "1-产出指标；19-其他指标", "1-产出指标；11-数量指标", NULL},
{"code-name-mismatch", JX_SEVERITY_ERROR, N_("编码与名称、或两级编码不相符"), CODES,
 N_("二级编码的首位应是一级编码，名称也应与编码对应，否则汇总时会归错类。"), "2-效益指标；11-数量指标", "1-产出指标；11-数量指标", NULL},

/* which indicators a project needs */
{"output-missing", JX_SEVERITY_ERROR, N_("没有产出指标"), CORE,
 N_("每个项目都应有产出指标：花钱做成了什么。"),
 "（只有 2-效益指标、3-满意度指标）", "1-产出指标；11-数量指标；……", jx_judge_needs},
{"benefit-missing", JX_SEVERITY_ERROR, N_("没有效益指标"), CORE,
 N_("每个项目都应有效益指标：做成之后有什么效果。"),
 "（只有 1-产出指标、3-满意度指标）", "2-效益指标；22-社会效益；……", NULL},
{"satisfaction-missing", JX_SEVERITY_WARNING, N_("没有满意度指标"), CORE,
 N_("有服务对象的项目应有满意度指标；确无服务对象的，可在 jixiao.conf 里写明理由豁免（waivers）。"),
 "（只有 1-产出指标、2-效益指标）", "3-满意度指标；31-服务对象满意度；……", NULL},
{"quantity-missing", JX_SEVERITY_WARNING, N_("产出指标里没有数量指标"), CORE,
 N_("产出一般要有数量和质量两方面。"),
 "（产出指标里只有 12-质量指标）", "1-产出指标；11-数量指标；……", NULL},
{"quality-missing", JX_SEVERITY_WARNING, N_("产出指标里没有质量指标"), CORE,
 N_("产出一般要有数量和质量两方面。"),
 "（产出指标里只有 11-数量指标）", "1-产出指标；12-质量指标；……", NULL},
{"cost-missing", JX_SEVERITY_WARNING, N_("工程、修缮、购置类项目没有成本指标"), CORE,
 N_("工程基建、大型修缮及购置类项目应设成本指标。按项目名称里的字样判断。"),
 "教室修缮（没有 14-成本指标）", "1-产出指标；14-成本指标；……", NULL},
{"indicator-duplicate", JX_SEVERITY_WARNING, N_("同一项目有同名的三级指标"), SENSE,
 N_("两项指标同级同名，可能是重复录入。"), "培训人数、培训人数", "教师培训人数、学员培训人数", jx_judge_duplicates},

/* the values */
{"value-not-gradable", JX_SEVERITY_WARNING, N_("定性的指标值分不出等次"), CORE,
 N_("难以量化的可以用文字，但要能分出好、一般、差；“有效”“提升”“及时”之类年终无法评分。"), "实施周期指标值：有效", "实施周期指标值：故障率较上年下降 10% 以上", jx_judge_values},
{"satisfaction-not-percent", JX_SEVERITY_WARNING, N_("满意度指标值不是百分比"), CORE,
 N_("满意度按百分比评分，应在 0 到 100% 之间。"), "满意度：较高", "满意度：≥90%", NULL},
{"percent-over-100", JX_SEVERITY_WARNING, N_("百分比超过 100"), SENSE,
 N_("完成率、满意度之类不会超过 100%；扫描识别常把“≥92%”读成“292%”。增长率、比上年之类除外。"), "292%", "≥92%", NULL},
{"cost-direction", JX_SEVERITY_WARNING, N_("成本指标用了“不低于”"), SENSE,
 N_("成本要控制，方向应是不超过。"), "14-成本指标；单价；≥500元", "14-成本指标；单价；≤500元", NULL},
{"unit-of-measure-missing", JX_SEVERITY_WARNING, N_("指标值没有计量单位，或与名称里的不一致"), CORE,
 N_("数后面没有单位，名称里也没有，就不知道 26 是篇、是人还是次；名称里写的单位与指标值的单位不一致时，也不知道该信哪一个。"),
 "论文发表数：26", "论文发表数：26篇", NULL},
{"annual-over-period", JX_SEVERITY_WARNING, N_("年度指标值大于实施周期指标值"), SENSE,
 N_("累计的数量，一年的不应多于整个周期的。"), "周期 80场，年度 100场", "周期 100场，年度 80场", NULL},
{"cost-over-total", JX_SEVERITY_ERROR, N_("成本指标里的金额大于项目总计"), GOALS,
 N_("目标与资金要匹配：成本指标的年度指标值不应超过项目的总计。"),
 "总计 30.00 万元，年度指标值：≤50万元", "总计 30.00 万元，年度指标值：≤30万元", NULL},

/* printing */
{"glyph-missing", JX_SEVERITY_ERROR, N_("字体里没有这个字"), N_("GB 18030-2022（字库范围；条款依据待核对）"),
 N_("所有可用的字体里都没有这个字，印出来以“〓”代替。请安装收字更全的字体，或换用规范字。"),
 "张�（造字程序造的字）", "张喆", NULL},
{"font-substituted", JX_SEVERITY_HINT, N_("字体已替换"), PRINTING,
 N_("指定的字体没有安装，或者字体里没有这个字，用了另一种字体：内容不变，样子略有不同。有授权的字体可放入 fonts 文件夹。"),
 "表名：没有方正小标宋", "表名：方正小标宋", NULL},
{"row-height-capped", JX_SEVERITY_HINT, N_("行高到了工作簿的上限"), PRINTING,
 N_("工作簿一行最高 409 磅。更长的文字在工作簿里内容完整，但显示不全；PDF 不受影响。"),
 "一格三千字的绩效目标", "一格几百字的绩效目标", NULL},
};
/* clang-format on */

const JxRule *jx_rule_lookup(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(RULES); i++)
        if (strcmp(RULES[i].name, name) == 0)
            return &RULES[i];
    return NULL;
}

const JxRule *jx_rules(gsize *n)
{
    *n = G_N_ELEMENTS(RULES);
    return RULES;
}
