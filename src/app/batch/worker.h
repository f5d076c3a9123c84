#pragma once

/* The process that does the work of a batch: reads jobs, one JSON object a
 * line, from standard input and answers each with one line on standard output.
 * Fonts and forms are loaded once. It ends with its input.
 *
 *   job     {"input": path, "form": name or null, "year": of tables that do
 *            not state theirs, or null, "stage": path}
 *   answer  {"status": "written" | "refused" | "failed",
 *            "retry": a retry could help, "message": reason or null; of what
 *            was written, that the table states another year,
 *            "input_sha256", "encoding", "notation",
 *            "unit", "year", "title", "currency_unit",   of the first table
 *            "tables", "projects", "indicators", "pages",
 *            "amounts": {"total", …} or null,
 *            "errors", "warnings", "hints", "waived", "rules": {rule: number},
 *            "outputs": [{"file", "suffix", "format", "sha256", "size",
 *                         "pages", "characters", "text_sum": of a PDF}]}
 *
 * Two other jobs: {"report": path of a batch report's lines, "stage": path}
 * writes {stage}.pdf and {stage}.xlsx; {"examine": row of a report, "out": path
 * of the output folder} is answered with
 * {"status": "examined", "wrong": [{"path", "what"}]}.
 *
 * Outputs are written as {stage}-{table}.{format}, whole and checked; the
 * supervisor gives them their names: the unit's, then suffix, which is "" or
 * begins with a hyphen and tells the tables of one input apart. What an answer
 * does not know is null or left out. */
int jx_verb_worker(int argc, char **argv);
