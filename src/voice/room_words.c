/* SPDX-License-Identifier: GPL-3.0-or-later */
/* room: what dialogues and statements say, cleaned and within limits, put in place of what they said. */
#include "voice/room_priv.h"
#include <assert.h>

static bool is_blank(unsigned char c)
{
    return c <= ' ' || c == 0x7F;
}

struct str room_clean(struct str text, struct arena *a)
{
    char *out = arena_get(a, text.n + 1);
    size_t n = 0;
    bool due = false; /* a blank, before the next letter */
    text = str_trim(text);
    for (size_t i = 0; i < text.n; i++) {
        if (is_blank((unsigned char)text.p[i])) {
            due = n > 0;
            continue;
        }
        if (due)
            out[n++] = ' ';
        due = false;
        out[n++] = text.p[i];
    }
    return (struct str){out, n};
}

size_t room_letters(struct str text)
{
    size_t n = 0, bad;
    if (!str_utf8_ok(text, &bad))
        return SIZE_MAX;
    for (size_t i = 0; i < text.n; i++)
        n += ((unsigned char)text.p[i] & 0xC0) != 0x80;
    return n;
}

/* ---- limits ---- */

static bool fits(struct str text, size_t most, const char *what, struct err *e)
{
    size_t n = room_letters(text);
    if (n == SIZE_MAX)
        return err_set(e, ERR_INPUT, "%s: these bytes are no text in UTF-8", what);
    return n <= most || err_set(e, ERR_INPUT, "%s: %zu letters are too many; the most is %zu", what, n, most);
}

static bool language_fits(struct str language, struct err *e)
{
    return language.n <= ROOM_LANGUAGE_BYTES ||
           err_set(e, ERR_INPUT, "a language is named by a short code, as \"ckb\": \"%.*s\" is none", (int)MIN_OF(language.n, (size_t)60), language.p);
}

static bool words_fit(const struct voice_words *w, struct err *e)
{
    return language_fits(w->language, e) && fits(w->topic, ROOM_STATEMENT_LETTERS, "the topic", e) && fits(w->description, ROOM_WORDS_LETTERS, "the description", e) &&
           fits(w->who_may_speak, ROOM_WORDS_LETTERS, "who may speak", e);
}

static bool text_fits(const struct voice_text *t, struct err *e)
{
    if (!str_trim(t->text).n)
        return err_set(e, ERR_INPUT, "a statement has words: this one is empty");
    return language_fits(t->language, e) && fits(t->text, ROOM_STATEMENT_LETTERS, "the statement", e) && fits(t->observation, ROOM_STATEMENT_LETTERS, "the observation", e) &&
           fits(t->feeling, ROOM_STATEMENT_LETTERS, "the feeling", e) && fits(t->need, ROOM_STATEMENT_LETTERS, "the need", e) &&
           fits(t->request, ROOM_STATEMENT_LETTERS, "the request", e);
}

/* ---- of a dialogue ---- */

static bool held_here(struct store *s, int64_t dialogue, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct room_settings how;
    return room_settings_of(s, dialogue, &a, &how, e);
}

bool room_words_set(struct store *s, int64_t dialogue, const struct voice_words *words, struct err *e)
{
    assert(store_in_task(s));
    if (!words_fit(words, e) || !held_here(s, dialogue, e))
        return false;
    return store_do(s, "INSERT INTO dialogue_text (origin, dialogue, language, topic, description, who_may_speak) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT "
               "(origin, dialogue, language) DO UPDATE SET topic = excluded.topic, description = excluded.description, who_may_speak = excluded.who_may_speak",
               WITH(bind_int(store_origin(s)), bind_int(dialogue), bind_text(words->language), bind_text(words->topic), bind_text(words->description),
                   bind_text(words->who_may_speak)), e) && room_told(s, dialogue, "dialogue changed", e, "its words in \"%.*s\"", STR_F(words->language));
}

/* ---- of a statement ---- */

static bool text_put(struct store *s, int64_t dialogue, int64_t statement, const struct voice_text *t, struct err *e)
{
    return store_do(s, "INSERT INTO statement_text (origin, dialogue, statement, language, translated, text, observation, feeling, need, request) VALUES ($1, $2, $3, "
        "$4, $5, $6, $7, $8, $9, $10) ON CONFLICT (origin, dialogue, statement, language) DO UPDATE SET text = excluded.text, observation = excluded.observation, "
        "feeling = excluded.feeling, need = excluded.need, request = excluded.request",
        WITH(bind_int(store_origin(s)), bind_int(dialogue), bind_int(statement), bind_text(t->language), bind_int(t->translated), bind_text(t->text),
            bind_text(t->observation), bind_text(t->feeling), bind_text(t->need), bind_text(t->request)), e);
}

bool room_statement_add(struct store *s, int64_t dialogue, const struct voice_text *texts, size_t n, enum voice_seed seed, enum voice_moderation moderation,
    struct day day, int64_t *id, struct err *e)
{
    struct binds which = WITH(bind_int(store_origin(s)), bind_int(dialogue));
    int64_t next = 1;
    assert(store_in_task(s) && n > 0);
    for (size_t i = 0; i < n; i++)
        if (!text_fits(&texts[i], e))
            return false;
    if (!held_here(s, dialogue, e) || !store_int(s, "SELECT max(id) + 1 FROM statement WHERE origin = $1 AND dialogue = $2", which, 1, &next, e) ||
        !store_do(s, "INSERT INTO statement (origin, dialogue, id, seed, moderation, meta, day) VALUES ($1, $2, $3, $4, $5, 0, $6)",
            WITH(bind_int(store_origin(s)), bind_int(dialogue), bind_int(next), seed == VOICE_SEED_UNKNOWN ? bind_null() : bind_int(seed), bind_int(moderation),
                voice_bind_day(day)), e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!text_put(s, dialogue, next, &texts[i], e))
            return false;
    *id = next;
    return room_told(s, dialogue, "dialogue changed", e, "statement %" PRId64 " added", next);
}

bool room_statement_text_set(struct store *s, int64_t dialogue, int64_t statement, const struct voice_text *text, struct err *e)
{
    struct binds which = WITH(bind_int(store_origin(s)), bind_int(dialogue), bind_int(statement));
    struct voice_text now = *text;
    int64_t there = 0, made_in_other = 0;
    assert(store_in_task(s));
    if (!text_fits(text, e) || !held_here(s, dialogue, e) ||
        !store_int(s, "SELECT count(*) FROM statement WHERE origin = $1 AND dialogue = $2 AND id = $3", which, 0, &there, e) ||
        !store_int(s, "SELECT count(*) FROM statement_text WHERE origin = $1 AND dialogue = $2 AND statement = $3 AND translated = 0 AND language <> $4",
            WITH(bind_int(store_origin(s)), bind_int(dialogue), bind_int(statement), bind_text(text->language)), 0, &made_in_other, e))
        return false;
    now.translated = now.translated || made_in_other > 0; /* a statement was made in one language */
    if (!there)
        return err_set(e, ERR_ABSENT, "there is no statement %" PRId64 " in this dialogue", statement);
    return text_put(s, dialogue, statement, &now, e) && room_told(s, dialogue, now.translated ? "dialogue translated" : "dialogue changed", e, "words of statement %" PRId64 " in \"%.*s\"",
        statement, (int)MIN_OF(text->language.n, (size_t)35), text->language.p);
}
