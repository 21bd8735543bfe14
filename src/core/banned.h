/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions that invite overflows, depend on the locale or on hidden state: not in this program. */
#ifndef DIWAN_BANNED_H
#define DIWAN_BANNED_H
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifndef __cplusplus
/* With FORTIFY some of these are macros. */
#undef sprintf
#undef vsprintf
#undef strcpy
#undef strcat
#undef strncpy
#undef strncat
#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok gets atoi atol atof localtime gmtime rand srand
#endif
#endif
