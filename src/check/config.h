#pragma once

#include <glib.h>

/* How strict to be. jx_config_new() gives the defaults. */
typedef struct {
    guint goal_chars; /* a goal of fewer characters is too short */
} JxConfig;

JxConfig *jx_config_new(void);
void jx_config_free(JxConfig *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxConfig, jx_config_free)
