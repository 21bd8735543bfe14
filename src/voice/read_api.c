/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * voice: votes and statements as JSON, read as a stream: yajl tells of keys and values; what an object says is settled when its brace closes.
 * Nothing but the object in hand is in memory. Objects are flat: what lies deeper is passed over.
 */
#include "voice/read_api.h"
#include "said/said.h"
#include <yajl/yajl_parse.h>

enum { CHUNK = 64 << 10, VALUE_MOST = 1 << 20, DEPTH_MOST = 100 };

enum field { F_PID, F_PARTICIPANT_ID, F_TID, F_STATEMENT_ID, F_VOTE, F_MODIFIED, F_CREATED, F_TXT, F_LANG, F_MOD, F_MODERATED, F_IS_META, F_IS_SEED, F_AGREES,
    F_DISAGREES, F_TOPIC, F_DESCRIPTION, F_LINK, F_CONVERSATION, FIELDS };
static const char *const field_names[FIELDS] = {"pid", "participant_id", "tid", "statement_id", "vote", "modified", "created", "txt", "lang", "mod", "moderated",
    "is_meta", "is_seed", "agree_count", "disagree_count", "topic", "description", "link_url", "conversation_id"};

struct api {
    struct reading *r;
    const struct dialogue_source *from;
    yajl_handle yajl;
    int depth, object;         /* brackets open; the depth of the object in hand, 0: none */
    int field;                 /* of the key just read; -1: none that counts */
    struct buf value[FIELDS];
    bool there[FIELDS];
    const unsigned char *chunk;
    size_t counted;
    int64_t line, began, objects;
    size_t since_token;
    enum dialogue_signs signs; /* as the names of the votes told */
    struct err *e;
};

static int64_t line_now(struct api *a)
{
    size_t to = a->yajl ? yajl_get_bytes_consumed(a->yajl) : 0;
    for (; a->counted < to; a->counted++)
        a->line += a->chunk[a->counted] == '\n';
    return a->line;
}

static int refuse(struct api *a, const char *what)
{
    err_set(a->e, ERR_INPUT, "%.100s: line %" PRId64 ": %s", a->from->in->name, line_now(a), what);
    return 0;
}

/* ---- one object ---- */

static struct str value(const struct api *a, enum field f)
{
    return a->there[f] ? str_trim(buf_view(&a->value[f])) : STR("");
}

static struct str either(const struct api *a, enum field f, enum field g)
{
    return a->there[f] ? value(a, f) : value(a, g);
}

static void problem(struct api *a, enum problem_severity severity, enum field f, const char *code, const char *expected, const char *advice)
{
    struct str found = value(a, f);
    bool person = f == F_PID || f == F_PARTICIPANT_ID;
    read_problem_at(a->r, a->began, severity, field_names[f], code, person ? STR("(not a number)") : found, expected, advice);
}

/* Which sign a vote has, by the names of its fields: never guessed from the votes. */
static bool signs_told(struct api *a)
{
    bool api = a->there[F_PID] && a->there[F_TID], stored = a->there[F_PARTICIPANT_ID] && a->there[F_STATEMENT_ID];
    enum dialogue_signs told = api ? SIGNS_API : SIGNS_EXPORT;
    if (a->r->wish->signs != SIGNS_UNSAID) {
        a->signs = a->r->wish->signs;
        return true;
    }
    if (api == stored || (a->signs != SIGNS_UNSAID && a->signs != told)) {
        refuse(a, api == stored ? "a vote names neither pid and tid (as the live API does, where agree is -1) nor participant_id and statement_id (where agree is 1), so its "
            "sign is not clear; say --signs api or --signs export" : "some votes name pid and tid and others participant_id and statement_id, so their sign is not "
            "clear; say --signs api or --signs export");
        return false;
    }
    a->signs = told;
    return true;
}

