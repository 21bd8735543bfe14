/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake: dialogues on their way in. One is several files that lie beside one another or in one archive, or a table of votes alone. Whether it was
 * held with people here or published by others is settled here: nothing about a single participant of one's own ever leaves the register.
 */
#include "core/secret.h"
#include "intake/intake_priv.h"

#define DIALOGUE_EXPORT "polis-export"
#define DIALOGUE_API "polis-api"
#define DIALOGUE_OWN "dialogue"

bool intake_is_dialogue(struct str layout)
{
    return str_is_nocase(layout, DIALOGUE_EXPORT) || str_is_nocase(layout, DIALOGUE_API) || str_is_nocase(layout, DIALOGUE_OWN);
}

/* What few declared goes, and whose place it takes, is known once it was compared: the log grows. */
static void show_log(struct work *w)
{
    const struct dialogue_batch *b = &w->dialogue;
    struct intake_dialogue *d = &w->out->dialogue;
    d->earlier_n = b->earlier_n;
    d->earlier_gone = b->earlier_gone;
    for (size_t i = 0; i < b->earlier_n; i++)
        d->earlier[i] = (struct intake_earlier){{arena_text(&w->out->arena, b->earlier[i].name.p, b->earlier[i].name.n), b->earlier[i].name.n}, b->earlier[i].votes};
    w->out->noted = w->dialogue.noted;
    w->out->problems = w->dialogue.log.list;
    w->out->problem_n = w->dialogue.log.n;
}

/* ---- own or published ---- */

static bool whose(struct work *w, struct err *e)
{
    struct dialogue_batch *b = &w->dialogue;
    bool open = w->open_data;
    if (open && !w->o->published && b->attribute_n)
        return err_set(e, ERR_DENIED, "%.100s: holds what participants declared of themselves (%.*s), and this register is for public data only; add it to an encrypted "
            "register, or say --public if others published it person by person", w->file, (int)MIN_OF(b->attributes[0].name.n, (size_t)60), b->attributes[0].name.p);
    b->own = !open && !w->o->published;
    for (size_t i = 0; b->own && i < b->statement_n; i++)
        b->statements[i].author = -1;
    w->out->dialogue.taken_as_published = open && !w->o->published;
    return true;
}

static int64_t count_meta(const struct dialogue_batch *b)
{
    int64_t n = 0;
    for (size_t i = 0; i < b->statement_n; i++)
        n += b->statements[i].meta;
    return n;
}

/* What stood in the rows of participants is not repeated of an own dialogue: somebody's vote, or when it was cast. */
static void unsay(struct problem *p)
{
    static const char *const codes[] = {"vote_unknown", "matrix_differs", "group_unknown", "time_unknown", "participant_unknown"};
    for (size_t i = 0; i < ARRAY_LEN(codes); i++)
        if (str_is(p->code, codes[i]) && p->found.n)
            p->found = STR("(not repeated)");
}

static void unsay_all(struct problem_log *log)
{
    for (size_t i = 0; i < log->n; i++)
        unsay(&log->list[i]);
    for (size_t i = 0; i < log->more_n; i++)
        unsay(&log->more[i]);
}

bool dialogue_told(struct work *w, struct err *e)
{
    const struct dialogue_batch *b = &w->dialogue;
    struct str layout = w->o->layout.n ? w->o->layout : str_of(b->api ? DIALOGUE_API : b->polis ? DIALOGUE_EXPORT : DIALOGUE_OWN);
    w->layout = layout_named(layout, e);
    if (!w->layout || !whose(w, e))
        return false;
    if (b->own)
        unsay_all(&w->dialogue.log);
    struct intake_dialogue *d = &w->out->dialogue;
    d->name = (struct str){arena_text(&w->out->arena, b->name.p, b->name.n), b->name.n};
    d->own = b->own;
    d->meta_unsaid = b->meta_unsaid;
    d->participants = (int64_t)b->participant_n;
    d->statements = (int64_t)b->statement_n;
    d->attributes = (int64_t)b->attribute_n;
    d->votes = (int64_t)b->event_n;
    d->meta = count_meta(b);
    w->out->import.rows = b->rows;
    w->out->import.repaired = b->repaired;
    w->out->import.refused = b->refused;
    show_log(w);
    return true;
}

/* ---- reading ---- */

