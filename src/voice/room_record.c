/* SPDX-License-Identifier: GPL-3.0-or-later */
/* room: how a dialogue is held here: made, opened, and ended without a trace of who came when. */
#include "voice/room_priv.h"
#include <assert.h>

static const char *const entry_words[] = {[ENTRY_LINK] = "link", [ENTRY_CODES] = "codes", [ENTRY_PAPER] = "paper"};

enum room_entry room_entry_of(struct str word)
{
    for (size_t i = 0; i < ARRAY_LEN(entry_words); i++)
        if (str_is(word, entry_words[i]))
            return (enum room_entry)i;
    return ENTRY_PAPER; /* lets nobody in */
}

const char *room_entry_word(enum room_entry entry)
{
    return entry_words[entry];
}

/* ---- settings ---- */

bool room_settings_of(struct store *s, int64_t dialogue, struct arena *a, struct room_settings *out, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT t.entry, t.opened, t.may_add, t.listed, t.result, t.rules FROM dialogue_room AS t JOIN dialogue AS d ON "
        "d.origin = t.origin AND d.id = t.dialogue WHERE t.origin = $1 AND t.dialogue = $2 AND d.ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(dialogue)));
    bool there = rows_next(r);
    if (there) {
        struct str rules = rows_text(r, 5);
        *out = (struct room_settings){room_entry_of(rows_text(r, 0)), rows_null(r, 1) ? DAY_NONE : (struct day){(int32_t)rows_int(r, 1)}, rows_int(r, 2) != 0,
            rows_int(r, 3) != 0, rows_int(r, 4) != 0, {arena_text(a, rules.p, rules.n), rules.n}};
    }
    if (!rows_end(&r, e))
        return false;
    return there || err_set(e, ERR_ABSENT, "dialogue %" PRId64 " is not held here: `diwan voice REGISTER DIALOGUE --open link` opens one", dialogue);
}

struct before { /* what a dialogue was */
    bool there, own, closed, opened;
};

static bool before_of(struct store *s, int64_t dialogue, struct before *out, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT d.own, CASE WHEN d.closed IS NULL THEN 0 ELSE 1 END, CASE WHEN t.opened IS NULL THEN 0 ELSE 1 END FROM "
        "dialogue AS d LEFT JOIN dialogue_room AS t ON t.origin = d.origin AND t.dialogue = d.id WHERE d.origin = $1 AND d.id = $2 AND d.ended_by IS NULL",
        WITH(bind_int(store_origin(s)), bind_int(dialogue)));
    *out = (struct before){0};
    if (rows_next(r))
        *out = (struct before){true, rows_int(r, 0) != 0, rows_int(r, 1) != 0, rows_int(r, 2) != 0};
    return rows_end(&r, e);
}

static bool may_hold(const struct before *was, int64_t dialogue, const struct room_settings *how, struct err *e)
{
    if (!was->there)
        return err_set(e, ERR_ABSENT, "there is no dialogue %" PRId64 " in use: `diwan show` with `dialogues` lists them", dialogue);
    if (!was->own)
        return err_set(e, ERR_DENIED, "this dialogue was published by others, person by person: it cannot be held here, and nothing was changed");
    if (was->closed && !was->opened && day_known(how->opened))
        return err_set(e, ERR_INPUT, "this dialogue is closed: nobody votes in it any more, and nothing was changed");
    if (room_letters(how->rules) > ROOM_WORDS_LETTERS)
        return err_set(e, ERR_INPUT, "the rules of the house are longer than %d letters, or no text: nothing was changed", (int)ROOM_WORDS_LETTERS);
    return true;
}

/* Whoever opens a dialogue stands by the statements that it came with: those are put before people. */
static bool seeds_accept(struct store *s, int64_t dialogue, struct err *e)
{
    return store_do(s, "UPDATE statement SET moderation = 1 WHERE origin = $1 AND dialogue = $2 AND moderation = 0 AND (seed IS NULL OR seed = 1)",
        WITH(bind_int(store_origin(s)), bind_int(dialogue)), e);
}