static bool vote_object(struct api *a)
{
    int64_t person, statement, time_ms = VOICE_TIME_NONE;
    int vote;
    struct str when = either(a, F_MODIFIED, F_CREATED);
    if (!signs_told(a))
        return false;
    if (!read_id(either(a, F_PID, F_PARTICIPANT_ID), &person))
        problem(a, PROBLEM_REFUSED, a->there[F_PID] ? F_PID : F_PARTICIPANT_ID, "participant_unknown", "a whole number, 0 or more", "give each participant a number, never a name");
    else if (!read_id(either(a, F_TID, F_STATEMENT_ID), &statement))
        problem(a, PROBLEM_REFUSED, a->there[F_TID] ? F_TID : F_STATEMENT_ID, "statement_unknown", "a whole number, 0 or more", "write the number of the statement");
    else if (!read_vote(value(a, F_VOTE), &vote))
        problem(a, PROBLEM_REFUSED, F_VOTE, "vote_unknown", "1, 0 or -1", "a statement that was not voted on has no object");
    else if (when.n && !read_ms(when, &time_ms))
        problem(a, PROBLEM_REFUSED, a->there[F_MODIFIED] ? F_MODIFIED : F_CREATED, "time_unknown", "milliseconds or seconds since 1970 UTC", "mend it, or leave it out");
    else
        read_event(a->r, read_person(a->r, person), read_statement(a->r, statement), a->signs == SIGNS_API ? -vote : vote, time_ms);
    return true;
}

static void statement_marks(struct api *a, struct read_statement *x)
{
    struct voice_statement *s = &x->s;
    bool seeded = false;
    if (!read_moderation(either(a, F_MOD, F_MODERATED), &s->moderation))
        problem(a, PROBLEM_REPAIRED, a->there[F_MOD] ? F_MOD : F_MODERATED, "moderation_unknown", "1 accepted, 0 not looked at, -1 rejected", "it is taken as not looked at");
    if (!read_truth(value(a, F_IS_META), &s->meta))
        problem(a, PROBLEM_REPAIRED, F_IS_META, "meta_unknown", "true or false", "it is taken as not about the participant");
    if (!read_truth(value(a, F_IS_SEED), &seeded))
        problem(a, PROBLEM_REPAIRED, F_IS_SEED, "seed_unknown", "true or false", "it is taken as not known");
    else if (a->there[F_IS_SEED])
        s->seed = seeded ? VOICE_SEEDED : VOICE_BY_PARTICIPANT;
    if (!read_id(either(a, F_PID, F_PARTICIPANT_ID), &s->author))
        s->author = -1;
    if (a->there[F_CREATED] && !read_ms(value(a, F_CREATED), &s->time_ms)) {
        s->time_ms = VOICE_TIME_NONE;
        problem(a, PROBLEM_REPAIRED, F_CREATED, "time_unknown", "milliseconds or seconds since 1970 UTC", "the time is taken as not known");
    }
    a->r->has_meta = a->r->has_meta || a->there[F_IS_META];
    x->counted = str_to_int(value(a, F_AGREES), &x->agrees) && str_to_int(value(a, F_DISAGREES), &x->disagrees);
}

static void statement_object(struct api *a)
{
    struct reading *r = a->r;
    int64_t id;
    char tag[16];
    if (!read_id(either(a, F_TID, F_STATEMENT_ID), &id)) {
        problem(a, PROBLEM_REFUSED, a->there[F_TID] ? F_TID : F_STATEMENT_ID, "statement_unknown", "a whole number, 0 or more", "give each statement a number of its own");
        return;
    }
    uint32_t number = read_statement(r, id); /* first: the list may move */
    struct read_statement *known = &r->statements[number];
    struct read_statement x = {.listed = true, .s = {.id = id, .seed = VOICE_SEED_UNKNOWN, .author = -1, .time_ms = VOICE_TIME_NONE}};
    if (known->listed) {
        problem(a, PROBLEM_REFUSED, a->there[F_TID] ? F_TID : F_STATEMENT_ID, "statement_twice", "each number for one statement", "the first one was kept");
        return;
    }
    statement_marks(a, &x);
    if (value(a, F_TXT).n) {
        bool known_language = said_language(value(a, F_LANG), tag);
        x.s.texts = ARENA_ARRAY(&r->b->arena, struct voice_text, 1);
        x.s.text_n = 1;
        x.s.texts[0] = (struct voice_text){.language = read_keep(r, known_language ? str_of(tag) : STR("")), .text = read_keep(r, value(a, F_TXT)),
            .observation = STR(""), .feeling = STR(""), .need = STR(""), .request = STR("")};
    }
    *known = x;
}

