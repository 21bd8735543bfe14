/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * agenda_book: an agenda as a workbook, a sheet a table, which `add` reads back as it is; and as a logical framework as donors ask for it. All of it is for the register's own people:
 * who may have it is the caller's question.
 */
#ifndef DIWAN_AGENDA_BOOK_H
#define DIWAN_AGENDA_BOOK_H
#include "agenda/agenda.h"
#include "core/speech.h"

/* `all`: also the answers to the questions before harm, with their notes, and who signed what: for stewards. Sheets are called in the language of `speech`; codes, days and numbers are as files
 * have them. Empty tables are left out. The same bytes for the same rows. */
MUST_USE bool agenda_xlsx(struct store *s, const struct agenda_book *b, const struct speech *speech, bool all, struct buf *out, struct err *e);
/*
 * The logical framework alone, as CSV. A goal is an agenda, an outcome an item's need, an output what is asked for, an activity what people already do or a project beside it. Each indicator has a row of its
 * own at its outcome: baseline, target, latest value, each with its range where it has one; means of verification are its source, assumptions the item's premises. Texts in the language of
 * `speech`, else in English, else in the first that there is. What is not known is empty.
 */
void agenda_logframe(const struct agenda_book *b, const struct speech *speech, struct buf *out);
#endif
