/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: one file into the register, whole or not at all; and back out again. */
#include "intake/intake_priv.h"
#include "core/speech.h"
#include <assert.h>
#include <sys/mman.h>

static void work_end(struct work *w)
{
    incident_plan_free(&w->plan);
    incident_batch_end(&w->incidents);
    border_batch_end(&w->borders);
    people_batch_end(&w->people);
    said_batch_end(&w->said);
    dialogue_batch_end(&w->dialogue);
    finding_batch_end(&w->findings);
    actor_batch_end(&w->actors);
    works_batch_end(&w->works);
    contact_batch_end(&w->contacts);
    paper_batch_end(&w->papers);
    if (w->answer.n)
        munmap((void *)(uintptr_t)w->answer.p, w->answer.n);
}

void intake_result_end(struct intake_result *r)
{
    arena_end(&r->arena);
    *r = (struct intake_result){0};
}

static struct str keep(struct arena *a, struct str s)
{
    return (struct str){arena_text(a, s.p, s.n), s.n};
}

/* Problems live in a batch that goes: the result gets its own. */
static void keep_problems(struct intake_result *r)
{
    struct problem *own = ARENA_ARRAY(&r->arena, struct problem, r->problem_n + 1);
    for (size_t i = 0; i < r->problem_n; i++) {
        own[i] = r->problems[i];
        own[i].column = keep(&r->arena, own[i].column);
        own[i].code = keep(&r->arena, own[i].code);
        own[i].found = keep(&r->arena, own[i].found);
        own[i].expected = keep(&r->arena, own[i].expected);
        own[i].advice = keep(&r->arena, own[i].advice);
    }
    r->problems = own;
}

/* ---- reading ---- */

/* A file of which nothing can be kept is no success, whatever its exit would say. */
static bool something_kept(struct work *w, const char *name, struct err *e)
{
    const struct import *im = &w->out->import;
    if (im->rows == 0)
        return err_set(e, ERR_INPUT, T("%.100s: holds no rows under its header; nothing was added"), name);
    if (im->refused < im->rows)
        return true;
    const struct problem *first = NULL;
    for (size_t i = 0; i < w->out->problem_n && !first; i++)
        if (w->out->problems[i].severity == PROBLEM_REFUSED)
            first = &w->out->problems[i];
    if (!first)
        return err_set(e, ERR_INPUT, T("%.100s: none of its %" PRId64 " rows can be kept; nothing was added"), name, im->rows);
    struct buf what CLEANUP(buf_end) = {0};
    problem_words(first, &what);
    return err_set(e, ERR_INPUT, T("%.100s: none of its %" PRId64 " rows can be kept; the first: line %" PRId64 ": %s"), name, im->rows, first->line, what.p);
}

bool work_digest(struct work *w, struct file_stream *in, struct err *e)
{
    uint8_t rest[8192];
    size_t got;
    do
        if (!stream_fill(&in->s, rest, sizeof rest, &got, e))
            return false;
    while (got == sizeof rest);
    w->out->import.sha256 = file_digest(in);
    return true;
}

/* ---- writing ---- */

/* The import in use that brought this very file; 0 when there is none. Once an import was taken back or erased, rows of a file may
 * be gone although its import is in use (borders and population that such an import had brought first): then the
 * file is compared row by row. */
static bool same_file(struct store *s, const struct digest *d, int64_t *id, struct err *e)
{
    char hex[65];
    digest_hex(d, hex);
    return store_int(s, "SELECT min(id) FROM import WHERE origin = $1 AND sha256 = $2 AND undone = 0 "
        "AND NOT EXISTS (SELECT 1 FROM import AS gone WHERE gone.undone = 1) AND NOT EXISTS (SELECT 1 FROM erasure AS gone WHERE gone.what LIKE 'import %')",
        WITH(bind_int(store_origin(s)), bind_text(str_of(hex))), 0, id, e);
}

/* The same, unless something is said of the dialogue in it that may not have been said then: its content is compared. */
static bool same_again(struct work *w, int64_t *id, struct err *e)
{
    const struct intake_options *o = w->o;
    *id = 0;
    if (o->by_hand.n)
        return true;
    if (w->out->dialogue.name.n && (o->meta.p || o->dialogue.n || o->signs.n || o->published))
        return true;
    return same_file(w->s, &w->out->import.sha256, id, e) && (!*id || !w->out->dialogue.name.n || dialogue_back_by(w, *id, e));
}

