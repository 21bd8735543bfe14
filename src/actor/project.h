/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * project: who does what where, as files say: projects (IATI) and activities (rows of 3W, 4W, 5W tables), how a batch of them enters the
 * register, and what follows from them: projects derived from activities, money that is counted once along a chain.
 *
 * Names of people who can be called, their telephones and addresses are not read. What a file does not say stays unknown: it is no zero.
 */
#ifndef DIWAN_PROJECT_H
#define DIWAN_PROJECT_H
#include "codebook/codebook.h"
#include "incident/incident.h" /* problem_log */
#include "store/store.h"
#include "table/table.h"

struct project_text {
    struct str language, title, description;
};
struct project_actor { /* role: funding, accountable, extending, implementing */
    struct str role, actor, reference, kind;
};
struct project_place {
    struct str country, place; /* ISO 3166-1 alpha-3; code or name below it */
    double share;              /* of the money, 0 to 1; NAN not said */
    double latitude, longitude;
    bool exact;
};
struct project_sector { /* vocabulary: dac5, dac3, cluster, sdg, own */
    struct str vocabulary, code, name;
    double share; /* within its vocabulary, 0 to 1; NAN not said */
};
struct project_marker {
    struct str scheme, code;
    int64_t score;
};
struct project_money { /* kind: budget, pledge, incoming_commitment, incoming, commitment, disbursement, expenditure */
    struct str kind;
    double amount; /* may be negative: a correction. NAN: there was some, and nobody says how much */
    struct str currency;
    struct day day, day_to;
    struct str payer, payer_project, payee, payee_project;
};
struct project_group { /* whom it is for, as the file says */
    struct str people;
};
#define PROJECT_LIST(type, name) struct type *name; size_t name##_n
struct project {
    int64_t origin, id, import, line;
    struct str key, reporter, status, pillar, pve, parent;
    struct day from, to; /* DAY_NONE not known */
    bool days_planned;
    bool derived; /* from activities: nothing of it stands in the register but they */
    PROJECT_LIST(project_text, texts);
    PROJECT_LIST(project_actor, actors);
    PROJECT_LIST(project_place, places);
    PROJECT_LIST(project_sector, sectors);
    PROJECT_LIST(project_group, groups);
    PROJECT_LIST(project_marker, markers);
    PROJECT_LIST(project_money, money);
};
/* What a table of projects (Diwan's own) has a column for: the rest of a project that is there stays as it is. */
enum project_gives {
    GIVES_STATUS = 1, GIVES_FROM = 2, GIVES_TO = 4, GIVES_PILLAR = 8, GIVES_PVE = 16, GIVES_PARENT = 32, GIVES_REPORTER = 64, GIVES_FUNDING = 128, GIVES_ACCOUNTABLE = 256,
    GIVES_EXTENDING = 512, GIVES_IMPLEMENTING = 1024, GIVES_COUNTRY = 2048, GIVES_PLACES = 4096, GIVES_SECTORS = 8192, GIVES_GROUPS = 16384, GIVES_TITLE = 32768, GIVES_ALL = 65535,
};
enum { COUNT_UNKNOWN = -1 };
struct activity {
    int64_t origin, id, import, line;
    struct str key, project, organisation, implementer, funder, sector, what, country, admin1, place, status, people, indicator, unit, currency;
    double latitude, longitude, amount; /* NAN not known */
    struct day from, to;
    int64_t targeted, reached; /* COUNT_UNKNOWN */
};
/* What a file holds: projects or activities. Texts in `arena` and in `words`. */
struct works_batch {
    struct project *projects; /* heap */
    size_t project_n, project_room;
    struct activity *activities; /* heap */
    size_t activity_n, activity_room;
    struct arena arena;
    struct intern words;
    struct problem_log log;
    int64_t given;      /* 0: of a format that says all of a project but its pillar; else Diwan's own table, and what it has columns for (enum project_gives) */
    int64_t rows, repaired, refused, noted, duplicates; /* rows = projects + activities + refused + duplicates */
};
void works_batch_end(struct works_batch *b);

/* ---- reading ---- */

/* IATI activities 2.0x as a stream: memory for one activity and for what is kept of it. Document types are refused, so entities never expand;
 * depth, length of texts and items of an activity are bounded. An activity without identifier is refused, with line and column's name; a
 * file that is no such XML fails (ERR_INPUT). */
