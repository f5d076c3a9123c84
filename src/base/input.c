#include "base/input.h"
