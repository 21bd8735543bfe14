/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DIWAN_DESK_PRIV_H
#define DIWAN_DESK_PRIV_H
#include "account/account.h"
#include "brief/brief.h"
#include "desk/desk.h"
#include "guard/identify_register.h"
#include "incident/incident.h"
#include "intake/intake.h"
#include "panel/panel.h"

extern const struct operation operation_new, operation_add, operation_undo, operation_erase, operation_retention, operation_show, operation_count, operation_trend,
    operation_brief, operation_bridge, operation_check, operation_backup, operation_redact, operation_key, operation_note, operation_demo, operation_template, operation_actors, operation_letters, operation_help, operation_release, operation_voice, operation_serve, operation_user, operation_words;

extern const struct operation operation_settings, operation_gaps, operation_projects, operation_agenda;
/* Open the register of the request. One without encryption is refused where --key-file was given, and noted where something is to be written
 * and DIWAN_PASSPHRASE is set: an open file may have been put in the place of an encrypted one. */
MUST_USE bool desk_open(struct request *r, struct answer *a, enum store_mode mode, struct store **out, struct err *e);
/* That refusal, before the register is opened: to open an older one for writing would bring it up to date. */
MUST_USE bool desk_key_file_serves(const struct request *r, struct err *e);

/* Words in the reader's language, flat, in the request's arena. */
struct str desk_told(struct request *r, const char *msgid, const struct slot *slots, size_t n);
struct str desk_counted(struct request *r, const char *one, const char *many, int64_t n);
#define DESK_TOLD(r, msgid, ...) desk_told((r), (msgid), (const struct slot[]){__VA_ARGS__}, sizeof((const struct slot[]){__VA_ARGS__}) / sizeof(struct slot))
void desk_note(struct request *r, struct answer *a, const char *msgid, const struct slot *slots, size_t n);
#define DESK_NOTE(r, a, msgid, ...) desk_note((r), (a), (msgid), (const struct slot[]){__VA_ARGS__}, sizeof((const struct slot[]){__VA_ARGS__}) / sizeof(struct slot))
struct slot desk_slot(const char *name, struct str text);
struct slot desk_number_slot(struct request *r, const char *name, int64_t n); /* in the reader's digits */

/* Say so where two releases of one source are counted twice. */
void desk_note_twice(struct request *r, struct answer *a, const struct incident_columns *c, const struct selection *which);

/* Say so where the register is of an invented country. (Of operations that need a register to read the desk itself says it.) */
MUST_USE bool desk_note_invented(struct request *r, struct answer *a, struct err *e);

/* Say so where something is due to be erased, or an erasure was cut short: a remark, which says nothing where it cannot be asked. */
void desk_note_due(struct request *r, struct answer *a);

/* Say so where --from or --to lie inside a month. */
void desk_note_months(struct request *r, struct answer *a);

/* What a brief can be asked for, the same for `brief` and `release`. */
#define DESK_BRIEF_OPTIONS                                                                                                          \
    {"o", OPTION_TEXT, "FILE", T("write to this file")},                                                                             \
    {"for", OPTION_CHOICE, "minister|wall", T("one page for somebody with five minutes, or plain words for a wall")},                \
    {"mirror-time", OPTION_FLAG, NULL, T("in Arabic and Kurdish time runs from right to left, too")},                                \
    {"active", OPTION_WHOLE, "N", T("killed in three months from which violence is called active (25)")},                            \
    {"war", OPTION_WHOLE, "N", T("killed in three months from which it is called war (250)")},                                       \
    {"statement", OPTION_TEXT, "FILE", T("a partner's own judgement, plain text, set apart in a frame; may be given several times")}, \
    {"statement-by", OPTION_TEXT, "NAME", T("who signs it: \"Name, role\"; once for each statement, in their order")}
