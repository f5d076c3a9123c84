#include "cells/cells.h"
