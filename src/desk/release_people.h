/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a release says of what could identify somebody: in the register's own words that are in use, and in the statements of the brief. */
#ifndef DIWAN_RELEASE_PEOPLE_H
#define DIWAN_RELEASE_PEOPLE_H
#include "desk/desk_priv.h"

struct people {
    int64_t used[IDENTIFY_KINDS];       /* fields, as `check` counts them: own words, in use */
    int64_t statements[IDENTIFY_KINDS]; /* findings in the statements and in the names under them */
};
MUST_USE bool people_look(struct request *r, const struct brief_data *b, struct people *out, struct err *e);
/* As lines. */
void people_tell(struct request *r, const struct people *p, struct buf *out);
void people_tell_register(struct request *r, const struct people *p, struct buf *out);
/* As lines KEY=VALUE of the record, those that are not 0. */
void people_record(const struct people *p, struct buf *out);
#endif
