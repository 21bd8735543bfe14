/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: a dialogue as files, as it is read. */
#include "core/output.h"
#include "voice/voice.h"
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

struct exported {
    struct store *s;
    const struct voice_data *d;
    const struct voice_totals *totals;
    struct arena arena;
};

/* ---- cells ---- */

static void whole(struct buf *b, bool first, int64_t v)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, v);
    csv_cell(b, first, str_of(text));
}

static void moment(struct buf *b, bool first, int64_t ms)
{
    if (ms == VOICE_TIME_NONE)
        csv_cell(b, first, STR(""));
    else
        whole(b, first, ms);
}

static void name(struct buf *b, bool first, const char *text)
{
    csv_cell(b, first, str_of(text));
}

static void row_end(struct buf *b)
{
    buf_char(b, '\n');
}

static void pair(struct buf *b, const char *key, struct str value)
{
    name(b, true, key);
    csv_cell(b, false, value);
    row_end(b);
}

/* ---- statements ---- */

/* Languages of translations, each once, and whether anything is said of language or of needs. */
struct wording {
    struct str *tags;
    size_t n;
    bool language, parts;
};

static void wording_add(struct wording *w, struct arena *a, struct str tag, size_t most)
{
    for (size_t i = 0; i < w->n; i++)
        if (str_eq(w->tags[i], tag))
            return;
    if (!w->tags)
        w->tags = ARENA_ARRAY(a, struct str, most);
    w->tags[w->n++] = tag;
}

static struct wording wording_of(struct exported *x)
{
    struct wording w = {0};
    size_t most = 1;
    for (size_t i = 0; i < x->d->statement_n; i++)
        most += x->d->statements[i].text_n;
    for (size_t i = 0; i < x->d->statement_n; i++) {
        const struct voice_statement *s = &x->d->statements[i];
        const struct voice_text *own = voice_original(s);
        for (size_t k = 0; k < s->text_n; k++) {
            const struct voice_text *t = &s->texts[k];
            w.language = w.language || (t == own && t->language.n);
            w.parts = w.parts || t->observation.n || t->feeling.n || t->need.n || t->request.n;
            if (t != own && t->language.n)
                wording_add(&w, &x->arena, t->language, most);
        }
    }
    return w;
}

static void wording_head(const struct wording *w, struct buf *b)
{
    if (w->language)
        name(b, false, "language");
    for (size_t i = 0; i < w->n; i++) {
        struct buf column CLEANUP(buf_end) = {0};
        buf_text(&column, "text_");
        buf_str(&column, w->tags[i]);
        csv_cell(b, false, buf_view(&column));
    }
    for (size_t i = 0; w->parts && i < 4; i++)
        name(b, false, (const char *const[]){"observation", "feeling", "need", "request"}[i]);
}

static void wording_row(const struct wording *w, const struct voice_statement *s, struct buf *b)
{
    static const struct voice_text none = {{"", 0}, false, {"", 0}, {"", 0}, {"", 0}, {"", 0}, {"", 0}};
    const struct voice_text *own = voice_original(s);
    own = own ? own : &none;
    if (w->language)
        csv_cell(b, false, own->language);
    for (size_t i = 0; i < w->n; i++) {
        const struct voice_text *other = &none;
        for (size_t k = 0; k < s->text_n; k++)
            if (&s->texts[k] != own && str_eq(s->texts[k].language, w->tags[i]))
                other = &s->texts[k];
        csv_cell(b, false, other->text);
    }
    if (w->parts) {
        csv_cell(b, false, own->observation);
        csv_cell(b, false, own->feeling);
        csv_cell(b, false, own->need);
        csv_cell(b, false, own->request);
    }
}

static struct str words_of(const struct voice_statement *s)
{
    const struct voice_text *own = voice_original(s);
    return own ? own->text : STR("");
}

static void seed_cell(const struct voice_statement *s, struct buf *b)
{
    name(b, false, s->seed == VOICE_SEED_UNKNOWN ? "" : s->seed == VOICE_SEEDED ? "true" : "false");
}

/* Votes on each statement as they were cast, repeated ones too: so Polis counts. */
static bool counts(struct exported *x, const struct voice_event *events, size_t n, int64_t (**out)[2], struct err *e)
{
    (void)e;
    int64_t (*by_column)[2] = arena_get(&x->arena, sizeof *by_column * (x->d->votes.statements + 1));
    *out = arena_get(&x->arena, sizeof **out * (x->d->statement_n + 1));
    for (size_t i = 0; i < n; i++)
        if (events[i].vote)
            by_column[events[i].statement][events[i].vote < 0]++;
    for (size_t i = 0; i < x->d->votes.statements; i++)
        memcpy((*out)[x->d->column[i]], by_column[i], sizeof by_column[i]);
    return true;
}