/* All that the brief asked for needs; `signoff` NULL: a draft (brief.c). */
/* What people say into a brief that was gathered; nothing where nothing is on record (brief_voices.c). */
MUST_USE bool desk_brief_voices(struct request *r, struct store *s, struct brief_data *b, struct err *e);
/* Who does what where, into a full brief that was gathered (gaps_gather.c); nothing where no work is on record. */
MUST_USE bool desk_brief_coverage(struct request *r, struct store *s, struct brief_data *b, struct err *e);
/* What was asked and what came back, into a full brief of a country that was gathered (brief_engagement.c); nothing where nothing was asked. */
MUST_USE bool desk_brief_engagement(struct request *r, struct store *s, struct brief_data *b, struct err *e);
/* Public restrictions because of which data are missing, into a full brief that was gathered (brief_engagement.c). */
MUST_USE bool desk_brief_hidden(struct request *r, struct store *s, struct brief_data *b, struct err *e);
/* What people agreed, whom to turn to and what partners judge, into a brief that was gathered (brief_agenda.c); nothing where nothing of it is on record. */
MUST_USE bool desk_brief_agenda(struct request *r, struct store *s, struct brief_data *b, struct err *e);
/* The rows of the items of an agenda that a statement of a brief stands on (brief_trace_agenda.c). Nothing where there are none. */
void desk_trace_items(struct request *r, struct answer *a, const struct brief_data *b, const struct trace *t);
void desk_trace_items_json(struct json *j, const struct brief_data *b, const struct trace *t);
/* The statements of dialogues that a statement of a brief stands on, with counts that guard lets pass: never people (brief_trace_votes.c). Nothing where there are none. */
void desk_trace_votes(struct request *r, struct answer *a, const struct brief_data *b, const struct trace *t);
void desk_trace_votes_json(struct json *j, const struct brief_data *b, const struct trace *t);
MUST_USE bool desk_brief(struct request *r, struct answer *a, const struct incident_columns *c, const struct brief_signoff *signoff,
    struct brief_data *out, struct err *e);
/* Part of `show` (release.c). */
MUST_USE bool show_publications(struct request *r, struct answer *a, struct err *e);

/* Parts of `actors` (same.c): which names may mean one actor; a decision. */
MUST_USE bool desk_same(struct request *r, struct answer *a, struct err *e);
MUST_USE bool desk_same_decide(struct request *r, struct answer *a, struct err *e);

/* --seed, else the one that everything is made with. */
enum { DESK_SEED = 1 };
uint64_t desk_seed(const struct request *r);

/* Whether a table of n rows is not more than whoever asks may have at once (rows_most). ERR_USAGE. */
MUST_USE bool desk_rows_fit(const struct request *r, size_t n, struct err *e);
/* A document that is one table. */
struct doc_table *desk_table(struct request *r, struct answer *a, const char *key, const char *title_msgid, size_t columns, size_t rows);
void desk_column(struct request *r, struct doc_table *t, size_t at, const char *key, const char *label_msgid, bool number, const char *hxl);
/* Of the columns with these keys, blanks between, JSON has names beside codes (struct doc_column, named). */
void desk_named(struct doc_table *t, const char *keys);
void desk_text(struct answer *a, struct doc_table *t, size_t row, size_t column, struct str text);
void desk_both(struct answer *a, struct doc_table *t, size_t row, size_t column, struct str shown, const char *lang, struct str machine);
void desk_number(struct doc_table *t, size_t row, size_t column, int64_t v);

/* What people answered in a dialogue: kept, or made now by `make`, in an arena of its own; it lives as long as the request. */
struct voice_dialogue;
struct voice_data;
struct voice_answer;
typedef bool desk_answer_fn(struct store *s, const struct voice_dialogue *d, uint64_t seed, struct arena *a, struct voice_data *data, struct voice_answer *out, struct err *e);
MUST_USE bool desk_answer(struct request *r, struct store *s, const struct voice_dialogue *d, uint64_t seed, desk_answer_fn *make, const struct voice_answer **out, struct err *e);

/* The columns of the open register, and the place named by --place or an argument (-1: none named). */
MUST_USE bool desk_columns(struct request *r, struct incident_columns **c, struct err *e);
/* Load them, run fn on them, drop them: what fn answers must not point into them. */
MUST_USE bool desk_with_columns(struct request *r, struct answer *a,
    bool (*fn)(struct request *, struct answer *, const struct incident_columns *, struct err *), struct err *e);
/* By source: what was listed is to be cited; what was not is counted: nobody should take a part for the whole (show.c). */
void desk_licences(struct request *r, struct answer *a, const struct incident_columns *c, const int64_t *listed, const int64_t *withheld);
/* By source: whose records stand behind the numbers is to be cited with them, where the licence asks for it (show.c). */
void desk_cite(struct request *r, struct answer *a, const struct incident_columns *c, const int64_t *counted);
/* The same for machines: an array of {source, incidents, licence, citation}. */
void desk_sources_json(struct json *j, const struct incident_columns *c, const int64_t *counted);
/* --active and --war, else what the register's stewards set (facts level_active, level_war), else the program's: the thresholds of the levels, the same for `trend` and
 * `brief`. ERR_USAGE where war would not be above active. */
MUST_USE bool desk_thresholds(struct request *r, struct level_thresholds *out, struct err *e);
/* --trace: where a statement of a brief comes from (brief_trace.c): its method, its sets of records with their sums, the records. Ids that
 * there are, and `problems`, where it has no such statement. */