static bool audit_add(struct store *s, const struct import *im, struct err *e)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_f(&b, "import %" PRId64 ": ", im->id);
    buf_str(&b, im->file);
    buf_f(&b, " (%.*s): %" PRId64 " rows, %" PRId64 " kept, %" PRId64 " known, %" PRId64 " superseded, %" PRId64 " refused",
        STR_F(im->layout), im->rows, im->kept, im->known, im->superseded, im->refused);
    return store_audit(s, "add", buf_view(&b), e);
}

static bool audit_hand(struct store *s, const struct work *w, const struct import *im, struct err *e)
{
    char detail[120];
    snprintf(detail, sizeof detail, "import %" PRId64 ": %s, by hand: %" PRId64 " kept, %" PRId64 " superseded", im->id, w->layout->name, im->kept, im->superseded);
    return store_audit(s, "edit", str_of(detail), e);
}

/* Nothing new and nothing corrected: such a file leaves no trace. */
static bool is_idle(const struct import *im)
{
    return im->kept == 0 && im->superseded == 0;
}

/* What is already there, told by comparing content. Files before this one in the same command count as there:
 * the plan made before the lock did not know them. */
static bool plan_again(struct intake *in, struct work *w, struct err *e)
{
    struct import *im = &w->out->import;
    if (w == in->list[0])
        return true;
    int64_t earlier;
    if (!same_again(w, &earlier, e))
        return false;
    if (earlier) {
        w->out->same_file = true;
        im->id = earlier;
        im->kept = im->superseded = 0;
        im->known = im->rows - im->refused - w->out->passed;
        return true;
    }
    incident_plan_free(&w->plan);
    return !w->layout->plan || w->layout->plan(w, e);
}

/* Of an own dialogue the register keeps what was wrong, but neither where it stood in the file nor what was found there: that could be a
 * participant's number, and whose turn it was. */
static bool import_add(struct work *w, struct import *im, struct err *e)
{
    size_t n = w->out->problem_n;
    if (!w->out->dialogue.own)
        return store_import_add(w->s, im, w->out->problems, n, e);
    struct problem *kept = mem_get((n + 1) * sizeof *kept);
    for (size_t i = 0; i < n; i++) {
        kept[i] = w->out->problems[i];
        kept[i].found = STR("");
        kept[i].line = 0;
    }
    bool fine = store_import_add(w->s, im, kept, n, e);
    free(kept);
    return fine;
}

static bool write_one(struct intake *in, struct work *w, struct err *e)
{
    struct import *im = &w->out->import;
    if (w->out->same_file)
        return true;
    im->origin = store_origin(w->s);
    im->id = 0;
    if (!plan_again(in, w, e) || w->out->same_file)
        return w->out->same_file;
    if (w->layout->plan && ((w->o->dry_run && in->n == 1) || is_idle(im)))
        return true;
    if (!store_next_id(w->s, "import", &im->id, e))
        return false;
    int64_t id = im->id;
    progress_begin(w->p, "Writing", (double)im->kept);
    if (!w->layout->save(w, im, e))
        return false;
    progress_finish(w->p);
    if (is_idle(im)) {
        im->id = 0;
        return true;
    }
    if (!import_add(w, im, e) || !(w->o->by_hand.n ? audit_hand(w->s, w, im, e) : audit_add(w->s, im, e)))
        return false;
    assert(im->id == id);
    in->written++;
    if (w->layout->placed) { /* one import of incidents alone: only its rows are new; anything else: all are placed anew */
        bool alone = in->placing++ == 0;
        in->place = true;
        in->place_only = alone && w->layout->incident ? id : 0;
    }
    return true;
}

static bool write_task(struct store *s, void *arg, struct err *e)
{
    struct intake *in = arg;
    for (size_t i = 0; i < in->n; i++)
        if (!write_one(in, in->list[i], e))
            return err_within(e, "%.200s", in->list[i]->file);
    if (in->o.dry_run || (in->written == 0 && !in->mappings)) { /* a trial of several files: each was compared with those before it */
        in->nothing = true;
        return err_set(e, ERR_STOPPED, "nothing is to be written");
    }
    for (size_t i = 0; i < in->n; i++)
        if (in->list[i]->mapping_new && !mapping_keep(s, in->list[i]->mapping_name, in->list[i]->mapping, in->o.who, in->o.time, e))
            return false;
    return !in->place || place_all(s, in->place_only, in->p, e);
}

/* Everything is in the register already, or was found to be nothing new before the lock: no task is needed. */
static bool all_idle(const struct intake *in)
{
    for (size_t i = 0; i < in->n; i++) {
        const struct work *w = in->list[i];
        bool planned = w->layout->plan && ((in->o.dry_run && in->n == 1) || is_idle(&w->out->import));
        if ((!w->out->same_file && !planned) || (w->mapping_new && !in->o.dry_run))
            return false;
    }
    return true;
}