static bool settings_write(struct store *s, int64_t dialogue, const struct room_settings *how, struct err *e)
{
    struct before was;
    assert(store_in_task(s));
    if (!before_of(s, dialogue, &was, e) || !may_hold(&was, dialogue, how, e))
        return false;
    if (!store_do(s, "INSERT INTO dialogue_room (origin, dialogue, entry, opened, may_add, listed, result, rules) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT "
            "(origin, dialogue) DO UPDATE SET entry = excluded.entry, opened = excluded.opened, may_add = excluded.may_add, listed = excluded.listed, result = "
            "excluded.result, rules = excluded.rules", WITH(bind_int(store_origin(s)), bind_int(dialogue), bind_text(str_of(entry_words[how->entry])),
            voice_bind_day(how->opened), bind_int(how->may_add), bind_int(how->listed), bind_int(how->result), bind_text(how->rules)), e))
        return false;
    if (day_known(how->opened) && !was.opened && !seeds_accept(s, dialogue, e))
        return false;
    return true;
}

bool room_told(struct store *s, int64_t dialogue, const char *what, struct err *e, const char *fmt, ...)
{
    struct buf said CLEANUP(buf_end) = {0};
    char more[200];
    va_list args;
    va_start(args, fmt);
    vsnprintf(more, sizeof more, fmt, args);
    va_end(args);
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT name FROM dialogue WHERE origin = $1 AND id = $2", WITH(bind_int(store_origin(s)), bind_int(dialogue)));
    while (rows_next(r))
        buf_str(&said, rows_text(r, 0));
    buf_f(&said, ": %s", more);
    return rows_end(&r, e) && store_audit(s, what, buf_view(&said), e);
}

static bool settings_told(struct store *s, int64_t dialogue, const char *what, const struct room_settings *how, struct err *e)
{
    return room_told(s, dialogue, what, e, "held by %s, %s", entry_words[how->entry], day_known(how->opened) ? "open" : "in preparation");
}

bool room_settings_set(struct store *s, int64_t dialogue, const struct room_settings *how, struct err *e)
{
    return settings_write(s, dialogue, how, e) && settings_told(s, dialogue, "room", how, e);
}

/* ---- a new one ---- */

static bool name_fits(struct str name, struct err *e)
{
    bool good = name.n > 0 && name.n <= ROOM_NAME_BYTES && str_eq(name, str_trim(name)) && room_letters(name) != SIZE_MAX && !str_is(name, ".") && !str_is(name, "..");
    for (size_t i = 0; good && i < name.n; i++)
        good = (unsigned char)name.p[i] > ' ' && name.p[i] != 0x7F && !strchr("/\\?#%&\"'<>", name.p[i]);
    return good || err_set(e, ERR_INPUT, "\"%.*s\" cannot be the name of a dialogue, which stands in its address: take letters, digits and hyphens, without blanks, %d "
        "bytes at most", (int)MIN_OF(name.n, (size_t)100), name.p, (int)ROOM_NAME_BYTES);
}

static bool name_free(struct store *s, struct str name, struct err *e)
{
    int64_t n = 0;
    if (!store_int(s, "SELECT count(*) FROM dialogue WHERE origin = $1 AND ended_by IS NULL AND lower(name) = lower($2)", WITH(bind_int(store_origin(s)), bind_text(name)), 0, &n, e))
        return false;
    return n == 0 || err_set(e, ERR_INPUT, "there is a dialogue \"%.*s\" already: take another name", STR_F(name));
}

