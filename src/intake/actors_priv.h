/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the room `intake` only: who works with whom, on its way in. One batch for all layouts of actors, ties and scores; words are ids in batch->words. */
#ifndef DIWAN_ACTORS_PRIV_H
#define DIWAN_ACTORS_PRIV_H
#include "actor/actor.h"
#include "core/speech.h"
#include "identify/identify.h"
#include "incident/incident.h"
#include "table/table.h"

enum {
    ACTOR_WORD_MOST = 300, ACTOR_NOTE_MOST = 4000, /* bytes */
    ACTOR_NAMES_MOST = 60,                          /* of one actor */
    ACTOR_ROWS_MOST = 2000000                       /* actors, ties and scores of one file together */
};

struct actor_row {
    uint32_t key, kind, level, place, reference, said_by, note;
    bool office;
    size_t name_at, name_n; /* in batch->names */
    int64_t line;
};
struct actor_name_row {
    uint32_t language, sort, name;
};
struct tie_row {
    uint32_t from, to, relation, currency, said_by, confidence, visible, note;
    double strength, amount;
    struct day since, until;
    int64_t line;
};
struct score_row {
    uint32_t actor, issue, said_by;
    double power, interest;
    struct day day;
    int64_t line;
};
struct key_index { /* keys of rows seen, and their rows */
    struct intern keys;
    size_t *rows, room;
};
void key_index_end(struct key_index *x);
/* The row of that key seen before; else it is now number `row`, and SIZE_MAX. */
size_t seen_before(struct key_index *x, struct str key, size_t row);

/* Whether words tell of a private individual: somebody's name, or how to reach them. */
enum personal { PERSONAL_NOT, PERSONAL_NAME, PERSONAL_REACH };
enum personal personal_of(struct identify **identify, struct identify_findings *findings, struct str text); /* *identify NULL: made */
#define PERSON_EXPECTED T("an institution, or an office without the name of whoever holds it")
#define PERSON_ADVICE T("write the office instead (\"Governor of Northgate\", office yes, and its kind), or the body that it belongs to; Diwan keeps nothing of private individuals")

struct actor_batch {
    struct actor_row *actors;
    struct actor_name_row *names;
    struct tie_row *ties;
    struct score_row *scores;
    size_t actor_n, actor_room, name_n, name_room, tie_n, tie_room, score_n, score_room;
    struct intern words;
    struct problem_log log;
    int64_t rows, refused, duplicates, noted;
    struct key_index actor_keys, tie_keys, score_keys; /* while it is read */
    struct identify *identify;
    struct identify_findings findings;
    bool several; /* read from several sheets: a line alone does not say where a row stands */
};
void actor_batch_end(struct actor_batch *b);

/* ---- one row at a time (actors_put.c): kept, or refused with a reason ---- */

enum actor_field { A_KEY, A_ACRONYM, A_KIND, A_LEVEL, A_PLACE, A_OFFICE, A_REFERENCE, A_SAID_BY, A_NOTE, A_FIELDS };
enum tie_field { T_FROM, T_TO, T_RELATION, T_STRENGTH, T_SINCE, T_UNTIL, T_SAID_BY, T_CONFIDENCE, T_VISIBLE, T_AMOUNT, T_CURRENCY, T_NOTE, T_FIELDS };
enum score_field { S_ACTOR, S_ISSUE, S_POWER, S_INTEREST, S_SAID_BY, S_DAY, S_FIELDS };
struct field_words { /* what the columns or attributes of a field may be called, the surest first */
    const char *words[5];
};
extern const struct field_words actor_fields[A_FIELDS], tie_fields[T_FIELDS], score_fields[S_FIELDS], actor_name_words;
/* "name:ar", "former:en", "spelling": its sort and language; false where it is none. `language` has room for 16 bytes. */
bool actor_name_column(struct str word, const char **sort, char language[16]);

struct put_row {
    int64_t line;
    struct str cells[T_FIELDS];
    struct str columns[T_FIELDS]; /* what they are called in the file */
    struct put_name {
        const char *sort;
        char language[16];
        struct str name, column;
    } names[ACTOR_NAMES_MOST];
    size_t name_n;
    struct str source; /* who says so where the row does not */
};
void actor_put(struct actor_batch *b, const struct put_row *r);
void tie_put(struct actor_batch *b, const struct put_row *r);
void score_put(struct actor_batch *b, const struct put_row *r);
/* A row that says nothing of itself is refused by the reader of the file. */
void actors_refuse(struct actor_batch *b, int64_t line, struct str column, const char *code, struct str found, const char *expected, const char *advice);
/* After the last row: ties of what looks like a private individual go. */
void actors_settle(struct actor_batch *b);
MUST_USE bool actors_room(const struct actor_batch *b, const char *file, struct err *e); /* false: too many rows */

/* ---- tables and documents ---- */

int actors_sniff(const struct table *t);
int ties_sniff(const struct table *t);
int scores_sniff(const struct table *t);
int gephi_nodes_sniff(const struct table *t);
int gephi_edges_sniff(const struct table *t);
int kumu_elements_sniff(const struct table *t);
int kumu_connections_sniff(const struct table *t);
int matrix_sniff(const struct table *t);
enum actor_table { TABLE_ACTORS, TABLE_TIES, TABLE_SCORES, TABLE_MATRIX };
MUST_USE bool actors_table(struct table *t, enum actor_table what, struct str source, struct actor_batch *b, struct progress *p, struct err *e);
MUST_USE bool graphml_rows(struct stream *in, struct str source, struct actor_batch *b, struct err *e);
MUST_USE bool gexf_rows(struct stream *in, struct str source, struct actor_batch *b, struct err *e);

/* As people_save. */
MUST_USE bool actors_save(struct store *s, const struct actor_batch *b, struct import *im, bool write, struct err *e);
#endif
