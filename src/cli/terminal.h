/* SPDX-License-Identifier: GPL-3.0-or-later */
/* terminal: ask on the terminal for what must not be seen. */
#ifndef DIWAN_TERMINAL_H
#define DIWAN_TERMINAL_H
#include "core/secret.h"

/* The terminal that the process belongs to, whatever its streams are; -1 where there is none. close() it. */
int terminal_open(void);
void terminal_say(int fd, const char *line); /* control characters in it become question marks; a line end follows */
/* One line, typed without being shown; the line's end is not part of it. The terminal is as before afterwards, also after Ctrl-C
 * (ERR_STOPPED). An empty line is an empty secret. ERR_INPUT where the line was ended by the end of the input. */
MUST_USE bool terminal_ask(int fd, const char *prompt, struct secret *out, struct err *e);
#endif