static bool texts_fit(const struct dialogue_batch *b, struct err *e)
{
    if (b->attribute_n > ROOM_ATTRIBUTES_MOST)
        return err_set(e, ERR_INPUT, "people are asked at most %d things about themselves, not %zu: each makes them easier to find", (int)ROOM_ATTRIBUTES_MOST, b->attribute_n);
    for (size_t i = 0; i < b->word_n; i++)
        if (room_letters(b->words[i].topic) > ROOM_STATEMENT_LETTERS || room_letters(b->words[i].description) > ROOM_WORDS_LETTERS ||
            room_letters(b->words[i].who_may_speak) > ROOM_WORDS_LETTERS || b->words[i].language.n > ROOM_LANGUAGE_BYTES)
            return err_set(e, ERR_INPUT, "the topic has at most %d letters, the description and who may speak %d each", (int)ROOM_STATEMENT_LETTERS, (int)ROOM_WORDS_LETTERS);
    for (size_t i = 0; i < b->statement_n; i++)
        for (size_t k = 0; k < b->statements[i].text_n; k++)
            if (room_letters(b->statements[i].texts[k].text) > ROOM_STATEMENT_LETTERS || b->statements[i].texts[k].language.n > ROOM_LANGUAGE_BYTES)
                return err_set(e, ERR_INPUT, "statement %zu is longer than %d letters, or no text", i + 1, (int)ROOM_STATEMENT_LETTERS);
    return true;
}

static bool batch_save(struct store *s, const struct dialogue_batch *b, struct import *im, struct err *e)
{
    struct dialogue_batch made = *b; /* its own log and arena: the caller's batch stays as it is */
    made.own = made.by_hand = true;
    made.log = (struct problem_log){0};
    made.arena = (struct arena){0};
    bool fine = store_next_id(s, "import", &im->id, e) && voice_save(s, &made, (uint64_t)room_lot(), im, true, NULL, e) && store_import_add(s, im, NULL, 0, e);
    dialogue_batch_end(&made);
    return fine;
}

bool room_new(struct store *s, const struct dialogue_batch *b, const struct room_settings *how, int64_t *dialogue, struct err *e)
{
    struct import im = {.file = b->name, .layout = STR("by hand"), .source = STR(""), .who = STR(""), .time = STR(""), .rows = (int64_t)b->statement_n};
    assert(store_in_task(s) && b->participant_n == 0);
    return name_fits(b->name, e) && name_free(s, b->name, e) && texts_fit(b, e) && batch_save(s, b, &im, e) && store_int(s, "SELECT id FROM dialogue WHERE origin = $1 AND import = $2", WITH(bind_int(store_origin(s)), bind_int(im.id)), 0, dialogue, e) &&
           settings_write(s, *dialogue, how, e) && settings_told(s, *dialogue, "dialogue made", how, e);
}

/* ---- the end ---- */

struct ending {
    struct store *s;
    struct arena arena;
    struct binds which;
    struct dialogue_batch b; /* participants and what they declared, for voice_coarsen */
};

static struct str held_text(const struct rows *r, int column, struct arena *a)
{
    struct str t = rows_text(r, column);
    return (struct str){arena_text(a, t.p, t.n), t.n};
}

