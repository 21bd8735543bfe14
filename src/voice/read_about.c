/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: about a dialogue (summary.csv, dialogue.csv: key and value), and what its participants declared (participants.csv). */
#include "said/said.h"
#include "voice/read_priv.h"

/* ---- key and value ---- */

static bool wrong(struct table *t, struct str key, struct str found, const char *expected, struct err *e)
{
    return err_set(e, ERR_INPUT, "%.100s: line %" PRId64 ": %.*s: \"%.*s\": expected %s; mend it and try again", table_file(t), table_line(t),
        (int)MIN_OF(key.n, (size_t)40), key.p, (int)MIN_OF(found.n, (size_t)60), found.p, expected);
}

/* "topic_ar" of "topic": the language; the bare word: no language said. False where it is another key. */
static bool in_language(struct str key, const char *word, char tag[16])
{
    size_t n = strlen(word);
    tag[0] = 0;
    if (str_is_nocase(key, word))
        return true;
    bool begins = key.n > n + 1 && str_is_nocase((struct str){key.p, n}, word) && (key.p[n] == '_' || key.p[n] == '-');
    return begins && said_language((struct str){key.p + n + 1, key.n - n - 1}, tag);
}

static bool words_key(struct reading *r, struct str key, struct str value)
{
    char tag[16];
    if (in_language(key, "topic", tag))
        read_words(r, str_of(tag))->topic = read_keep(r, value);
    else if (in_language(key, "description", tag) || in_language(key, "conversation-description", tag))
        read_words(r, str_of(tag))->description = read_keep(r, value);
    else if (in_language(key, "who_may_speak", tag))
        read_words(r, str_of(tag))->who_may_speak = read_keep(r, value);
    else
        return false;
    return true;
}

/* "choices_side,community; security sector": the dialogue's own list, in its order; a semicolon inside an answer stands doubled. */
static bool choices_key(struct reading *r, struct str key, struct str value)
{
    static const char begin[] = "choices_";
    size_t n = sizeof begin - 1;
    if (key.n <= n || !str_is_nocase((struct str){key.p, n}, begin))
        return false;
    struct read_attribute *a = read_attribute(r, (struct str){key.p + n, key.n - n});
    a->fixed = true;
    struct buf one CLEANUP(buf_end) = {0};
    for (size_t i = 0; i <= value.n; i++) {
        bool doubled = i + 1 < value.n && value.p[i] == ';' && value.p[i + 1] == ';';
        if (i < value.n && (value.p[i] != ';' || doubled)) {
            buf_char(&one, value.p[i]);
            i += doubled;
            continue;
        }
        if (str_trim(buf_view(&one)).n)
            (void)intern_id(&a->values, str_trim(buf_view(&one)));
        buf_clear(&one);
    }
    return true;
}

static bool is_count_of_polis(struct str key)
{
    static const char *const counts[] = {"views", "voters", "voters-in-conv", "commenters", "comments", "groups"};
    for (size_t i = 0; i < ARRAY_LEN(counts); i++)
        if (str_is(key, counts[i]))
            return true;
    return false;
}

static bool about_row(struct reading *r, struct table *t, struct err *e)
{
    struct dialogue_batch *b = r->b;
    struct str key = str_trim(table_cell(t, 0)), value = str_trim(table_cell(t, 1));
    struct day last;
    if (str_is(key, "key") || words_key(r, key, value) || choices_key(r, key, value) || is_count_of_polis(key))
        return true;
    if (str_is_nocase(key, "name"))
        b->name = read_keep(r, value);
    else if (str_is_nocase(key, "url") || str_is_nocase(key, "address"))
        b->address = read_keep(r, value);
    else if (str_is_nocase(key, "place"))
        b->place = read_keep(r, value);
    else if (str_is_nocase(key, "phase") && value.n && !phase_of(value))
        return wrong(t, key, value, "calm, tension, open, protracted, ceasefire, stabilising or recovery", e);
    else if (str_is_nocase(key, "phase"))
        b->phase = str_of(phase_code(phase_of(value)));
    else if (str_is_nocase(key, "closed") && value.n && (!day_parse(value, &b->closed, &last) || b->closed.n != last.n))
        return wrong(t, key, value, "the day since when nobody may vote, as 2026-03-01, or nothing", e);
    else if (!str_is_nocase(key, "closed"))
        read_problem(r, t, PROBLEM_NOTED, -1, "key_unknown", key, "name, topic_ar, description_ar, who_may_speak_ar, address, place, phase, closed or choices_side",
            "it was passed over");
    return true;
}