int iati_head(struct str head); /* 100 where the first bytes begin such a file */
MUST_USE bool iati_read(struct stream *in, struct works_batch *out, struct progress *p, struct err *e);
/* The same, flattened to a table: a row an activity, lists in cells split by semicolons. */
int iati_table_sniff(const struct table *t);
MUST_USE bool iati_table_read(struct table *t, struct works_batch *out, struct progress *p, struct err *e);
/* Who does what where: columns by HXL tag, also those of early drafts, else by header words in English, Arabic and French; `map`:
 * FIELD=COLUMN,... before both; "" none. */
int who_what_sniff(const struct table *t);
bool who_what_map_is(struct str map); /* does it name the organisation, which no incident has? */
MUST_USE bool who_what_read(struct table *t, struct str map, struct works_batch *out, struct progress *p, struct err *e);

/* ---- into the register ---- */

/* As others' batches: what is there is compared, kept, known and superseded go to *im; with `write`, in a store_task, it is written. A project is
 * known by its key. An activity is known by its own id with its source, else by who does what where when for whom and what is counted, and the
 * how-manieth of that it is in the file: another number of the same is a correction. A row that says exactly what an earlier row of its file says is a duplicate. */
/* `now` completed by what is there of the same project: of a file that says all but the pillar by that (and whom it is for, where it says nobody); of an own table by all that it has no column for.
 * Where words of a list are those that are there, what was known of them besides (shares, references, points) stays with them. Copies into `a`; once more, it changes nothing. */
void project_complete(struct project *now, const struct project *there, int64_t given, struct arena *a);
void project_digest_add(const struct project *p, struct buf *out); /* all that it says, its line apart */
MUST_USE bool works_save(struct store *s, struct works_batch *b, struct import *im, bool write, struct err *e);
int64_t activity_digest(const struct activity *x);
void activity_keys(struct works_batch *b, struct str source); /* before works_save; also drops duplicates */

/* ---- out of the register ---- */

struct works { /* in the arena it was read into */
    struct project *projects; /* those of files by (origin, id), then those derived, by key */
    size_t project_n, own_n;
    struct activity *activities; /* by (origin, id) */
    size_t activity_n;
    uint32_t *project_of; /* by activity: its project */
};
void works_derive(struct works *w, struct arena *a); /* of projects and activities as they stand: what works_read does at its end */
MUST_USE bool works_read_own(struct store *s, struct arena *a, struct works *out, struct err *e); /* as files say it: nothing derived */
MUST_USE bool works_read(struct store *s, struct arena *a, struct works *out, struct err *e);
/* The rule: an activity is of the project whose code its row gives; else of the one of its organisation, implementer, sector, what is done and country. Appended. */
void activity_project_key(const struct activity *x, struct buf *out);

/* ---- money counted once ---- */

/* Sums of one project in one currency; currencies are never added together. */
struct money_sum {
    size_t project;
    struct str currency;
    double budget, pledged, committed, disbursed, spent, received;
    double from_here; /* of what it received: from a project of this register that reports what it paid */
    double paid_here; /* what projects of this register say that they paid into it */
    double counted;   /* what entered the register here: max(disbursed + spent, received) less what came from a project of this register */
    int64_t unknown;  /* amounts that nobody says */
};
/* By project, then in the order of the currencies' first mention. */
void money_sums(const struct works *w, struct arena *a, struct money_sum **out, size_t *n);

/* ---- codes ---- */

struct str dac_code(struct str code, bool *mapped); /* withdrawn codes as those in force */
const struct code *dac_sector(struct str vocabulary, struct str code); /* of CODES_SECTORS; NULL: another vocabulary, or a code that has no name there */
/* The codebook's names of sectors in every language, folded as names are; a withdrawn code's name means the code in force. */
struct dac_names {
    struct intern folded;
    const struct code **of; /* heap, by number in `folded` less 1 */
};
void dac_names_begin(struct dac_names *n);
void dac_names_end(struct dac_names *n);
const struct code *dac_named(const struct dac_names *n, struct str words); /* NULL: no sector is called so */
const char *project_status_of(struct str word);     /* "" not known: IATI code or words in en, ar, fr */
const char *project_status_words(struct str code);   /* as people read it: a msgid; NULL a code that is none */
const char *money_kind_of(struct str code);         /* of IATI transaction types; NULL one that is not kept (interest, repayment) */
const char *actor_role_of(struct str code);         /* of IATI's organisation roles, 1 to 4 or in words; NULL */
#endif
