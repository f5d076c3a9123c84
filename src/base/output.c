#include "base/output.h"
