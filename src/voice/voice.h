/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * voice: what people say. Dialogues (short statements, and votes: agree, disagree, pass) and findings of interviews and focus groups.
 *
 * A dialogue comes and goes whole: its statements, participants and votes are in use while its own row is. One that is `own` was held
 * with people here: a participant is a number drawn by lot, no time finer than a day is kept, and no output about a single participant exists.
 * Published dialogues (others put them on the net, person by person) keep the numbers and times of their export.
 */
#ifndef DIWAN_VOICE_H
#define DIWAN_VOICE_H
#include "core/core.h"
#include "incident/incident.h" /* problem_log */
#include "math/opinion.h"
#include "store/people.h"
#include "store/store.h"
#include "table/table.h"

#define VOICE_TIME_NONE INT64_MIN /* a time that is not known; else milliseconds since 1970 UTC */
enum voice_moderation { VOICE_REJECTED = -1, VOICE_NOT_MODERATED = 0, VOICE_ACCEPTED = 1 };
enum voice_seed { VOICE_SEED_UNKNOWN = -1, VOICE_BY_PARTICIPANT = 0, VOICE_SEEDED = 1 };

struct voice_words {        /* of a dialogue, in one language */
    struct str language;    /* BCP 47; "" not known */
    struct str topic, description, who_may_speak;
};
struct voice_text {         /* of a statement, in one language */
    struct str language;
    bool translated;        /* not the words it was made in */
    struct str text;
    struct str observation, feeling, need, request; /* nonviolent communication (Rosenberg); "" where nobody took it apart */
};
struct voice_statement {
    int64_t id;             /* its number in the dialogue */
    enum voice_seed seed;
    enum voice_moderation moderation;
    bool meta;              /* about the participant or the process */
    int64_t author;         /* a participant's id, of published dialogues; -1 not known */
    int64_t time_ms;        /* own dialogues: midnight of the day */
    struct voice_text *texts; /* the words it was made in first */
    size_t text_n;
};
/* Rejected or meta: takes no part in groups and picks (method 2). */
static inline bool voice_is_out(const struct voice_statement *s) { return s->moderation == VOICE_REJECTED || s->meta; }
struct voice_attribute {    /* what participants may declare: side, gender, age, district, or the dialogue's own */
    struct str name;
    struct str *values;     /* in the dialogue's order */
    size_t n;
    uint32_t *of;           /* by participant: which value; OPINION_NO_GROUP: not declared */
};

enum { VOICE_GROUP_SAID_MOST = 9999 }; /* an export numbers its groups from 0 */

/* ---- a dialogue on its way in ------------------------------------------------------------------ */

struct voice_event {        /* one vote as it was cast; numbers are places in the batch's lists */
    uint32_t participant, statement;
    int64_t time_ms;
    int8_t vote;
};
struct dialogue_batch {
    struct arena arena;     /* holds all that is below */
    struct str name, address, place, phase; /* "" not known */
    bool own;
    int64_t k;              /* smallest group of people in whose combination attributes are kept (people_least); voice_save takes the register's */
    bool by_hand;           /* made here, not read from a file: an invented country's register may hold such a dialogue, for practice, also where it is own */
    struct day closed;      /* DAY_NONE: open */
    struct voice_words *words;
    size_t word_n;
    struct voice_statement *statements; /* rising id */
    size_t statement_n;
    int64_t *participants;  /* ids as in the file, rising; own dialogues: replaced by numbers drawn by lot when saved */
    int64_t *group_said;    /* by participant, -1 none; NULL where the file does not say */
    size_t participant_n;
    struct voice_attribute *attributes;
    size_t attribute_n;
    struct voice_event *events; /* in the order they were cast, earlier votes on the same statement included */
    size_t event_n;
    struct problem_log log; /* of the file; counts of the import: */
    int64_t rows, repaired, refused, noted;
    bool api;               /* read from answers of Polis's live API; else: */
    bool polis;             /* from an export of Polis; else from tables of one's own */
    bool meta_unsaid;       /* nobody said which statements are about the participant: importers must ask (method 2) */
    /* Filled by voice_save: the dialogues whose place this one takes; none where it changes nothing. */
    struct dialogue_earlier {
        struct str name;
        int64_t votes;      /* as they were cast */
    } earlier[2];
    size_t earlier_n;
    bool earlier_gone;      /* closed: what was before goes for good */
};
void dialogue_batch_end(struct dialogue_batch *b);
/* Compare with the register (kept, known, superseded go to *im: in votes, in statements where nobody voted yet); with `write`, inside a store_task and
 * before store_import_add with im->id set, insert it. Dialogues in use of the same name, or the same address, are superseded whole; the very same content
 * changes nothing. The vote that counts is the latest by time, for equal times the later event. Own dialogues: ids are drawn by lot from `seed`, which
 * nobody may guess; times become days, authors and groups said go, a dialogue once closed stays so (and takes its earlier versions along as voice_close does); and attributes declared in combinations of fewer
 * than the register's smallest group (store_people) go, as few as can be (voice_coarsen; the batch changes, and its log says so: also without `write`). Refused (ERR_DENIED) in a
 * register for open data where it is own (but see by_hand), and where it would take the place of a dialogue that people are answering here. */
