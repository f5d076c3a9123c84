#pragma once

#include "pdf/objects.h"

/* Objects -> file. What the catalogue and Info do not lead to is left out, the
 * rest is numbered anew; the file's ID is made from what is written.
 *
 *   version  "1.7"
 *   pack     small objects go packed together into streams (from 1.5 on)
 *
 * Same objects, same bytes. Yours. */
GBytes *jx_objects_write(const JxObjects *objects, const char *version,
                         bool pack);