MUST_USE bool desk_trace(struct request *r, struct answer *a, const struct brief_data *b, struct err *e);
MUST_USE bool desk_place(const struct incident_columns *c, struct str words, int *place, struct err *e);

/* One thing named on the command line into the intake: a file, or (beside.c) a shapefile whose members lie beside it, or the folder they
 * lie in. */
MUST_USE bool desk_read_file(struct request *r, struct intake *in, const char *path, struct err *e);

/* What could identify somebody (identify.c): 0 .. 2 * IDENTIFY_KINDS - 1, first in one's own words, then in published ones. */
int64_t identifying_n(const struct identified *x, size_t k);
const char *identifying_code(size_t k);
struct str identifying_label(struct request *r, size_t k);
struct str identifying_machine(struct request *r, size_t k); /* in English */
bool identifying_is(struct str code, size_t *k);
/* `code`: of the rows that are wanted as a list; "" for none. */
MUST_USE bool identifying_look(struct store *s, const struct incident_columns *c, struct request *r, struct str code, struct identified *out, struct err *e);
void identifying_list(struct request *r, struct answer *a, const struct identified *x, size_t k);
void identifying_note(struct request *r, struct answer *a, const struct identified *x);
/* After a file was added: one line where it holds such words of one's own. */
void desk_note_identifying(struct request *r, struct answer *a, const struct import *im);

/* Parts of `show` (show_names.c): names, and what a summary says of them. */
MUST_USE bool show_names(struct request *r, struct answer *a, struct err *e);
void desk_note_aliases(struct request *r, struct answer *a, struct alias_counts n);
void desk_note_names(struct request *r, struct answer *a); /* a remark: says nothing where all is known, or cannot be asked */
/* Parts of `show` (show_voice.c). */
/* What of a dialogue held here may whoever asks be told? Nothing of one that people are answering (*open), unless they hold dialogues: those are told how many, in steps of ten,
 * so that nobody can watch a single answer arrive. Without an account nothing of one that is not closed, or not `listed`. */
struct voice_dialogue;
MUST_USE bool desk_dialogue_told(const struct request *r, struct store *s, const struct voice_dialogue *d, bool *listed, bool *open, bool *told, struct err *e);
/* Leave out those that may not be told. `open`: which of the others people are answering, as many as the list; NULL: those are left out, too. */
MUST_USE bool desk_dialogues_told(const struct request *r, struct store *s, struct voice_dialogue *list, size_t *n, bool *open, struct err *e);
/* Of a dialogue that people are answering: in steps of ten; 0 where they are not as many as the smallest group, counted in tens (people_step): a setting that is moved one by one finds no number out. */
static inline int64_t desk_step(int64_t people, int64_t k) { return people < people_step(k) ? 0 : people - people % 10; }
MUST_USE bool show_dialogues(struct request *r, struct answer *a, struct err *e);
/* gaps_gather.c: who does what where, against need, in a country and period as a brief has them; what people asked for goes in as far as whoever asks may be told. *out NULL: no work is
 * on record. `wish`: country, level, period, pillars; the rest is filled in. */
struct coverage;
struct coverage_wish;
MUST_USE bool desk_coverage(struct request *r, struct store *s, const struct incident_columns *c, struct coverage_wish *wish, struct coverage **out, struct err *e);
MUST_USE bool show_projects(struct request *r, struct answer *a, struct err *e);
/* Parts of `show` (show_letters.c). */
MUST_USE bool show_letters(struct request *r, struct answer *a, struct err *e);
MUST_USE bool show_promises(struct request *r, struct answer *a, struct err *e);
MUST_USE bool show_findings(struct request *r, struct answer *a, struct err *e);
/* Part of `show` (agenda_list.c): items, a row each. */
MUST_USE bool show_agenda(struct request *r, struct answer *a, struct err *e);
/* show_actors.c: what may leave the house; and that as a file, its form by the path's ending. */
MUST_USE bool show_actors(struct request *r, struct answer *a, struct err *e);
MUST_USE bool show_ties(struct request *r, struct answer *a, struct err *e);
MUST_USE bool desk_actors_file(struct request *r, struct answer *a, struct str path, struct err *e);
/* Parts of `show` (show_said.c). */
MUST_USE bool show_aliases(struct request *r, struct answer *a, struct err *e);
MUST_USE bool show_observability(struct request *r, struct answer *a, struct err *e);
MUST_USE bool show_phases(struct request *r, struct answer *a, struct err *e);
const char *desk_licence_words(enum licence v); /* msgid; "" where nobody has stated one */
MUST_USE bool show_licences(struct request *r, struct answer *a, struct err *e);
#endif
