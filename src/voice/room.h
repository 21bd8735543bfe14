/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * room: a dialogue while it is held here. What participants do is an act; acts are committed in groups, each acknowledged once it is durable. What a page
 * needs to put the next statement before somebody is kept in memory, beside the register, and renewed when others write to it.
 *
 * A participant is a pass: 16 bytes of chance that travel in the page (and in a cookie where there is one). The register keeps its digest, with a number drawn
 * by lot, until the dialogue closes. No act has a time finer than its day, and no function here says what a single participant answered.
 */
#ifndef DIWAN_ROOM_H
#define DIWAN_ROOM_H
#include "voice/voice.h"

enum room_entry { ENTRY_LINK, ENTRY_CODES, ENTRY_PAPER };
enum { PASS_BYTES = 16, PASS_TEXT = 23 /* base 64 as addresses take it, with a NUL */, CODE_LETTERS = 8, ROOM_STATEMENT_LETTERS = 280, ROOM_ATTRIBUTES_MOST = 8 };
struct pass {
    unsigned char b[PASS_BYTES];
};
void pass_new(struct pass *p);                      /* drawn; nothing is kept until somebody votes with it */
void pass_text(const struct pass *p, char out[PASS_TEXT]);
bool pass_read(struct str text, struct pass *out);  /* false: no pass at all */

/* ---- the record -------------------------------------------------------------------------------- */

struct room_settings {
    enum room_entry entry;
    struct day opened;      /* DAY_NONE: in preparation */
    bool may_add, listed, result;
    struct str rules;       /* "": the program's */
};
/* A new dialogue, held here (own), with an import of layout "by hand" (so that `undo` takes it back). In a task. `b`: name, words, statements (seeded, accepted),
 * attributes with their values; no participants. ERR_INPUT where the name is taken or a text too long. */
MUST_USE bool room_new(struct store *s, const struct dialogue_batch *b, const struct room_settings *how, int64_t *dialogue, struct err *e);
/* Of a dialogue in use; ERR_ABSENT where it is not held here. */
MUST_USE bool room_settings_of(struct store *s, int64_t dialogue, struct arena *a, struct room_settings *out, struct err *e);
MUST_USE bool room_settings_set(struct store *s, int64_t dialogue, const struct room_settings *how, struct err *e); /* in a task; also makes a dialogue from a file one that is held here (own ones only: ERR_DENIED) */
/* Texts of a dialogue or statement in one language, put in place of those there are; by moderators. In a task. */
MUST_USE bool room_words_set(struct store *s, int64_t dialogue, const struct voice_words *words, struct err *e);
MUST_USE bool room_statement_add(struct store *s, int64_t dialogue, const struct voice_text *texts, size_t n, enum voice_seed seed, enum voice_moderation moderation, struct day day, int64_t *id, struct err *e);
MUST_USE bool room_statement_text_set(struct store *s, int64_t dialogue, int64_t statement, const struct voice_text *text, struct err *e);
/* `n` new codes, of CODE_LETTERS each from an alphabet without look-alikes, written "ABCD-EFGH" one a line into `out`; only digests are kept. In a task. */
MUST_USE bool room_codes_new(struct store *s, int64_t dialogue, size_t n, struct buf *out, struct err *e);
MUST_USE bool room_codes_count(struct store *s, int64_t dialogue, int64_t *made, int64_t *used, struct err *e);
/* One ballot from paper: a participant of its own. votes: by place in `statements`, VOTE_NONE where nothing was crossed. In a task. */
#define VOTE_NONE 2
struct room_declared { struct str attribute, value; };
struct room_ballot {
    const int64_t *statements;
    const int8_t *votes;
    size_t n;
    const struct room_declared *declared;
    size_t declared_n;
    struct day day;
};
MUST_USE bool room_ballot_add(struct store *s, int64_t dialogue, const struct room_ballot *b, struct err *e);

