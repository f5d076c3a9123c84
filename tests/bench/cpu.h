#pragma once

#include <glib.h>
#include <stdlib.h>
#include <time.h>

static inline double cpu_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static inline int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* Milliseconds of the processor that `write` takes, the median of n times. */
static inline double median_ms(void (*write)(const void *data),
                               const void *data, guint n)
{
    g_autofree double *times = g_new0(double, n);
    for (guint i = 0; i < n; i++) {
        double start = cpu_ms();
        write(data);
        times[i] = cpu_ms() - start;
    }
    qsort(times, n, sizeof *times, by_size);
    return times[n / 2];
}
