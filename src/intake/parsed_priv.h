/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the room `intake` only: the batches of all kinds, as they leave the cage and as they are read from it. Texts that are read point into the bytes. */
#ifndef DIWAN_PARSED_PRIV_H
#define DIWAN_PARSED_PRIV_H
#include "intake/intake_priv.h"
#include "intake/record_priv.h"

void log_in(struct source *s, struct problem_log *log);
void problems_out(struct sink *s, const struct problem *list, size_t n);
struct problem *problems_in(struct source *s, struct arena *a, size_t *n);
void incidents_out(struct sink *s, const struct incident_batch *b);
bool incidents_in(struct source *s, struct incident_batch *b);
void people_out(struct sink *s, const struct people_batch *b);
bool people_in(struct source *s, struct people_batch *b);
void said_out(struct sink *s, const struct said_batch *b);
bool said_in(struct source *s, struct said_batch *b);
void findings_out(struct sink *s, const struct finding_batch *b);
bool findings_in(struct source *s, struct finding_batch *b);
void actors_out(struct sink *s, const struct actor_batch *b);
bool actors_in(struct source *s, struct actor_batch *b);
void borders_out(struct sink *s, const struct border_batch *b);
bool borders_in(struct source *s, struct border_batch *b);
void dialogue_out(struct sink *s, const struct dialogue_batch *b);
bool dialogue_in(struct source *s, struct dialogue_batch *b);
void works_out(struct sink *s, const struct works_batch *b);
bool works_in(struct source *s, struct works_batch *b);
void contacts_out(struct sink *s, const struct contact_batch *b);
bool contacts_in(struct source *s, struct contact_batch *b);
void papers_out(struct sink *s, const struct paper_batch *b);
bool papers_in(struct source *s, struct paper_batch *b);
bool border_is_sound(struct str wkb);
struct question { /* what is asked of the cage; texts point into its bytes */
    struct str name;
    const char *shown; /* the same, ended */
    int64_t size;
    struct intake_options o;
    bool open_data;
    struct mapping *kept;
    size_t kept_n;
    struct arena arena;
};
bool question_in(struct source *s, struct question *out);
void answer_out(struct sink *s, const struct work *w, const struct intake_looked *looked, const struct err *e);
/* What the cage wrote, into a work whose layout is not known yet: batch, layout, mapping, result. `told`: the refused rows and first rows. */
bool answer_in(struct source *s, struct work *w, struct intake_looked *told, struct err *e);
#endif
