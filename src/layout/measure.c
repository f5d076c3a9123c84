#include "layout/measure.h"