static void about_object(struct api *a)
{
    struct reading *r = a->r;
    if (value(a, F_TOPIC).n)
        read_words(r, STR(""))->topic = read_keep(r, value(a, F_TOPIC));
    if (value(a, F_DESCRIPTION).n)
        read_words(r, STR(""))->description = read_keep(r, value(a, F_DESCRIPTION));
    if (value(a, F_CONVERSATION).n) /* where it was held; the same conversation's export has the same address */
        r->b->address = str_of(arena_f(&r->b->arena, "https://pol.is/%.*s", (int)MIN_OF(value(a, F_CONVERSATION).n, (size_t)100), value(a, F_CONVERSATION).p));
}

static int object_settle(struct api *a)
{
    bool fine = true;
    if (a->from->part == PART_VOTES)
        fine = vote_object(a);
    else if (a->from->part == PART_STATEMENTS)
        statement_object(a);
    else
        about_object(a);
    a->objects++;
    return fine;
}

/* ---- what yajl tells ---- */

static int enter(struct api *a)
{
    if (a->depth == DEPTH_MOST)
        return refuse(a, "brackets stand more than 100 deep, which no dialogue needs; export it anew");
    a->depth++;
    a->since_token = 0;
    return 1;
}

static int on_object(void *context)
{
    struct api *a = context;
    if (!enter(a))
        return 0;
    if (a->object)
        return 1;
    a->object = a->depth;
    a->began = line_now(a);
    memset(a->there, 0, sizeof a->there);
    return 1;
}

static int on_object_end(void *context)
{
    struct api *a = context;
    bool whole = a->object == a->depth;
    a->depth--;
    a->field = -1;
    if (!whole)
        return 1;
    a->object = 0;
    return object_settle(a);
}

static int on_array(void *context)
{
    struct api *a = context;
    a->field = -1;
    return enter(a);
}

static int on_array_end(void *context)
{
    struct api *a = context;
    a->depth--;
    a->field = -1;
    return 1;
}

static int on_key(void *context, const unsigned char *text, size_t n)
{
    struct api *a = context;
    struct str key = {(const char *)text, n};
    a->since_token = 0;
    a->field = -1;
    for (int i = 0; a->object == a->depth && i < FIELDS; i++)
        if (str_is(key, field_names[i]))
            a->field = i;
    return a->field < 0 || !a->there[a->field] ? 1 : refuse(a, "an object has the same key twice, so it is not clear which one counts; export it anew");
}

static int scalar(struct api *a, const char *text, size_t n)
{
    a->since_token = 0;
    if (a->field < 0 || a->object != a->depth)
        return 1;
    struct buf *b = &a->value[a->field];
    if (n > VALUE_MOST || memchr(text, 0, n))
        return refuse(a, n > VALUE_MOST ? "a text is longer than 1 MB; this is no dialogue" : "a text holds a NUL, which no text does; export it anew");
    buf_clear(b);
    buf_add(b, text, n);
    a->there[a->field] = true;
    a->field = -1;
    return 1;
}

static int on_text(void *context, const unsigned char *text, size_t n)
{
    return scalar(context, n ? (const char *)text : "", n);
}

static int on_number(void *context, const char *text, size_t n)
{
    return scalar(context, text, n);
}

static int on_truth(void *context, int yes)
{
    return scalar(context, yes ? "true" : "false", yes ? 4 : 5);
}

static int on_null(void *context)
{
    struct api *a = context;
    a->since_token = 0;
    a->field = -1;
    return 1;
}

