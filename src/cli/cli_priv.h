/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DIWAN_CLI_PRIV_H
#define DIWAN_CLI_PRIV_H
#include "desk/desk.h"

/* Command, register, arguments and options of argv into the request; texts point into argv. */
MUST_USE bool arguments_read(int argc, char **argv, struct request *r, struct err *e);

/* To stderr, with control characters as question marks (main.c). */
void print_words(const char *text);
/* Whoever sits at the terminal; NULL where nobody does (questions.c). */
const struct answerer *answerer_here(void);

/* A line on the terminal that says how far the work is, how fast, and how long it will take. */
bool progress_wanted(bool quiet);
void progress_draw(struct progress *p, const struct speech *speech);
void progress_clear(void);
#endif