bool read_about(struct reading *r, struct table *t, struct err *e)
{
    static const char *const names[] = {"key", "value"};
    if (table_columns(t) < 2)
        return err_set(e, ERR_INPUT, "%.100s: is no list of a key and its value a line (\"topic,Water in the valley\")", table_file(t));
    if (!table_hxl(t))
        table_headless(t, names, ARRAY_LEN(names));
    r->b->polis = r->b->polis || str_ends(str_of(table_file(t)), "summary.csv");
    while (table_next(t))
        if (!about_row(r, t, e))
            return false;
    return !table_failed(t, e);
}

/* ---- what participants declared ---- */

enum { ATTRIBUTES_MOST = 12, VALUES_MOST = 60, WORD_MOST = 120 };

static bool passed_over(struct str name)
{
    return !name.n || str_is_nocase(name, "participant") || str_is_nocase(name, "xid") || str_is_nocase(name, "participant_id");
}

struct people {
    int person;
    int column[ATTRIBUTES_MOST];
    struct str name[ATTRIBUTES_MOST]; /* the batch's list of attributes may move */
    size_t n;
};

static bool people_columns(struct reading *r, struct table *t, struct people *p, struct err *e)
{
    if (!column_one(t, "participant", &p->person, e))
        return false;
    if (p->person < 0)
        return err_set(e, ERR_INPUT, "%.100s: what participants declared needs their number in a column \"participant\", and a column for each thing declared (side, "
            "gender, age, district)", table_file(t));
    for (size_t i = 0; i < table_columns(t); i++) {
        struct str name = table_name(t, i);
        int only;
        struct arena words CLEANUP(arena_end) = {0};
        if (passed_over(name))
            continue;
        if (!column_one(t, arena_text(&words, name.p, name.n), &only, e))
            return false;
        if (p->n == ATTRIBUTES_MOST)
            return err_set(e, ERR_INPUT, "%.100s: has more than %d columns of what participants declared; so much about each of them tells who they are", table_file(t), ATTRIBUTES_MOST);
        p->column[p->n] = (int)i;
        p->name[p->n++] = read_keep(r, name);
    }
    return true;
}

static void declare(struct reading *r, struct table *t, int column, struct str name, uint32_t person)
{
    struct read_attribute *a = read_attribute(r, name);
    struct str value = str_trim(table_cell(t, column));
    uint32_t known;
    while (a->room <= person) {
        size_t before = a->room;
        GROW(a->of, before, a->room);
        memset(a->of + before, 0, (a->room - before) * sizeof *a->of);
    }
    if (!value.n)
        return;
    if (a->fixed && !intern_find(&a->values, value, &known))
        read_problem(r, t, PROBLEM_REPAIRED, column, "choice_unknown", STR("(not repeated)"), "one of the dialogue's own choices", "it is taken as not declared");
    else
        a->of[person] = intern_id(&a->values, value);
}

/* A column in which nearly everybody has an answer of their own says who somebody is. */
static bool answers_shared(struct reading *r, struct table *t, const struct people *p, struct err *e)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct read_attribute *a = read_attribute(r, p->name[i]);
        size_t values = a->values.n ? a->values.n - 1 : 0, longest = 0;
        for (size_t k = 1; k < a->values.n; k++)
            longest = MAX_OF(longest, a->values.list[k].n);
        if (values > VALUES_MOST || longest > WORD_MOST)
            return err_set(e, ERR_INPUT, "%.100s: column \"%.*s\": %s; what people declare is chosen from a short list (bands of age, districts): take the column out, or give bands",
                table_file(t), (int)MIN_OF(a->name.n, (size_t)60), a->name.p, values > VALUES_MOST ? "holds more than 60 different answers" : "holds answers of more than 120 bytes");
    }
    return true;
}

bool read_participants(struct reading *r, struct table *t, struct err *e)
{
    struct people p = {0};
    struct intern seen CLEANUP(intern_end) = {0};
    if (!people_columns(r, t, &p, e))
        return false;
    while (table_next(t)) {
        int64_t id;
        if (!read_step(r, table_bytes(t), table_rows(t), e))
            return false;
        if (!read_id(table_cell(t, p.person), &id)) {
            read_problem(r, t, PROBLEM_REFUSED, p.person, "participant_unknown", STR("(not a number)"), "a whole number, 0 or more", "give each participant a number, never a name");
            continue;
        }
        size_t before = seen.n;
        (void)intern_id(&seen, (struct str){(const char *)&id, sizeof id});
        if (before && seen.n == before)
            return err_set(e, ERR_INPUT, "%.100s: line %" PRId64 ": participant %" PRId64 " stands in two rows, so it is not clear which one counts; take one out and try again",
                table_file(t), table_line(t), id);
        uint32_t person = read_person(r, id);
        for (size_t i = 0; i < p.n; i++)
            declare(r, t, p.column[i], p.name[i], person);
    }
    return !table_failed(t, e) && answers_shared(r, t, &p, e);
}
