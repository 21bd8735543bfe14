/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside room*.c of the room `voice` only: how open dialogues lie in memory, and how passes and codes become digests. */
#ifndef DIWAN_ROOM_PRIV_H
#define DIWAN_ROOM_PRIV_H
#include "voice/room.h"
#include "voice/voice_priv.h"
#include <pthread.h>

enum { ROOM_ADDED_MOST = 20, ROOM_WAITING_MOST = 5000, ROOM_NAME_BYTES = 80, ROOM_WORDS_LETTERS = 5000, ROOM_LANGUAGE_BYTES = 35 };

/* ---- passes and codes -------------------------------------------------------------------------- */

/* What the register keeps of a pass or a code: SHA-256 over the register's uuid, the dialogue and the bytes, so that the same pass is another one elsewhere. */
struct digest room_pass_digest(struct str uuid, int64_t dialogue, const struct pass *p);
/* `letters`: CODE_LETTERS of them, as room_code_read gives them. */
struct digest room_code_digest(struct str uuid, int64_t dialogue, const char *letters);
/* As typed: blanks, hyphens and case do not matter, and digits of Arabic keyboards serve. False: no code at all. */
bool room_code_read(struct str typed, char out[CODE_LETTERS]);
/* Drawn by lot, and beyond the numbers that dialogues from files have. */
int64_t room_lot(void);
bool room_digest_read(struct str hex, struct digest *out);
MUST_USE bool room_uuid(struct store *s, struct arena *a, struct str *out, struct err *e);

/* ---- words ------------------------------------------------------------------------------------- */

/* White space and control characters become single blanks, those at the ends go. In the arena. */
struct str room_clean(struct str text, struct arena *a);
/* Letters (code points) of a text; SIZE_MAX where it is no UTF-8. */
size_t room_letters(struct str text);

/* ---- the record -------------------------------------------------------------------------------- */

enum room_entry room_entry_of(struct str word);
const char *room_entry_word(enum room_entry entry);
/* The end of an own dialogue: passes and codes go, what was declared is coarsened, and the order in which people came is forgotten. In a task. */
MUST_USE bool room_end(struct store *s, int64_t dialogue, struct err *e);

/* The line of the log that a change of a held dialogue leaves: `what`, and the dialogue's name before what is told of it. In a task. */
MUST_USE bool room_told(struct store *s, int64_t dialogue, const char *what, struct err *e, const char *fmt, ...) PRINTF(5, 6);

/* ---- in memory --------------------------------------------------------------------------------- */

struct seat {               /* a participant */
    int64_t id;
    struct digest pass;
    uint64_t *votes;        /* two bits a statement, by its place: what seat_vote says */
    uint32_t words;         /* of `votes` */
    uint16_t added;         /* statements, since the server began: the register does not keep who added what */
    bool has_pass, asked;
};
enum seat_vote { SEAT_NONE, SEAT_AGREE, SEAT_DISAGREE, SEAT_PASS };

struct said {               /* a statement */
    int64_t id, agree, disagree, seen;
    bool shown, meta, waits; /* accepted; about the person; not looked at */
    const struct voice_text *texts; /* the words it was made in first; NULL behind text_n 0 */
    size_t text_n;
};
struct ticket {             /* a code; or one who has no seat yet and added statements */
    struct digest digest;
    uint32_t n;             /* used: 1; statements added */
};
struct index {              /* digest -> place in a list; open addressing */
    uint32_t *slot;         /* 1 + place; 0: free */
    size_t room, n;
};
struct held {               /* a dialogue */
    struct arena texts;     /* all that is text */
    int64_t id;
    struct str name;
    struct room_settings how;
    struct day closed, from, to;
    struct voice_words *words;
    size_t word_n;
    struct room_attribute *attributes;
    size_t attribute_n;
    struct said *statements; /* rising id */
    size_t statement_n, statement_room;
    int64_t waiting;        /* statements of participants that nobody looked at yet */
    struct seat *seats;
    size_t seat_n, seat_room;
    struct index passes;
    struct ticket *codes, *adders;
    size_t code_n, code_room, adder_n, adder_room;
    struct index code_index, adder_index;
};
struct rooms {
    pthread_mutex_t writing; /* who changes memory: held from the decision to the end of a commit, and while it is read anew */
    pthread_rwlock_t lock;   /* between those who read and the moment of change */
    int64_t generation, votes; /* of the register, as memory has it; -1: nothing was read yet */
    uint64_t lot, lots;      /* drawn once; how often something small was drawn by it since: atomic */
    char uuid[64];
    struct held **list;
    size_t n, list_room;
};

static inline bool held_open(const struct held *h) { return day_known(h->how.opened) && !day_known(h->closed); }
void held_free(struct held **h);
struct held *rooms_by_id(const struct rooms *r, int64_t dialogue); /* NULL */
struct held *rooms_by_name(const struct rooms *r, struct str name);
size_t held_statement(const struct held *h, int64_t id);  /* place; SIZE_MAX */
size_t held_seat(const struct held *h, const struct digest *pass); /* place; SIZE_MAX */
/* A seat at the end, with or without a pass. */
struct seat *held_seat_add(struct held *h, int64_t id, const struct digest *pass);
void held_seat_pop(struct held *h);
enum seat_vote seat_vote(const struct seat *t, size_t statement);
void held_vote_set(struct held *h, struct seat *t, size_t statement, enum seat_vote v); /* counts follow */
static inline enum seat_vote seat_vote_of(int64_t vote) { return vote > 0 ? SEAT_AGREE : vote < 0 ? SEAT_DISAGREE : SEAT_PASS; }
struct ticket *ticket_find(const struct index *x, struct ticket *list, const struct digest *d);
struct ticket *ticket_add(struct index *x, struct ticket **list, size_t *n, size_t *room, const struct digest *d);
/* rooms_refresh for whoever has r->writing. */
MUST_USE bool rooms_refresh_held(struct rooms *r, struct store *s, struct err *e);
#endif
