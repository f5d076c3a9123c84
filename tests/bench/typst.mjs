// What Typst takes for the PDF of the same table: reads the exported model,
// sets it as one table, compiles it N times in one warm process, each time with
// other texts (Typst remembers what it has laid out), and prints the
// milliseconds of each: on the clock, and of the processor.
//
//   node typst.mjs MODEL.json N [OUT.pdf]
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'x.js'));
const { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler');
const [, , model, n, out] = process.argv;
const report = JSON.parse(readFileSync(model, 'utf8'));

const text = (value) =>
  '[' + (value ?? '').replace(/[\\#$*_`<>@\[\]~=/'"-]/g, '\\$&') + ']';
const row = (name, funding, goal, indicators) => [
  text(name), ...['total', 'fiscal', 'special_account', 'other'].map(
    (fund) => text(funding[fund])), text(goal), text(indicators)].join(', ');

function source(title, mark) {
  const rows = report.projects.map((project) => row(
    project.name + mark, project.funding, (project.goal ?? '') + mark,
    mark + (project.indicators_text ?? '') + mark));
  if (report.declared)
    rows.unshift(row(report.declared.name, report.declared, '', ''));
  const headings = ['项目名称', '总计', '财政拨款', '财政专户拨款', '其他资金',
                    '绩效目标', '绩效指标'].map(text).join(', ');
  return `#set page(paper: "a4", flipped: true, margin: 18mm, numbering: "1 / 1")
#set text(font: "Noto Serif CJK SC", size: 9pt, lang: "zh")
#align(center, text(size: 20pt, weight: "bold")${text(title)})
#table(columns: (8em, auto, auto, auto, auto, 1fr, 2fr), stroke: 0.4pt,
  align: (left, right, right, right, right, left, left),
  table.header(${headings}),
  ${rows.join(',\n  ')})`;
}

const compiler = NodeCompiler.create({
  fontArgs: [{ fontPaths: ['/usr/share/fonts/opentype/noto'] }],
});
for (let i = -2; i < Number(n); i++) { // two to warm up
  const content = source(report.title, `第${i + 3}`);
  const used = process.cpuUsage(), start = performance.now();
  const pdf = compiler.pdf({ mainFileContent: content });
  const took = performance.now() - start, cpu = process.cpuUsage(used);
  if (i >= 0)
    console.log(took.toFixed(2), ((cpu.user + cpu.system) / 1000).toFixed(2));
  if (out)
    writeFileSync(out, pdf);
}
