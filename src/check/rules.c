#include "check/rules.h"