/* "talks.csv.gz", "talks.zip": "talks". A folder's name may hold points of its own. */
static struct str stem_of(struct str file)
{
    static const char *const ends[] = {".gz", ".zst", ".zip", ".csv", ".tsv", ".json", ".xlsx"};
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        size_t n = strlen(ends[i]);
        if (file.n > n && str_is_nocase((struct str){file.p + file.n - n, n}, ends[i]))
            file.n -= n;
    }
    return file;
}

static struct dialogue_wish wish_of(struct work *w, struct str name)
{
    const struct intake_options *o = w->o;
    enum dialogue_signs signs = str_is(o->signs, "api") ? SIGNS_API : str_is(o->signs, "export") ? SIGNS_EXPORT : SIGNS_UNSAID;
    return (struct dialogue_wish){.name = o->dialogue.n ? o->dialogue : name, .named = o->dialogue.n > 0, .file = w->file, .encoding = o->encoding, .meta = o->meta,
        .meta_file = o->meta_file ? o->meta_file : "", .signs = signs, .all_refused = o->all_refused};
}

bool dialogue_table_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    w->file = arena_text(&w->out->arena, in->name, strlen(in->name));
    struct dialogue_wish wish = wish_of(w, stem_of(str_of(w->file)));
    return dialogue_read_table(t, &wish, &w->dialogue, w->p, e) && dialogue_told(w, e);
}

/* An array of objects with the names of votes. */
int dialogue_json_head(struct str head)
{
    head = str_trim(head);
    bool api = memmem(head.p, head.n, "\"tid\"", 5) && memmem(head.p, head.n, "\"pid\"", 5);
    bool stored = memmem(head.p, head.n, "\"statement_id\"", 14) && memmem(head.p, head.n, "\"participant_id\"", 16);
    return head.n && head.p[0] == '[' && memmem(head.p, head.n, "\"vote\"", 6) && (api || stored) ? 100 : 0;
}

bool dialogue_json_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)t;
    w->file = arena_text(&w->out->arena, in->name, strlen(in->name));
    struct dialogue_wish wish = wish_of(w, stem_of(str_of(w->file)));
    struct dialogue_source votes = {PART_VOTES, true, in};
    return dialogue_read(&votes, 1, &wish, &w->dialogue, w->p, e) && dialogue_told(w, e);
}

/* ---- in an archive ---- */

/* Names of the members, "" for those that are not for people. */
static struct str *names_inside(const struct archive *a, struct arena *words)
{
    struct str *names = ARENA_ARRAY(words, struct str, archive_count(a) + 1);
    for (size_t i = 0; i < archive_count(a); i++)
        names[i] = archive_is_aside(a, i) ? STR("") : archive_name(a, i);
    return names;
}

bool dialogue_inside(const struct archive *a)
{
    struct arena words CLEANUP(arena_end) = {0};
    return dialogue_among(names_inside(a, &words), archive_count(a));
}

static void tell_beside(struct work *w, const struct archive *a, const struct str *names, const size_t *members, size_t n)
{
    struct buf beside CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < archive_count(a); i++) {
        bool read = false;
        for (size_t k = 0; k < n; k++)
            read = read || members[k] == i;
        if (!read && names[i].n && beside.n < 300)
            buf_f(&beside, "%s%.*s", beside.n ? ", " : "", (int)MIN_OF(names[i].n, (size_t)80), names[i].p);
    }
    w->out->inside.beside = (struct str){arena_text(&w->out->arena, beside.p ? beside.p : "", beside.n), beside.n};
}

bool dialogue_archive_read(struct work *w, struct archive *a, const char *file, struct err *e)
{
    struct arena words CLEANUP(arena_end) = {0};
    struct str *names = names_inside(a, &words);
    size_t n = archive_count(a), used = 0, stem, *members = ARENA_ARRAY(&words, size_t, n + 1);
    inside_packing(w, PACKING_ZIP);
    w->file = arena_text(&w->out->arena, file, strlen(file));
    if (!dialogue_members(names, n, STR(""), file, members, &used, e))
        return false;
    struct unpacked **open = ARENA_ARRAY(&words, struct unpacked *, used + 1);
    struct dialogue_source *sources = ARENA_ARRAY(&words, struct dialogue_source, used + 1);
    bool fine = true;
    for (size_t i = 0; fine && i < used; i++) {
        fine = archive_member(a, members[i], 0, &open[i], e);
        if (fine)
            sources[i] = (struct dialogue_source){dialogue_part_of(names[members[i]], &stem), str_ends(names[members[i]], ".json"), unpacked_stream(open[i])};
    }
    tell_beside(w, a, names, members, used);
    struct dialogue_wish wish = wish_of(w, stem_of(str_of(w->file)));
    fine = fine && dialogue_read(sources, used, &wish, &w->dialogue, w->p, e) && dialogue_told(w, e);
    for (size_t i = 0; i < used; i++)
        unpacked_close(&open[i]);
    return fine;
}

