#include "check/config.h"

JxConfig *jx_config_new(void)
{
    JxConfig *config = g_new0(JxConfig, 1);
    config->goal_chars = 10;
    return config;
}

void jx_config_free(JxConfig *config)
{
    g_free(config);
}