/* ---- the stream ---- */

static bool broken(struct api *a, const unsigned char *chunk, size_t n)
{
    if (a->e->code != ERR_NONE)
        return false;
    unsigned char *text = yajl_get_error(a->yajl, 0, chunk, n);
    struct str words = str_trim(str_of((const char *)text));
    err_set(a->e, ERR_INPUT, "%.100s: line %" PRId64 ": this is not well-formed JSON (%.*s)", a->from->in->name, line_now(a), (int)MIN_OF(words.n, (size_t)160), words.p);
    yajl_free_error(a->yajl, text);
    return false;
}

static bool give(struct api *a, const unsigned char *chunk, size_t n)
{
    a->chunk = chunk;
    a->counted = 0;
    a->since_token += n;
    if (yajl_parse(a->yajl, chunk, n) != yajl_status_ok)
        return broken(a, chunk, n);
    for (; a->counted < n; a->counted++)
        a->line += chunk[a->counted] == '\n';
    if (a->since_token > 8 * (size_t)VALUE_MOST)
        return refuse(a, "a text never ends; this is no dialogue");
    return true;
}

static bool read_stream(struct api *a, unsigned char *chunk)
{
    bool begun = false;
    for (size_t n;; begun = true) {
        if (!stream_fill(a->from->in, chunk, CHUNK, &n, a->e))
            return false;
        if (!n)
            break;
        size_t skip = !begun && n >= 3 && memcmp(chunk, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        if (!give(a, chunk + skip, n - skip) || !progress_step(a->r->p, a->r->before + (double)a->from->in->done, a->objects, a->e))
            return false;
    }
    a->counted = SIZE_MAX; /* all lines are counted; what yajl reads now is a blank of its own */
    return yajl_complete_parse(a->yajl) == yajl_status_ok || broken(a, chunk, 0);
}

/* The counts that come with the statements follow the votes: where they fit them only turned round, the sign is not what the names told. */
static bool signs_fit(const struct api *a)
{
    const struct reading *r = a->r;
    int64_t as_read = 0, turned = 0;
    int64_t (*all)[2] = mem_grow(NULL, r->statement_n + 1, sizeof *all);
    memset(all, 0, (r->statement_n + 1) * sizeof *all);
    for (size_t i = 0; i < r->event_n; i++)
        if (r->events[i].vote)
            all[r->events[i].statement][r->events[i].vote < 0]++;
    for (size_t i = 0; i < r->statement_n; i++) {
        const struct read_statement *s = &r->statements[i];
        if (!s->counted)
            continue;
        as_read += llabs(s->agrees - all[i][0]) + llabs(s->disagrees - all[i][1]);
        turned += llabs(s->agrees - all[i][1]) + llabs(s->disagrees - all[i][0]);
    }
    free(all);
    return turned >= as_read || err_set(a->e, ERR_INPUT, "%.100s: how many agreed and disagreed fits the votes only when agree and disagree change places, so their sign is "
        "not clear; say --signs api (agree is -1) or --signs export (agree is 1)", a->from->in->name);
}

bool read_api(struct reading *r, const struct dialogue_source *s, struct err *e)
{
    static const yajl_callbacks callbacks = {on_null, on_truth, NULL, NULL, on_number, on_text, on_object, on_key, on_object_end, on_array, on_array_end};
    struct api a = {.r = r, .from = s, .field = -1, .line = 1, .e = e};
    unsigned char *chunk = mem_get(CHUNK);
    r->b->api = true;
    r->has_votes = r->has_votes || s->part == PART_VOTES;
    a.yajl = yajl_alloc(&callbacks, NULL, &a);
    bool fine = read_stream(&a, chunk);
    yajl_free(a.yajl);
    free(chunk);
    for (size_t i = 0; i < FIELDS; i++)
        buf_end(&a.value[i]);
    return fine && (s->part != PART_STATEMENTS || r->wish->signs != SIGNS_UNSAID || signs_fit(&a));
}
