#include "layout/fonts.h"