/* How the incidents now lie, at the finest level placed. */
static bool tell_placed(struct work *w, struct err *e)
{
    int64_t level;
    w->out->placed_level = -1;
    w->out->mapping = keep(&w->out->arena, w->mapping_name);
    w->out->is_incidents = w->layout->incident != NULL;
    w->out->took_back = w->incidents.ends && !w->out->same_file;
    if (!w->layout->placed || w->out->import.id == 0)
        return true;
    /* Every incident is placed at every level: the last row of the key tells the finest. */
    if (!store_int(w->s, "SELECT level FROM placed ORDER BY incident_origin DESC, incident DESC, level DESC LIMIT 1", WITH_NOTHING, -1,
            &level, e))
        return false;
    w->out->placed_level = (int)level;
    return level < 0 || placed_count(w->s, (int)level, &w->out->placed, e);
}

static void describe(struct work *w, const char *name)
{
    struct import *im = &w->out->import;
    im->file = keep(&w->out->arena, str_of(name));
    im->layout = w->o->by_hand.n ? STR("by hand") : str_of(w->layout->name);
    /* HXL says how a table is tagged, not whose it is: without --source each file of incidents is a source of its own, so
     * that equal numbers in the files of two agencies are not taken for corrections of one another. */
    bool nobody = (w->layout->incident || w->layout->batch == BATCH_WORKS) && !*w->layout->source;
    struct str its = w->mapping_name.n ? w->mapping_name : nobody ? im->file : str_of(w->layout->source); /* a mapping is made for one maker's tables */
    im->source = keep(&w->out->arena, w->o->source.n ? w->o->source : its);
    im->who = keep(&w->out->arena, w->o->who);
    im->time = keep(&w->out->arena, w->o->time);
}

/* ---- one file, or several, in ---- */

struct intake *intake_begin(struct store *s, const struct intake_options *o, struct progress *p)
{
    struct intake *in = mem_get(sizeof *in);
    in->s = s;
    in->o = *o;
    in->p = p;
    return in;
}

bool work_settle(struct work *w, const char *name, struct err *e)
{
    struct import *im = &w->out->import;
    describe(w, name);
    int64_t earlier;
    if (!something_kept(w, name, e) || !same_again(w, &earlier, e))
        return false;
    if (!earlier)
        return !w->layout->plan || w->layout->plan(w, e);
    w->out->same_file = true;
    im->origin = store_origin(w->s);
    im->id = earlier;
    im->known = im->rows - im->refused - w->out->passed;
    return true;
}

struct work *work_begin(struct intake *in)
{
    struct work *w = mem_get(sizeof *w);
    *w = (struct work){.s = in->s, .o = &in->o, .out = mem_get(sizeof *w->out), .p = in->p, .open_data = in->s && store_is_open_data(in->s)};
    w->incidents.log.all_refused = w->people.log.all_refused = w->said.log.all_refused = w->actors.log.all_refused = w->works.log.all_refused = w->contacts.log.all_refused = w->papers.log.all_refused = in->o.all_refused;
    GROW(in->list, in->n, in->room);
    in->list[in->n++] = w;
    return w;
}

bool intake_read(struct intake *in, struct file_stream *file, struct err *e)
{
    struct work *w = work_begin(in);
    bool fine = inside_read(w, &file->s, e) && work_digest(w, file, e) && work_settle(w, file->s.name, e);
    in->mappings = in->mappings || w->mapping_new;
    w->file = arena_text(&w->out->arena, file->s.name, strlen(file->s.name));
    return fine;
}

bool intake_read_text(struct intake *in, struct str text, struct err *e)
{
    struct work *w = work_begin(in);
    struct memory_stream m;
    struct hasher h;
    w->file = "by hand";
    memory_open(&m, w->file, text);
    hash_begin(&h);
    hash_add(&h, text.p, text.n);
    if (!inside_read(w, &m.s, e))
        return false;
    w->out->import.sha256 = hash_end(&h);
    return work_settle(w, in->o.by_hand.n ? arena_text(&w->out->arena, in->o.by_hand.p, in->o.by_hand.n) : w->file, e) &&
           (!w->out->import.refused || err_set(e, ERR_INPUT, T("not all of it can be kept; nothing was added")));
}

bool intake_read_shapefile(struct intake *in, struct file_stream *files, size_t n, struct err *e)
{
    struct work *w = work_begin(in);
    bool fine = shapefile_members_read(w, files, n, e) && work_settle(w, files[0].s.name, e);
    w->file = arena_text(&w->out->arena, files[0].s.name, strlen(files[0].s.name));
    return fine;
}

