/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * engage: what was asked of whom, and what came back: letters, calls, meetings, answers, promises, as those who asked wrote it down.
 *
 * An addressee is an institution or an office, in the words of its row; a roster resolves them. What did not come back is told by name to the
 * register's own people alone (guard_addressee).
 */
#ifndef DIWAN_ENGAGE_H
#define DIWAN_ENGAGE_H
#include "actor/actor.h"

/* ---- words of the codebook (engagement) ---- */

struct contact_kind {
    const char *code, *label; /* label: msgid */
    bool asks;                /* sent to somebody, who may answer it: letter, e-mail, call, short message */
};
struct outcome {
    const char *code, *label;
    bool answers; /* counts as an answer */
};
struct follow_up { /* what became of a promise */
    const char *code, *label;
};
struct restriction_kind { /* what stood in the way */
    const char *code, *label;
};
const struct restriction_kind *restriction_kind_of(struct str word);
const struct restriction_kind *restriction_kinds(size_t *n);
/* NULL where it is none. A code in any case, hyphens and blanks as underscores, or its label in a language that the program speaks. */
const struct contact_kind *contact_kind_of(struct str word);
const struct contact_kind *contact_kinds(size_t *n);
const struct outcome *outcome_of(struct str word);
const struct outcome *outcomes(size_t *n);
const struct follow_up *follow_up_of(struct str word);
const struct follow_up *follow_ups(size_t *n);

/* ---- records ---- */

struct contact { /* strings in the arena; days DAY_NONE and trust NAN where not known */
    struct str key, from, to, topic, asked, answer, article, note;
    const struct contact_kind *kind;
    const struct outcome *outcome;
    struct day day, due, outcome_day;
    double trust_before, trust_after; /* -3 to 3 */
    int64_t origin, id, import, line;
};
struct promise {
    struct str key, contact, actor, promised, evidence;
    const struct follow_up *state;
    struct day made, due, state_day, told;
    int64_t origin, id, import, line;
};
/*
 * What is known of a promise on a day. It is kept, broken (not kept) or withdrawn where somebody wrote so, and never for any other reason. What is dated later is not there yet; a state without a day stands.
 * Of the others the day decides: one that is past its day with nothing written is late, one kept in part is partly late. Late is not broken: nobody knows what became of it, and unknown is not failure. A promise without a day is never
 * late, and one is not late on its day. told_participants says that people heard what came of it, not what that was: it counts as a promise of which nothing is written.
 */
enum promise_now { PROMISE_OPEN, PROMISE_LATE, PROMISE_KEPT, PROMISE_PARTLY, PROMISE_PARTLY_LATE, PROMISE_BROKEN, PROMISE_WITHDRAWN };
enum { PROMISE_NOWS = PROMISE_WITHDRAWN + 1 };
/* `on` DAY_NONE: nobody says which day it is, so nothing is dated later and nothing is late. */
enum promise_now promise_now(const struct promise *p, struct day on);
const struct follow_up *promise_state_then(const struct promise *p, struct day on); /* as written by then; promise_made where nothing was */
bool promise_outstanding(enum promise_now now); /* something is still to come of it: open, late, in part */
bool promise_overdue(enum promise_now now);     /* ... and its day has passed */
/* Broken or overdue: whoever made it may have failed, or may have kept it without a word. Asks for the right to reply before it is told by name; says nothing of which it is. */
bool promise_in_doubt(enum promise_now now);
const char *promise_now_code(enum promise_now now);  /* for machines: open, late, kept, partly, partly_late, broken, withdrawn */
const char *promise_now_label(enum promise_now now); /* msgid: "Past its day; nothing known of it" */
/* Rows in use, by day, then (origin, id). */
MUST_USE bool contacts_read(struct store *s, struct arena *a, struct contact **out, size_t *n, struct err *e);
MUST_USE bool promises_read(struct store *s, struct arena *a, struct promise **out, size_t *n, struct err *e);

