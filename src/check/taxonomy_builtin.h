#pragma once

/* templates/taxonomy-*.yaml, as they were when the program was built. */
extern const char *const JX_TAXONOMY_2015;
extern const char *const JX_TAXONOMY_2021;