/* Rising: the order of the lot. */
static bool people_read(struct ending *w, struct err *e)
{
    int64_t most = 0;
    if (!store_int(w->s, "SELECT count(*) FROM participant WHERE origin = $1 AND dialogue = $2", w->which, 0, &most, e))
        return false;
    w->b.participants = ARENA_ARRAY(&w->arena, int64_t, most + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(w->s, "SELECT id FROM participant WHERE origin = $1 AND dialogue = $2 ORDER BY id", w->which);
    while (rows_next(r) && w->b.participant_n < (size_t)most)
        w->b.participants[w->b.participant_n++] = rows_int(r, 0);
    return rows_end(&r, e);
}

static struct voice_attribute *attribute_of(struct ending *w, struct str name, int64_t values)
{
    for (size_t i = 0; i < w->b.attribute_n; i++)
        if (str_eq(w->b.attributes[i].name, name))
            return &w->b.attributes[i];
    struct voice_attribute *x = &w->b.attributes[w->b.attribute_n++];
    *x = (struct voice_attribute){name, ARENA_ARRAY(&w->arena, struct str, values + 1), 0, ARENA_ARRAY(&w->arena, uint32_t, w->b.participant_n + 1)};
    for (size_t i = 0; i < w->b.participant_n; i++)
        x->of[i] = OPINION_NO_GROUP;
    return x;
}

static bool choices_read(struct ending *w, struct err *e)
{
    int64_t values = 0;
    if (!store_int(w->s, "SELECT count(*) FROM choice WHERE origin = $1 AND dialogue = $2", w->which, 0, &values, e))
        return false;
    w->b.attributes = ARENA_ARRAY(&w->arena, struct voice_attribute, values + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(w->s, "SELECT attribute, value FROM choice WHERE origin = $1 AND dialogue = $2 ORDER BY number, attribute, value", w->which);
    while (rows_next(r)) {
        struct str name = held_text(r, 0, &w->arena), value = held_text(r, 1, &w->arena);
        struct voice_attribute *x = attribute_of(w, name, values);
        x->values[x->n++] = value;
    }
    return rows_end(&r, e);
}

static bool declared_read(struct ending *w, struct err *e)
{
    size_t at = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(w->s, "SELECT participant, attribute, value FROM declared WHERE origin = $1 AND dialogue = $2 ORDER BY participant", w->which);
    while (rows_next(r)) {
        while (at < w->b.participant_n && w->b.participants[at] < rows_int(r, 0))
            at++;
        if (at == w->b.participant_n || w->b.participants[at] != rows_int(r, 0))
            continue;
        for (size_t i = 0; i < w->b.attribute_n; i++)
            for (size_t v = 0; str_eq(w->b.attributes[i].name, rows_text(r, 1)) && v < w->b.attributes[i].n; v++)
                if (str_eq(w->b.attributes[i].values[v], rows_text(r, 2)))
                    w->b.attributes[i].of[at] = (uint32_t)v;
    }
    return rows_end(&r, e);
}

/* Rows lie in a table in the order in which they came: laid down anew, in the order of the lot, they tell nobody who came first. */
static bool people_write(const struct ending *w, struct err *e)
{
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(w->s, "INSERT INTO participant (origin, dialogue, id) VALUES ($1, $2, $3)", e);
    if (!b)
        return false;
    for (size_t i = 0; i < w->b.participant_n; i++) {
        struct bind row[] = {w->which.b[0], w->which.b[1], bind_int(w->b.participants[i])};
        if (!bulk_row(b, row, ARRAY_LEN(row), e))
            return false;
    }
    return bulk_end(&b, e);
}

static bool declared_write(const struct ending *w, struct err *e)
{
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(w->s, "INSERT INTO declared (origin, dialogue, participant, attribute, value) VALUES ($1, $2, $3, $4, $5)", e);
    if (!b)
        return false;
    for (size_t i = 0; i < w->b.participant_n; i++)
        for (size_t k = 0; k < w->b.attribute_n; k++) {
            const struct voice_attribute *x = &w->b.attributes[k];
            struct bind row[] = {w->which.b[0], w->which.b[1], bind_int(w->b.participants[i]), bind_text(x->name), bind_text(STR(""))};
            if (x->of[i] == OPINION_NO_GROUP)
                continue;
            row[4] = bind_text(x->values[x->of[i]]);
            if (!bulk_row(b, row, ARRAY_LEN(row), e))
                return false;
        }
    return bulk_end(&b, e);
}

/* What could be chosen stays whole: everybody saw it, and an answer that was gone would tell that a few had given it, one that stayed that nobody had. */
static bool end_all(struct ending *w, struct err *e)
{
    return store_people(w->s, &w->b.k, e) && people_read(w, e) && choices_read(w, e) && declared_read(w, e) && voice_coarsen(&w->b, e) &&
           store_do(w->s, "DELETE FROM pass WHERE origin = $1 AND dialogue = $2", w->which, e) &&
           store_do(w->s, "DELETE FROM entry_code WHERE origin = $1 AND dialogue = $2", w->which, e) &&
           store_do(w->s, "DELETE FROM declared WHERE origin = $1 AND dialogue = $2", w->which, e) &&
           store_do(w->s, "DELETE FROM participant WHERE origin = $1 AND dialogue = $2", w->which, e) && people_write(w, e) && declared_write(w, e);
}

bool room_end(struct store *s, int64_t dialogue, struct err *e)
{
    struct ending w = {.s = s, .which = WITH(bind_int(store_origin(s)), bind_int(dialogue))};
    bool fine = end_all(&w, e);
    dialogue_batch_end(&w.b);
    arena_end(&w.arena);
    return fine;
}