bool intake_read_dialogue(struct intake *in, struct str name, struct file_stream *files, size_t n, struct err *e)
{
    struct work *w = work_begin(in);
    w->file = arena_text(&w->out->arena, name.p, name.n);
    return dialogue_files_read(w, name, files, n, e) && work_settle(w, w->file, e);
}

/* What became of it, for whoever asks. */
static bool written(struct intake *in, struct err *e)
{
    for (size_t i = 0; i < in->n; i++) {
        if (in->o.dry_run && !in->list[i]->out->same_file)
            in->list[i]->out->import.id = 0;
        if (!tell_placed(in->list[i], e))
            return false;
    }
    for (size_t i = 0; i < in->n; i++)
        keep_problems(in->list[i]->out);
    return true;
}

bool intake_write(struct intake *in, struct err *e)
{
    if (!all_idle(in)) {
        struct err failed = {0};
        store_sign(in->s, in->o.who, in->o.time);
        if (!store_task(in->s, write_task, in, &failed) && !in->nothing) {
            *e = failed;
            return false;
        }
    }
    return written(in, e);
}

bool intake_write_within(struct intake *in, struct store *s, bool *nothing, struct err *e)
{
    assert(store_in_task(s));
    in->s = s;
    for (size_t i = 0; i < in->n; i++)
        in->list[i]->s = s;
    *nothing = all_idle(in);
    if (!*nothing && !write_task(s, in, e)) {
        *nothing = in->nothing;
        return false;
    }
    return written(in, e);
}

size_t intake_count(const struct intake *in)
{
    return in->n;
}

const struct intake_result *intake_told(const struct intake *in, size_t i)
{
    assert(i < in->n);
    return in->list[i]->out;
}

void intake_end(struct intake **in)
{
    struct intake *it = *in;
    *in = NULL;
    if (!it)
        return;
    for (size_t i = 0; i < it->n; i++) {
        work_end(it->list[i]);
        intake_result_end(it->list[i]->out);
        free(it->list[i]->out);
        free(it->list[i]);
    }
    free(it->list);
    free(it);
}

bool intake_add(struct store *s, struct file_stream *file, const struct intake_options *o, struct intake_result *out,
    struct progress *p, struct err *e)
{
    *out = (struct intake_result){0};
    struct intake *in = intake_begin(s, o, p);
    bool fine = intake_read(in, file, e) && intake_write(in, e);
    if (fine) { /* the result moves out; its arena goes with it */
        *out = *in->list[0]->out;
        *in->list[0]->out = (struct intake_result){0};
    }
    intake_end(&in);
    return fine;
}

/* ---- taking back ---- */

struct undo {
    int64_t import;
    struct progress *p;
};

static bool undo_task(struct store *s, void *arg, struct err *e)
{
    const struct undo *u = arg;
    struct buf detail CLEANUP(buf_end) = {0};
    buf_f(&detail, "import %" PRId64, u->import);
    return store_undo(s, u->import, e) && place_all(s, 0, u->p, e) && store_audit(s, "undo", buf_view(&detail), e);
}

bool intake_undo(struct store *s, int64_t import, struct str who, struct progress *p, struct err *e)
{
    struct undo u = {import, p};
    store_sign(s, who, STR(""));
    return store_task(s, undo_task, &u, e);
}

/* ---- erasing ---- */

struct erasing {
    struct erasable *list;
    size_t n;
    struct str reason;
    bool dry_run, tried;
    struct progress *p;
};

/* A dry run does all of it and then wants none of it. */
static bool erase_task(struct store *s, void *arg, struct err *e)
{
    struct erasing *x = arg;
    if (!store_erase(s, x->list, x->n, x->reason, e))
        return false;
    x->tried = x->dry_run;
    return !x->dry_run && place_all(s, 0, x->p, e);
}

bool intake_erase(struct store *s, struct erasable *list, size_t n, const struct intake_erasing *how, struct progress *p, struct err *e)
{
    struct erasing x = {.list = list, .n = n, .reason = how->reason, .dry_run = how->dry_run, .p = p};
    store_sign(s, how->who, how->time);
    if (!store_erase_begin(s, e))
        return false;
    if (!store_task(s, erase_task, &x, e) && !x.tried)
        return false;
    if (how->dry_run || store_compact(s, p, e))
        return true;
    return err_within(e, "the rows are erased, but what lay in the file's free pages is not yet; `diwan erase REGISTER --finish` goes on");
}
