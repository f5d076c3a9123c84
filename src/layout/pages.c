#include "layout/pages.h"