MUST_USE bool voice_save(struct store *s, struct dialogue_batch *b, uint64_t seed, struct import *im, bool write, struct progress *p, struct err *e);
/* Close an own dialogue: nobody votes any more; earlier votes are dropped, and earlier versions of it that later files superseded, for good. Of one that was held here
 * passes and codes go, the order in which people came is forgotten, and what they declared is coarsened (voice_coarsen). In a task. ERR_ABSENT, ERR_INPUT (is closed already). */
MUST_USE bool voice_close(struct store *s, int64_t dialogue, struct day day, struct err *e);

/* ---- reading ----------------------------------------------------------------------------------- */

/* What the files of a dialogue hold, in the order in which they are read and their digest goes. Each is known by the end of its name: votes.csv;
 * participants-votes.csv, participant-votes.csv; comments.csv, statements.csv; summary.csv, dialogue.csv; participants.csv; and .json in their place. */
enum dialogue_part {
    PART_VOTES,
    PART_MATRIX,       /* a row a participant, a column a statement: the latest votes, and the group of each */
    PART_STATEMENTS,
    PART_ABOUT,        /* topic, address, place ...; there may be several */
    PART_PARTICIPANTS, /* what they declared */
    PART_ASIDE,        /* an export has it, but all that is in it follows from the rest: not read */
    PART_NONE
};
enum dialogue_part dialogue_part_of(struct str name, size_t *stem); /* *stem: bytes of the name before it: folders, and what an export's files begin with */
/* Does a dialogue lie among files of these names: votes, or statements.csv with dialogue.csv, before anybody voted? */
bool dialogue_among(const struct str *names, size_t n);
/* Which of the names make up the dialogue: places in the list, in the order of enum dialogue_part. `meant`: the one that was named ("": none).
 * ERR_USAGE where there are several dialogues and none is meant, or two files of one kind; the sentence names them. `out` has room for n. */
MUST_USE bool dialogue_members(const struct str *names, size_t n, struct str meant, const char *file, size_t *out, size_t *out_n, struct err *e);

struct dialogue_source {  /* one of them, open; its name is its stream's */
    enum dialogue_part part;
    bool json;
    struct stream *in;
};
enum dialogue_signs { SIGNS_UNSAID, SIGNS_EXPORT /* agree is 1 */, SIGNS_API /* agree is -1 */ };
struct dialogue_wish {
    struct str name;      /* what it is called where no file says so */
    bool named;           /* `name` rules whatever a file says */
    const char *file;     /* for words to people */
    struct str encoding;  /* of tables; "": as table_open_as finds it */
    struct str meta;      /* ids of the statements about the participant, one a line or as a table; p NULL: none were named */
    const char *meta_file;
    enum dialogue_signs signs;
    bool all_refused;
};
/* Read the files one after the other, each to its end. ERR_INPUT where one cannot be read at all or there are no votes; single rows that
 * cannot be read are refused and told. `own` is left to the caller. On failure `out` wants dialogue_batch_end all the same. */
