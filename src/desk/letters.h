/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by what tells of letters: the command and the lists of `show`. */
#ifndef DIWAN_DESK_LETTERS_H
#define DIWAN_DESK_LETTERS_H
#include "desk/desk_priv.h"
#include "engage/engage.h"

/* Of the request. ERR_SYSTEM where its clock says no day. */
MUST_USE bool desk_today(const struct request *r, struct day *out, struct err *e);
/* Naming who did not answer closes doors, and an institution has a right of reply before anything is published about it. ERR_DENIED. */
MUST_USE bool desk_named_here(const struct request *r, struct err *e);
/* A group of a funnel, in the reader's language. */
struct str desk_group_words(struct request *r, enum ask_by by, struct str group);
struct str desk_addressee_name(struct request *r, const struct engagement *g, const struct addressee *w, struct str *language);
/* Parts of `show` (show_papers.c). */
MUST_USE bool show_restrictions(struct request *r, struct answer *a, struct err *e);
MUST_USE bool show_plans(struct request *r, struct answer *a, struct err *e);
MUST_USE bool show_replies(struct request *r, struct answer *a, struct err *e);
#endif