static bool comments(struct exported *x, struct buf *b, struct err *e)
{
    struct wording w = wording_of(x);
    struct voice_event *events = NULL;
    int64_t (*counted)[2] = NULL;
    size_t n = 0;
    if (!voice_events(x->s, x->d, &x->arena, &events, &n, e) || !counts(x, events, n, &counted, e))
        return false;
    buf_text(b, "timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed");
    wording_head(&w, b);
    buf_text(b, ",comment-body\n");
    for (size_t i = 0; i < x->d->statement_n; i++) {
        const struct voice_statement *s = &x->d->statements[i];
        moment(b, true, s->time_ms);
        whole(b, false, s->id);
        if (s->author < 0)
            name(b, false, "");
        else
            whole(b, false, s->author);
        whole(b, false, counted[i][0]);
        whole(b, false, counted[i][1]);
        whole(b, false, s->moderation);
        name(b, false, s->meta ? "true" : "false");
        seed_cell(s, b);
        wording_row(&w, s, b);
        csv_cell(b, false, words_of(s));
        row_end(b);
    }
    return true;
}

static bool statements(struct exported *x, struct buf *b, struct err *e)
{
    (void)e;
    struct wording w = wording_of(x);
    buf_text(b, "statement,moderation,is_meta,is_seed,votes,agrees,disagrees,passes");
    wording_head(&w, b);
    buf_text(b, ",text\n");
    for (size_t i = 0; i < x->d->statement_n; i++) {
        const struct voice_statement *s = &x->d->statements[i];
        whole(b, true, s->id);
        whole(b, false, s->moderation);
        name(b, false, s->meta ? "true" : "false");
        seed_cell(s, b);
        csv_cell(b, false, x->totals[i].votes);
        csv_cell(b, false, x->totals[i].agrees);
        csv_cell(b, false, x->totals[i].disagrees);
        csv_cell(b, false, x->totals[i].passes);
        wording_row(&w, s, b);
        csv_cell(b, false, words_of(s));
        row_end(b);
    }
    return true;
}

/* ---- votes ---- */

static bool votes(struct exported *x, struct buf *b, struct err *e)
{
    struct voice_event *events = NULL;
    size_t n = 0;
    if (!voice_events(x->s, x->d, &x->arena, &events, &n, e))
        return false;
    buf_text(b, "timestamp,comment-id,voter-id,vote\n");
    for (size_t i = 0; i < n; i++) {
        moment(b, true, events[i].time_ms);
        whole(b, false, x->d->statements[x->d->column[events[i].statement]].id);
        whole(b, false, x->d->ids[events[i].participant]);
        whole(b, false, events[i].vote);
        row_end(b);
    }
    return true;
}