MUST_USE bool dialogue_read(const struct dialogue_source *list, size_t n, const struct dialogue_wish *wish, struct dialogue_batch *out,
    struct progress *p, struct err *e);
/* A table of votes alone: participant, statement, vote and perhaps when. */
int dialogue_sniff(const struct table *t);
MUST_USE bool dialogue_read_table(struct table *t, const struct dialogue_wish *wish, struct dialogue_batch *out, struct progress *p, struct err *e);

/* ---- dialogues of a register ------------------------------------------------------------------- */

struct voice_dialogue {
    int64_t origin, id, import;
    struct str name, address, place, phase;
    bool own;
    int64_t k;              /* the register's smallest group of people when it was read (store_people) */
    struct day from, to, closed;
    struct voice_words *words;
    size_t word_n;
    int64_t statements, participants, votes; /* that there are; participants: with a vote */
};
/* Fewest people of whom anything is told of it, whoever published it; and, `own`: fewest behind what is told of single statements: 0 of a published one. */
static inline int64_t voice_least(const struct voice_dialogue *d) { return people_least(d->k); }
static inline int64_t voice_own_least(const struct voice_dialogue *d) { return d->own ? people_least(d->k) : 0; }
/* Those in use, by name; texts in the arena. Each is counted: O(votes of all), where there are a million some 40 ms. */
MUST_USE bool voice_dialogues(struct store *s, struct arena *a, struct voice_dialogue **out, size_t *n, struct err *e);
/* The same without statements, participants and votes, which stay 0: for whoever needs some of them (voice_count), or none. */
MUST_USE bool voice_dialogues_uncounted(struct store *s, struct arena *a, struct voice_dialogue **out, size_t *n, struct err *e);
MUST_USE bool voice_count(struct store *s, struct voice_dialogue *d, struct err *e);
/* The same with its texts in this arena. */
struct voice_dialogue voice_copy(const struct voice_dialogue *d, struct arena *a);
/* Have `least` people or more voted in it? O(their votes). */
MUST_USE bool voice_took_part(struct store *s, const struct voice_dialogue *d, int64_t least, bool *out, struct err *e);
/* The one called so (also without regard to case, or by a beginning that only one has). ERR_ABSENT names those there are. */
MUST_USE bool voice_find(struct store *s, struct str name, struct arena *a, struct voice_dialogue *out, struct err *e);
/* By hand: statements are taken in or left out (`to`: an enum voice_moderation), or called statements about the person, or not (`meta`; `to` 1 or 0). In a
 * task; the audit says what each was before, so that it can be taken back. `changed`: those that were not so already. ERR_ABSENT. */
struct voice_change {
    bool meta;
    int64_t to;
};
MUST_USE bool voice_change_statements(struct store *s, const struct voice_dialogue *d, const struct voice_change *c, const int64_t *ids, size_t n,
    size_t *changed, struct err *e);
/* What is to be shown in `language`: that language's words, else the first there are; never NULL fields. */
const struct voice_words *voice_words_in(const struct voice_dialogue *d, const char *language);
/* The words that a statement was made in, and a translation into `language` where there is one and it is another (else NULL). */
const struct voice_text *voice_original(const struct voice_statement *s);
const struct voice_text *voice_translation(const struct voice_statement *s, const char *language);
/* The message (for say) of a declared value that everybody uses, however it is spelt: "female", "security_sector". NULL: it stands as it is. */
const char *voice_value_word(struct str value);

