/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * agenda_book: an agenda as a workbook, a sheet a table, which `add` reads back as it is; and as a logical framework as donors ask for it. All of it is for the register's own people:
 * who may have it is the caller's question.
 */
#ifndef DIWAN_AGENDA_BOOK_H
#define DIWAN_AGENDA_BOOK_H
#include "agenda/agenda.h"
#include "core/speech.h"
#include "guard/publish.h"

/* `all`: also the answers to the questions before harm, with their notes, and who signed what: for stewards. Sheets are called in the language of `speech`; codes, days and numbers are as files
 * have them. Empty tables are left out. The same bytes for the same rows. */
MUST_USE bool agenda_xlsx(struct store *s, const struct agenda_book *b, const struct publish_facts *facts, const struct speech *speech, bool all, struct buf *out, struct err *e);
/*
 * The logical framework alone, as CSV. A goal is an agenda, an outcome an item's need, an output what is asked for, an activity a project beside it; what people already do about it is no activity of whoever can
 * act, and stands as a capacity, with who does it. Each indicator has a row of its
 * own at its outcome: baseline, target, latest value, each with its range where it has one; means of verification are its source, assumptions the item's premises. Texts in the language of
 * `speech`, else in English, else in the first that there is; an owner by the name that language has for it. What is not known is empty. It is made to be handed on: it has what a steward signed, and calls whoever did not keep
 * their word as guard does for others (`facts`: publish_call). `all`: what is not signed too, everybody by name, and a column that says which are signed: for the register's own people.
 */
void agenda_logframe(const struct agenda_book *b, const struct publish_facts *facts, const struct speech *speech, bool all, struct buf *out);
#endif
