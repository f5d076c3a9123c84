#pragma once

#include "model/report.h"

/* Reads an amount as it is written: text and place are there already. Findings:
 * amount-invalid, amount-precision, char-normalised. Inside load/ only.
 *
 *   project  its index, for the findings, or -1 */
void jx_amount_read(JxReport *report, JxMoney *money, int project, JxFund fund);
