#include "xlsx/xlsx.h"
