/* test_pages.c again, with lines broken by libharu's metrics. */
#define JX_TEST_MAIL
#include "test_pages.c" /* NOLINT(bugprone-suspicious-include) */