/* ---- beside one another ---- */

/* A file of several: its bytes go on into the digest of those before it. */
struct following {
    struct stream s;
    struct file_stream *own, *before;
};

static int64_t following_read(struct stream *s, void *p, size_t n, struct err *e)
{
    struct following *f = (struct following *)(void *)s;
    if (f->before) {
        if (f->own->worker)
            (void)file_digest(f->own);
        f->own->hash = f->before->hash;
        f->own->worker = f->before->worker;
        f->before->worker = NULL;
        f->before = NULL;
    }
    int64_t got = f->own->s.read(&f->own->s, p, n, e);
    s->done += MAX_OF(got, (int64_t)0);
    return got;
}

bool dialogue_files_read(struct work *w, struct str name, struct file_stream *files, size_t n, struct err *e)
{
    struct arena list CLEANUP(arena_end) = {0};
    struct following *streams = ARENA_ARRAY(&list, struct following, n + 1);
    struct dialogue_source *sources = ARENA_ARRAY(&list, struct dialogue_source, n + 1);
    size_t stem;
    for (size_t i = 0; i < n; i++) {
        struct str own = str_of(files[i].s.name);
        streams[i] = (struct following){{.read = following_read, .name = files[i].s.name, .size = files[i].s.size}, &files[i], i ? &files[i - 1] : NULL};
        sources[i] = (struct dialogue_source){dialogue_part_of(own, &stem), str_ends(own, ".json"), &streams[i].s};
    }
    struct dialogue_wish wish = wish_of(w, name);
    if (n == 0 || !dialogue_read(sources, n, &wish, &w->dialogue, w->p, e))
        return n > 0 ? false : err_set(e, ERR_INPUT, "%.*s: holds no votes of a dialogue", STR_F(name));
    w->out->import.sha256 = file_digest(&files[n - 1]);
    return dialogue_told(w, e);
}

/* ---- comparing, writing ---- */

/* What import `id` brought may be out of use, since later imports took its place: they are followed to the one in use. */
bool dialogue_back_by(struct work *w, int64_t id, struct err *e)
{
    enum { FOLLOWED = 12 };
    int64_t by[FOLLOWED];
    size_t n = 0;
    for (; n < FOLLOWED; n++) {
        if (!store_int(w->s, "SELECT max(ended_by) FROM dialogue WHERE origin = $1 AND import = $2", WITH(bind_int(store_origin(w->s)), bind_int(n ? by[n - 1] : id)),
                0, &by[n], e))
            return false;
        if (by[n] <= (n ? by[n - 1] : id))
            break;
    }
    struct buf list CLEANUP(buf_end) = {0};
    for (size_t i = n; i > 0; i--)
        buf_f(&list, "%s%" PRId64, i < n ? ", " : "", by[i - 1]);
    struct intake_dialogue *d = &w->out->dialogue;
    d->back_by = n ? (struct str){arena_text(&w->out->arena, list.p, list.n), list.n} : STR("");
    d->back_first = n ? by[n - 1] : 0;
    d->back_n = n;
    return true;
}

static bool note_place(struct work *w, struct err *e)
{
    struct dialogue_batch *b = &w->dialogue;
    struct gazetteer *g = NULL;
    places_forget(w, &b->log, &b->noted);
    if (!b->place.n)
        return true;
    if (!gazetteer_load(w->s, false, &g, e))
        return false;
    place_note(w, g, &b->log, &b->noted, 0, b->place);
    gazetteer_free(&g);
    return true;
}

bool dialogue_plan(struct work *w, struct err *e)
{
    bool fine = voice_save(w->s, &w->dialogue, 0, &w->out->import, false, w->p, e) && note_place(w, e);
    show_log(w);
    return fine;
}

bool dialogue_save(struct work *w, struct import *im, struct err *e)
{
    bool fine = voice_save(w->s, &w->dialogue, secret_lot(), im, true, w->p, e);
    show_log(w);
    return fine;
}
