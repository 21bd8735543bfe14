/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agenda: as a file, for whoever works on it elsewhere. */
#ifndef DIWAN_DESK_AGENDA_OUT_H
#define DIWAN_DESK_AGENDA_OUT_H
#include "agenda/agenda.h"
#include "desk/desk_priv.h"

/*
 * `path` ends in .xlsx (each table a sheet, which `add` reads back, and the logical framework) or .csv (the logical framework alone). For the register's own people: the caller sees to that. The logical framework has what is signed. `all`: for
 * stewards, there also what is not, by name, with a column that says so; in the workbook what was answered before harm, with its notes, and who signed; it is recorded, so the store is open for writing (of an encrypted register or a trial alike).
 */
MUST_USE bool agenda_out(struct request *r, struct answer *a, const struct agenda_book *b, const struct publish_facts *facts, struct str path, bool all, struct err *e);
/* `what`: PARTNER=FILE.png gives a partner its mark, PARTNER= takes it back. Recorded under r->who. */
MUST_USE bool agenda_logo(struct request *r, struct answer *a, struct str what, struct err *e);
/* A picture as its file has it, for a mark: not empty, and not larger than one may be. ERR_INPUT. */
MUST_USE bool desk_picture(const char *path, struct buf *out, struct err *e);
#endif
