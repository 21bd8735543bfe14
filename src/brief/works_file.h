/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * works_file: projects as IATI activities (2.03), and rows of who does what where as a table with HXL tags. Only what may leave the house gets into them. Read
 * in again by a register that is empty, the rows are the same.
 *
 * What a file of IATI must have and nobody told the register (a title, a description, a status, a day, who takes part) is left out, never made up:
 * `incomplete` counts such projects. Amounts that nobody states have no form in IATI and are left out, too.
 */
#ifndef DIWAN_WORKS_FILE_H
#define DIWAN_WORKS_FILE_H
#include "actor/actor.h"
#include "actor/project.h"

struct works_source { /* an import, and whom it is from: keys of activities carry that */
    int64_t import;
    struct str source;
};
struct works_leaving { /* in the arena it was chosen into */
    const struct project **projects;    /* those of files */
    const struct activity **activities;
    size_t project_n, activity_n;
    size_t projects_held, activities_held; /* name an institution of a kind that others must not read of */
    const struct roster *roster;
    const struct works_source *sources;
    size_t source_n;
};
void works_leaving(const struct works *w, const struct roster *r, struct arena *a, struct works_leaving *out);

void works_iati(const struct works_leaving *l, struct buf *out, size_t *incomplete, size_t *amounts_left_out);
void works_csv(const struct works_leaving *l, struct buf *out);
MUST_USE bool works_xlsx(const struct works_leaving *l, struct buf *out, struct err *e);
/* Projects of files as Diwan's own table (layout `projects`): with their pillars and whom they are for; money, markers and shares are in IATI alone. */
void works_projects_csv(const struct works_leaving *l, struct buf *out);
MUST_USE bool works_projects_xlsx(const struct works_leaving *l, struct buf *out, struct err *e);

/* The cells of both: two rows of heads (words, tags), then a row an activity. */
enum { WORKS_CELLS = 22 };
extern const char *const works_heads[WORKS_CELLS], *const works_tags[WORKS_CELLS];
struct str works_cell(const struct works_leaving *l, size_t activity, size_t column, struct arena *a);
#endif
