#include "base/error.h"

G_DEFINE_QUARK(jx - error - quark, jx_error)