static int rising(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Who made each statement, in rising order. */
static const int64_t *authors_of(struct exported *x)
{
    int64_t *list = ARENA_ARRAY(&x->arena, int64_t, x->d->statement_n + 1);
    for (size_t i = 0; i < x->d->statement_n; i++)
        list[i] = x->d->statements[i].author;
    qsort(list, x->d->statement_n, sizeof *list, rising);
    return list;
}

/* How many stand before the first that is not below `id`. */
static size_t below(const int64_t *list, size_t n, int64_t id)
{
    size_t from = 0;
    while (from < n) {
        size_t middle = from + (n - from) / 2;
        if (list[middle] < id)
            from = middle + 1;
        else
            n = middle;
    }
    return from;
}

static void matrix_row(const struct voice_data *d, const int64_t *authors, size_t p, struct buf *b)
{
    const struct opinion_votes *v = &d->votes;
    int64_t agrees = 0, disagrees = 0;
    for (uint64_t i = v->begin[p]; i < v->begin[p + 1]; i++) {
        agrees += v->vote[i] > 0;
        disagrees += v->vote[i] < 0;
    }
    whole(b, true, d->ids[p]);
    if (d->group_said && d->group_said[p] != OPINION_NO_GROUP)
        whole(b, false, d->group_said[p]);
    else
        name(b, false, "");
    whole(b, false, (int64_t)(below(authors, d->statement_n, d->ids[p] + 1) - below(authors, d->statement_n, d->ids[p])));
    whole(b, false, (int64_t)(v->begin[p + 1] - v->begin[p]));
    whole(b, false, agrees);
    whole(b, false, disagrees);
    uint64_t at = v->begin[p];
    for (size_t s = 0; s < v->statements; s++) {
        bool voted = at < v->begin[p + 1] && v->statement[at] == s;
        buf_char(b, ',');
        if (voted)
            buf_int(b, v->vote[at++]);
    }
    row_end(b);
}

static bool matrix(struct exported *x, struct buf *b, struct err *e)
{
    (void)e;
    const int64_t *authors = authors_of(x);
    buf_text(b, "participant,group-id,n-comments,n-votes,n-agree,n-disagree");
    for (size_t i = 0; i < x->d->votes.statements; i++)
        whole(b, false, x->d->statements[x->d->column[i]].id);
    row_end(b);
    for (size_t p = 0; p < x->d->votes.participants; p++)
        matrix_row(x->d, authors, p, b);
    return true;
}

static bool declared(struct exported *x, struct buf *b, struct err *e)
{
    (void)e;
    name(b, true, "participant");
    for (size_t k = 0; k < x->d->attribute_n; k++)
        csv_cell(b, false, x->d->attributes[k].name);
    row_end(b);
    for (size_t p = 0; p < x->d->votes.participants; p++) {
        whole(b, true, x->d->ids[p]);
        for (size_t k = 0; k < x->d->attribute_n; k++) {
            const struct voice_attribute *a = &x->d->attributes[k];
            csv_cell(b, false, a->of[p] == OPINION_NO_GROUP ? STR("") : a->values[a->of[p]]);
        }
        row_end(b);
    }
    return true;
}

/* ---- about ---- */

/* Words of no language said, as Polis's; of one, as dialogue.csv has them. */
static void words(const struct voice_words *w, struct buf *b, bool polis)
{
    const struct { const char *key; struct str text; } list[] = {{"topic", w->topic}, {polis ? "conversation-description" : "description", w->description},
        {"who_may_speak", w->who_may_speak}};
    for (size_t i = 0; i < ARRAY_LEN(list); i++) {
        struct buf key CLEANUP(buf_end) = {0};
        buf_f(&key, "%s%s", list[i].key, w->language.n ? "_" : "");
        buf_str(&key, w->language);
        if (list[i].text.n)
            pair(b, key.p, list[i].text);
    }
}

static bool summary(struct exported *x, struct buf *b, struct err *e)
{
    (void)e;
    const struct voice_data *d = x->d;
    char number[24];
    for (size_t i = 0; i < d->about.word_n; i++)
        if (!d->about.words[i].language.n)
            words(&d->about.words[i], b, true);
    pair(b, "url", d->about.address);
    snprintf(number, sizeof number, "%zu", d->votes.participants);
    pair(b, "voters", str_of(number));
    snprintf(number, sizeof number, "%zu", d->statement_n);
    pair(b, "comments", str_of(number));
    return true;
}

/* The sign between values stands doubled where it is part of one. */
static void choice(struct buf *b, struct str value)
{
    for (size_t i = 0; i < value.n; i++)
        buf_text(b, value.p[i] == ';' ? ";;" : (const char[]){value.p[i], 0});
}

static void about_choices(const struct voice_data *d, struct buf *b)
{
    for (size_t k = 0; k < d->attribute_n; k++) {
        struct buf key CLEANUP(buf_end) = {0}, list CLEANUP(buf_end) = {0};
        buf_text(&key, "choices_");
        buf_str(&key, d->attributes[k].name);
        for (size_t i = 0; i < d->attributes[k].n; i++) {
            buf_text(&list, i ? "; " : "");
            choice(&list, d->attributes[k].values[i]);
        }
        pair(b, key.p, buf_view(&list));
    }
}

static bool about(struct exported *x, struct buf *b, struct err *e)
{
    (void)e;
    const struct voice_dialogue *d = &x->d->about;
    pair(b, "name", d->name);
    for (size_t i = 0; i < d->word_n; i++)
        if (d->own || d->words[i].language.n)
            words(&d->words[i], b, false);
    if (d->own && d->address.n)
        pair(b, "address", d->address);
    if (d->place.n)
        pair(b, "place", d->place);
    if (d->phase.n)
        pair(b, "phase", d->phase);
    if (day_known(d->closed)) {
        struct buf day CLEANUP(buf_end) = {0};
        buf_day(&day, d->closed);
        pair(b, "closed", buf_view(&day));
    }
    about_choices(x->d, b);
    return true;
}

/* ---- which files ---- */

static bool always(const struct voice_data *d)
{
    (void)d;
    return true;
}

static bool has_attributes(const struct voice_data *d)
{
    return d->attribute_n > 0;
}

static const struct {
    const char *name;
    bool people;  /* about single participants */
    bool own, published;
    bool (*has)(const struct voice_data *d);
    bool (*write)(struct exported *x, struct buf *b, struct err *e);
} files[] = {{"comments.csv", true, false, true, always, comments}, {"votes.csv", true, false, true, always, votes},
    {"participants-votes.csv", true, false, true, always, matrix}, {"participants.csv", true, false, true, has_attributes, declared},
    {"summary.csv", false, false, true, always, summary}, {"statements.csv", false, true, false, always, statements}, {"dialogue.csv", false, true, true, always, about}};

static bool applies(const struct voice_data *d, size_t i)
{
    return (d->about.own ? files[i].own : files[i].published) && files[i].has(d);
}

static bool write_file(struct store *s, const struct voice_data *d, const struct voice_totals *totals, size_t i, struct buf *out, struct err *e)
{
    struct exported x = {.s = s, .d = d, .totals = totals};
    out->most = out->most ? out->most : SIZE_MAX / 4;
    bool good = files[i].write(&x, out, e);
    arena_end(&x.arena);
    return good;
}

bool voice_export_file(struct store *s, const struct voice_data *d, const struct voice_totals *totals, struct str file, struct buf *out, struct err *e)
{
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        if (!str_is_nocase(file, files[i].name))
            continue;
        if (d->about.own && files[i].people)
            return err_set(e, ERR_DENIED, "%s: holds single participants, and of a dialogue held with people here nothing about one of them is given out; statements.csv has its "
                "statements with totals", files[i].name);
        if (applies(d, i))
            return write_file(s, d, totals, i, out, e);
    }
    return err_set(e, ERR_ABSENT, "\"%.*s\" is no file of this dialogue", (int)MIN_OF(file.n, (size_t)60), file.p);
}

