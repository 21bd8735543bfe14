/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: parts of the command. What may be seen of an answer (voice_shown.c), and its forms. */
#ifndef DIWAN_DESK_VOICE_PRIV_H
#define DIWAN_DESK_VOICE_PRIV_H
#include "desk/desk_priv.h"
#include "brief/meetings.h"
#include "voice/voice.h"

/* How a dialogue is held here (voice_room.c). */
struct voice_room {
    bool held;
    struct room_settings how;
    int64_t codes, used, passes;
};
bool voice_room_asked(const struct request *r);         /* --open or --codes */
MUST_USE bool voice_room_change(struct request *r, struct answer *a, struct err *e); /* does it, on r->store */
MUST_USE bool voice_room_read(struct store *s, const struct voice_dialogue *d, struct arena *a, struct voice_room *out, struct err *e);
void voice_room_tell(struct request *r, struct answer *a, const struct voice_dialogue *d, const struct voice_room *room);
void voice_room_json(struct json *j, const struct voice_dialogue *d, const struct voice_room *room);

/* One answer and who looks at it. Of own dialogues nothing of a single participant goes out, and no number with fewer people behind it than the register tells of. */
struct voice_view {
    struct request *r;
    struct answer *a;
    const struct voice_data *d;
    const struct voice_answer *x;
    struct opinion_tally total; /* everybody with a vote: its only row */
    struct cells_basis basis;
    int64_t k;                  /* fewest people who are told of */
    const struct room_meeting *meetings; /* of one held here: who was invited, and who came */
    size_t meeting_n;
    const struct voice_room *room;
    bool open;                  /* people are answering it: counts go in steps of ten */
    bool all;                   /* groups of any size may be described: published, and as Polis does it */
};
struct voice_view voice_view_of(struct request *r, struct answer *a, const struct voice_data *d, const struct voice_answer *x);

/* Which groups of a side may be described at all: in the arena, by group. */
bool *voice_may(const struct voice_view *v, const struct voice_side *s);
/* Which of those may be told of for one statement: they have enough votes on it, and what is told gives nothing else away, not even the votes
 * of those who are in no group. may: room for s->k. */
void voice_may_on(const struct voice_view *v, const struct voice_side *s, const bool *described, size_t column, bool *may);
/* May a number be told that sets a group against all others, for one statement? */
bool voice_may_set_against(const struct voice_view *v, const struct voice_side *s, size_t group, size_t column);
/* What is worked out over all groups tells of each of them: does every one of them pass? Published: yes. */
bool voice_all_pass(const struct voice_view *v, const struct voice_side *s, const bool *described, size_t column);
bool voice_passes(const struct voice_view *v, int64_t people); /* enough of them, or published */
/* A number that rests on the votes of n people; and the share x of n with its interval (Wilson, 95 %). */
struct shown_cell voice_number(const struct voice_view *v, double value, int64_t n);
struct shown_cell voice_share(const struct voice_view *v, int64_t x, int64_t n);
double voice_value(const struct voice_view *v, double value, int64_t n); /* NAN where it does not pass */
const struct voice_statement *voice_of_column(const struct voice_view *v, size_t column);
/* People with a vote in no group of the side. */
int64_t voice_ungrouped(const struct voice_view *v, const struct voice_side *s);

struct str voice_group_label(struct request *r, const struct voice_side *s, size_t group); /* "Group A", or the value declared */
struct str voice_value_label(struct request *r, struct str value); /* in the reader's language where it is a usual one */
struct str voice_topic(struct request *r, const struct voice_dialogue *d);
/* The statement in its own words, with its number; a translation behind it where there is one. */
void voice_quote(const struct voice_view *v, struct words *w, const struct voice_statement *s);
const char *voice_moderation_words(enum voice_moderation m); /* msgid */
struct str voice_moderation_code(enum voice_moderation m);

void voice_json(const struct voice_view *v);            /* into answer.json */
void voice_document(const struct voice_view *v, bool report); /* into answer.doc */
void voice_statements(const struct voice_view *v);      /* a table of them */
MUST_USE bool voice_next(struct request *r, struct answer *a, const struct voice_data *d, struct err *e);
#endif