/* All that the answers need, in the arena. Rows of `votes`: participants with a vote, rising id; columns: statements with a vote, rising id. */
struct voice_data {
    struct voice_dialogue about;
    struct voice_statement *statements; /* all, rising id */
    size_t statement_n;
    size_t *column;         /* by column of `votes`: which of the statements */
    int64_t *ids;           /* by participant: its number. Never shown of own dialogues */
    uint32_t *group_said;   /* by participant; NULL where nobody said */
    struct voice_attribute *attributes;
    size_t attribute_n;
    struct opinion_votes votes; /* `out` is filled, never NULL */
    int64_t vote_n;         /* entries of `votes` */
};
MUST_USE bool voice_load(struct store *s, const struct voice_dialogue *d, struct arena *a, struct voice_data *out, struct progress *p, struct err *e);
/* The votes as they were cast, earlier ones too, in order of time (of own dialogues: by day alone): rows and columns as in `votes`. */
MUST_USE bool voice_events(struct store *s, const struct voice_data *d, struct arena *a, struct voice_event **out, size_t *n, struct err *e);

/* ---- the answer -------------------------------------------------------------------------------- */

/* How alike groups of resampled people must be (adjusted Rand index) for the words "much the same": below that, from 0.6 on, they are similar and not more. */
static inline bool voice_much_the_same(double rand_index) { return rand_index >= 0.8; }
enum { VOICE_ROOM_LEAST = 50, VOICE_HEARD_LEAST = 5 };
/* Fewer people in than that: no groups are looked for, only declared sides are compared. Two groups must have room in it. */
static inline int64_t voice_room_least(const struct voice_dialogue *d) { return MAX_OF((int64_t)VOICE_ROOM_LEAST, 2 * voice_least(d)); }
struct voice_options {
    bool compat;            /* equal to Polis (method 1 to 9) */
    bool replay;            /* with compat: who is in goes by the votes in order of time (method 3) */
    uint64_t seed;
    size_t resamples;       /* of the bootstrap */
    size_t threads;         /* 0: all */
};
struct voice_side {         /* groups of one kind: found, or the values of one declared attribute. Those that may not be described (opinion_told) are not among them */
    const struct voice_attribute *attribute; /* NULL: the groups that were found */
    size_t k;
    const uint32_t *of;     /* by participant; OPINION_NO_GROUP: none, or one that is not described */
    size_t *value;          /* by group: which value of the attribute; which of the found groups */
    int64_t *size;          /* people in each */
    int64_t untold;         /* people with a vote who are in none of them */
    struct opinion_tally tally;
    struct opinion_shared *shared;      /* by statement (column) */
    size_t *pick_n;                     /* by group */
    struct opinion_pick (*picks)[OPINION_PICKS_MOST];
    double *differ;         /* by statement: the smallest Holm-corrected chance (over statements and pairs) that two groups differ in agreeing; NAN */
};
struct voice_alike {        /* two statements that say nearly the same (method Beyond 11) */
    size_t a, b;            /* columns, or SIZE_MAX where one has no votes: */
    size_t statement_a, statement_b; /* numbers in `statements` */
    double text, votes;     /* overlap of their trigrams (Jaccard); share of common voters who voted alike, NAN with fewer of them than voice_least */
    int64_t voters;         /* people who voted on both */
};
struct voice_answer {
    const struct voice_data *data;
    struct voice_options options;
    struct opinion_plane plane;
    struct opinion_groups groups;
    struct opinion_stability stability;
    enum opinion_footing footing;
    bool *between;          /* by participant: between two groups */
    struct voice_side found;            /* k = 0 where there are none to be told */
    struct voice_side *sides;           /* one a declared attribute */
    size_t side_n;
    struct opinion_pick agree[OPINION_PICKS_MOST], disagree[OPINION_PICKS_MOST];
    size_t agree_n, disagree_n;
    struct opinion_bridging bridging;
    /* Columns, best first. Bridges: in every group of `by` a majority agrees, also by the lower bound (95 %) of the one that agrees least; rejected: the same
     * of disagreeing; divides: groups differ (differ < 0.05), the widest gap first. Without groups (`by` NULL): bridges and rejected by the bounds of all who voted,
     * divides: at least a quarter, by the lower bounds, on either side. Only statements that are in, and heard: 5 votes of every group, or more. */
    size_t *bridges, *rejected, *divides;
    size_t bridge_n, rejected_n, divide_n;
    const struct voice_side *by;        /* the found groups where they are well founded, else the declared attribute "side", else found groups by degrees; each only where none that is large enough is kept back; NULL: none has two groups */
    double *priority;                   /* by column */
    struct voice_alike *alike;
    size_t alike_n;
};
/* `s`: only needed for `replay`, else NULL. The data must outlive the answer. Rows of the answer are those of
 * its own `data`: an own dialogue's stand in an order of their content, so that the lot by which its ids were drawn changes nothing. ERR_ABSENT where nobody has voted. */