/* ---- the folder ---- */

static bool write_all(struct store *s, const struct voice_data *d, const struct voice_totals *totals, const char *folder, struct arena *a, struct err *e)
{
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        struct buf bytes CLEANUP(buf_end) = {0};
        if (!applies(d, i))
            continue;
        if (!write_file(s, d, totals, i, &bytes, e) || !output_new(arena_f(a, "%s/%s", folder, files[i].name), buf_view(&bytes), e))
            return false;
    }
    return true;
}

static void remove_all(const char *folder, struct arena *a)
{
    for (size_t i = 0; i < ARRAY_LEN(files); i++)
        (void)unlink(arena_f(a, "%s/%s", folder, files[i].name));
    (void)rmdir(folder);
}

static bool taken(const char *folder, struct err *e)
{
    return err_set(e, ERR_USAGE, "%s: is there already; name a folder that is not, so that nothing is written over", folder);
}

bool voice_export(struct store *s, const struct voice_data *d, const struct voice_totals *totals, const char *folder, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct stat st;
    size_t n = strlen(folder);
    while (n > 1 && folder[n - 1] == '/')
        n--;
    const char *path = arena_text(&a, folder, n);
    char *beside = arena_f(&a, "%s.XXXXXX", path);
    if (lstat(path, &st) == 0)
        return taken(path, e);
    if (!mkdtemp(beside))
        return err_set(e, errno == ENOENT ? ERR_ABSENT : ERR_SYSTEM, "%s: cannot be made: %s", path, strerror(errno));
    bool good = write_all(s, d, totals, beside, &a, e);
    if (good && mkdir(path, S_IRWXU) != 0) /* the name is ours from here on; an empty folder gives way to the full one in one step */
        good = errno == EEXIST ? taken(path, e) : err_set(e, ERR_SYSTEM, "%s: cannot be made: %s", path, strerror(errno));
    else if (good && rename(beside, path) != 0) {
        good = err_set(e, ERR_SYSTEM, "%s: cannot be made: %s", path, strerror(errno));
        (void)rmdir(path);
    }
    if (!good)
        remove_all(beside, &a);
    return good;
}