struct room_outcome { int64_t id; struct str language, text, said_by; struct day day; };
MUST_USE bool room_outcomes(struct store *s, int64_t dialogue, struct arena *a, struct room_outcome **out, size_t *n, struct err *e);
MUST_USE bool room_outcome_add(struct store *s, int64_t dialogue, const struct room_outcome *o, size_t n, struct err *e); /* one, in n languages (one id). In a task */
struct room_attendance { struct str kind, why; int64_t invited, came; /* -1 not known */ bool left_out; };
struct room_meeting { int64_t id; struct day day; struct str place, note; struct room_attendance *kinds; size_t kind_n; };
MUST_USE bool room_meetings(struct store *s, int64_t dialogue, struct arena *a, struct room_meeting **out, size_t *n, struct err *e);
MUST_USE bool room_meeting_set(struct store *s, int64_t dialogue, struct room_meeting *m, struct err *e); /* id 0: a new one, whose id it then has. In a task */

/* ---- what participants do ---------------------------------------------------------------------- */

enum room_act_kind { ACT_VOTE, ACT_STATEMENT, ACT_DECLARE, ACT_ENTER /* with a code */ };
enum room_verdict {
    ACT_DONE,
    ACT_CLOSED,     /* the dialogue is not open */
    ACT_UNKNOWN,    /* no such statement, attribute or value */
    ACT_NO_CODE,    /* a pass that no code let in; or a code that is none */
    ACT_CODE_USED,
    ACT_FULL,       /* a limit was reached (statements of one participant: 20; waiting for moderation: 5,000) */
    ACT_FAILED      /* the register failed; nothing of the group is there: e says why */
};
struct room_act {
    enum room_act_kind kind;
    int64_t dialogue;       /* id */
    struct pass pass;
    struct day day;
    int64_t statement;      /* VOTE */
    int8_t vote;
    struct voice_text text; /* STATEMENT: one language */
    struct room_declared declared[ROOM_ATTRIBUTES_MOST]; /* DECLARE: in place of what was said before; "" value: rather not say */
    size_t declared_n;
    struct str code;        /* ENTER: as typed: blanks, hyphens and case do not matter */
    enum room_verdict verdict; /* filled by room_commit */
    int64_t made;           /* STATEMENT: its id */
};

/* ---- in memory --------------------------------------------------------------------------------- */

struct rooms;           /* all open dialogues held here; functions below may be called from any thread */
struct rooms *rooms_new(void);
void rooms_free(struct rooms **r);
/* Make it so that memory holds what the register holds: reads again only what others than room_commit changed (by the register's generation). Before each group, and
 * before pages are made where the generation moved. */
MUST_USE bool rooms_refresh(struct rooms *r, struct store *s, struct err *e);
/* Commit acts as one change of the register that leaves its generation as it is but counts votes_generation up (store_task_votes): all are durable when this returns true. Verdicts are told
 * each by each: an act that is refused leaves the others. Prepared statements; O(acts). One thread at a time (the writer). */
MUST_USE bool room_commit(struct rooms *r, struct store *s, struct room_act *acts, size_t n, struct err *e);

/* What the page of one participant needs; texts in the arena. */
struct room_page {
    int64_t dialogue;
    struct str name, topic, description, rules, language; /* in the reader's language where there is one; `language`: what it is in */
    enum room_entry entry;
    bool open, may_add, result, closed;
    bool known;             /* this pass has taken part (or a code let it in) */
    bool declared;          /* the attributes were asked */
    struct room_attribute { struct str name; struct str *values; size_t n; } *attributes;
    size_t attribute_n;
    size_t answered, statements; /* progress */
    struct room_statement {
        int64_t id;
        struct str text, language, translation; /* translation into the reader's language, "" none */
    } next;                 /* id -1: all are answered */
};
/* ERR_ABSENT where no dialogue of that name is held here. `skip`: statements passed over on this page's way (so that "skip" shows another; at most 16). The next statement is drawn with the
 * weights of opinion_priority (method: routing), by chance that nobody can guess. O(statements). */
MUST_USE bool room_page(struct rooms *r, struct str name, const char *language, const struct pass *pass, const int64_t *skip, size_t skip_n, struct arena *a, struct room_page *out, struct err *e);
MUST_USE bool room_id(struct rooms *r, struct str name, int64_t *dialogue, struct err *e); /* exact name. ERR_ABSENT */
struct room_listed { int64_t dialogue; struct str name, topic, language; bool closed, listed; };
MUST_USE bool rooms_listed(struct rooms *r, const char *language, struct arena *a, struct room_listed **out, size_t *n, struct err *e);
#endif