MUST_USE bool voice_answer_of(struct store *s, const struct voice_data *d, const struct voice_options *o, struct arena *a, struct voice_answer *out,
    struct progress *p, struct err *e);
/* What may be told of each group on one statement; true: of every one. Of a published dialogue all. Of an own one a group needs `least` votes on it (voice_own_least; 0: all
 * may), and votes of fewer, also of those in no group, must not follow from what all cast by subtraction. may: room for the tally's groups. */
bool voice_told_on(const struct opinion_tally *t, int64_t least, size_t column, bool *may);
/* May it be told how a group stands to all others together, on one statement? It tells of the others, too. */
bool voice_told_against(const struct opinion_tally *t, int64_t least, size_t group, size_t column);
/* Statements with nearly the same words and votes, most alike first: folded as names are, in any script; rejected ones and pairs in two languages are left
 * out. Near-linear in all letters. Never fails. */
MUST_USE bool voice_alike_of(const struct voice_data *d, struct arena *a, struct voice_alike **out, size_t *n, struct err *e);

/* ---- writing ----------------------------------------------------------------------------------- */

struct voice_totals { struct str votes, agrees, disagrees, passes; }; /* of one statement, as guard let them pass; "" where it did not */
/* The dialogue as files in a folder that is made for them, whole or not at all (ERR_USAGE where there is something of that name). A published one as
 * Polis exports it: comments.csv, votes.csv, participants-votes.csv, summary.csv; dialogue.csv and participants.csv where something is to be said in
 * them; read again they give the same dialogue. Of an own one nothing about a single participant: statements.csv with `totals` (by statement; NULL for a
 * published one), and dialogue.csv. */
MUST_USE bool voice_export(struct store *s, const struct voice_data *d, const struct voice_totals *totals, const char *folder, struct err *e);
/* One of those files alone, by its name, appended to `out`. ERR_DENIED for a file about single participants of an own dialogue, with what to take
 * instead; ERR_ABSENT where there is no such file. */
MUST_USE bool voice_export_file(struct store *s, const struct voice_data *d, const struct voice_totals *totals, struct str name, struct buf *out, struct err *e);

/* ---- findings ---------------------------------------------------------------------------------- */

/* A finding of fewer people than that, or of nobody knows how many: a document leaves out who was asked, and a place finer than a governorate. */
enum { FINDING_PEOPLE_FEW = 3 };
static inline bool voice_is_few(int64_t people) { return people < FINDING_PEOPLE_FEW; }
struct voice_summary { struct str language, summary; };
struct voice_finding {
    int64_t origin, id, import, line;
    struct str said_by, key, place, method, asked;
    struct day from, to;
    int64_t people, women;  /* -1 not known */
    struct str *codes;
    size_t code_n;
    struct str direction, about;
    struct voice_summary *summaries;
    size_t summary_n;
};
/* Those in use, ordered by place, then day, then key. */
MUST_USE bool voice_findings(struct store *s, struct arena *a, struct voice_finding **out, size_t *n, struct err *e);
struct finding_batch {
    struct arena arena;
    struct voice_finding *list;
    size_t n;
    struct problem_log log;
    int64_t rows, refused, noted, duplicates;
};
void finding_batch_end(struct finding_batch *b);
int finding_sniff(const struct table *t);
/* A table of findings: one row a finding and language (docs/formats.md). `source`: who says so, for rows that name nobody. */
MUST_USE bool finding_read(struct table *t, struct str source, struct finding_batch *out, struct progress *p, struct err *e);
MUST_USE bool finding_save(struct store *s, const struct finding_batch *b, struct import *im, bool write, struct err *e);
#endif