struct reply { /* what an institution says before anything about it is published */
    struct str actor, about, text;
    struct day asked, due, answered;
    int64_t origin, id, import, line;
};
struct restriction { /* strings in the arena */
    const struct restriction_kind *kind;
    struct str place, by, against, about, said_by;
    struct day from, to; /* `to` DAY_NONE: it goes on */
    bool hides;          /* why data of that place and time are missing */
    enum visible visible;
    int64_t origin, id, import, line;
};
/* Rows in use, by day, then (origin, id). */
MUST_USE bool restrictions_read(struct store *s, struct arena *a, struct restriction **out, size_t *n, struct err *e);
MUST_USE bool replies_read(struct store *s, struct arena *a, struct reply **out, size_t *n, struct err *e);

/* ---- what came of what was asked ---- */

/* How far an ask came. Each step counts those that came further, too: a meeting with whoever was asked is an answer. */
enum reached { REACHED_SENT, REACHED_ACKNOWLEDGED, REACHED_ANSWERED, REACHED_MET, REACHED_PROMISED, REACHED_KEPT, REACHED_STEPS };
extern const char *const reached_codes[REACHED_STEPS]; /* sent, acknowledged, ... */

struct ask { /* a letter, e-mail, call or message that reached somebody */
    const struct contact *contact;
    const struct outcome *outcome; /* as of the day; a later one counts as not yet there */
    size_t addressee;
    enum reached reached;
    bool undated;        /* answered, and nobody wrote when */
    struct day came;     /* the first answer or meeting; DAY_NONE none, or no day is known */
    int64_t waited_days; /* to that answer, or as long as it is known that there was none */
    int64_t late_days;   /* over its due day without an answer; 0: it is not, or has none */
};
struct addressee {
    struct str words;             /* as the first row has them */
    int32_t actor;                /* number in the roster; -1 */
    const struct actor_kind *kind; /* NULL not known */
    struct str level;             /* "" not known */
    int64_t asks, answered;
    struct day last, due;         /* of the last contact; of the ask that is overdue longest: DAY_NONE none is */
    struct day reply_asked, reply_answered; /* right of reply, the latest question */
};
struct overdue_promise {
    const struct promise *promise;
    size_t addressee; /* SIZE_MAX: was never asked anything */
    int64_t late_days;
};
struct engagement { /* all in the arena */
    struct day on;
    const struct roster *roster;
    struct ask *asks; /* by day, then (origin, id) */
    struct addressee *addressees;
    struct overdue_promise *promises; /* overdue (promise_overdue); the longest first */
    size_t ask_n, addressee_n, promise_n;
    int64_t planned, cancelled, undelivered, undue; /* not among the asks; open asks without a due day */
};
/*
 * As of a day: what is dated later is not there yet. An ask is what is of a kind that asks and went out: neither planned, cancelled nor undeliverable. It was met where something was held
 * with the same addressee on that day or later, on the same topic (or where one of the two has none); promised where a promise names it or such a meeting, or names nothing and was made by
 * the addressee on that day or later; kept where such a promise was kept. An ask without an answer waited until `on`, also where somebody wrote that none came by a day. O(n log n).
 */
MUST_USE bool engagement_read(struct store *s, struct day on, struct arena *a, struct engagement *out, struct err *e);

enum ask_by { ASK_BY_KIND, ASK_BY_LEVEL, ASK_BY_TOPIC, ASK_BY_CHANNEL, ASK_BY_ALL };
struct funnel {
    struct str group;             /* code, or the topic; "" not known, and of all */
    int64_t addressees, reached[REACHED_STEPS], open; /* asks that came at least so far; those nobody answered yet */
    struct estimate answered;     /* share of those sent; the exact interval is for the next one (Clopper-Pearson, 95 %) */
    struct estimate days;         /* median days to an answer, those still open as long as they are (survival_of); n = asks */
    int64_t undated;              /* answered without a day: left out of the days */
};
/* One for each group, the most asks first, then by code; of ASK_BY_ALL one (of none, too). */
size_t engagement_funnels(const struct engagement *g, enum ask_by by, struct arena *a, struct funnel **out);
/* Whom to ask next: addressees whose answer is overdue, those who never answered first, then whose is overdue longest, then by their words. Numbers of addressees. */
size_t engagement_next(const struct engagement *g, struct arena *a, size_t **out);
/* Asks that are overdue, the longest first: numbers of asks. */
size_t engagement_overdue(const struct engagement *g, struct arena *a, size_t **out);
#endif
