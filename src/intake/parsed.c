/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: a file that somebody sent, from outside the cage: what is asked, and what is taken of the answer. */
#include "core/cage.h"
#include "core/speech.h"
#include "intake/parsed_priv.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define N(spec) (spec), ARRAY_LEN(spec)
static const struct cage_limits limits = {.memory_mib = 2048, .answer_mib = 1024, .seconds = 60};

/* ---- asking ---- */

static const struct field_spec mapping_fields[] = {FIELD_TEXT(mapping, name), FIELD_TEXT(mapping, lines)};
static const struct field_spec option_fields[] = {FIELD_TEXT(intake_options, source), FIELD_TEXT(intake_options, sheet), FIELD_TEXT(intake_options, encoding),
    FIELD_TEXT(intake_options, layout), FIELD_TEXT(intake_options, map), FIELD_TEXT(intake_options, dates), FIELD(intake_options, level, F_INT, -1, PLACE_LEVELS - 1),
    FIELD_TEXT(intake_options, layer), FIELD_TEXT(intake_options, dialogue), FIELD_TEXT(intake_options, signs), FIELD(intake_options, published, F_BOOL, 0, 1),
    FIELD_TEXT(intake_options, who), FIELD_TEXT(intake_options, time)};

bool intake_parse(struct store *s, const struct intake_options *o, const struct intake_reading *r, int *answer, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct mapping *kept = NULL;
    size_t kept_n = 0;
    if (!mapping_list(s, &a, &kept, &kept_n, e))
        return false;
    struct sink q = {.fd = -1};
    sink_text(&q, str_of(r->name));
    sink_i64(&q, r->size);
    sink_fields(&q, o, N(option_fields));
    sink_i64(&q, o->meta.p != NULL);
    sink_text(&q, o->meta);
    sink_i64(&q, store_is_open_data(s));
    sink_list(&q, kept, kept_n, sizeof *kept, N(mapping_fields));
    struct cage_job job = {.program = r->program, .in = r->fd, .asked = buf_view(&q.b), .limits = limits, .stop = r->stop, .arg = r->arg};
    bool fine = cage_run(&job, answer, e);
    buf_end(&q.b);
    return fine || err_within(e, "%.100s", r->name);
}

bool question_in(struct source *s, struct question *out)
{
    int64_t meta;
    *out = (struct question){.name = source_text(s, RECORD_TEXT_MOST), .size = source_i64(s, -1, INT64_MAX)};
    (void)source_fields(s, &out->o, N(option_fields));
    meta = source_i64(s, 0, 1);
    out->o.meta = source_text(s, RECORD_TEXT_MOST);
    if (!meta)
        out->o.meta.p = NULL;
    out->open_data = source_i64(s, 0, 1) != 0;
    out->kept = source_list(s, &out->arena, sizeof *out->kept, N(mapping_fields), &out->kept_n);
    return !s->wrong;
}

/* ---- the answer ---- */

#define INSIDE(name) {offsetof(struct intake_result, inside.name), F_STR, 0, RECORD_TEXT_MOST}
#define COUNT(name) {offsetof(struct intake_result, name), F_I64, 0, RECORD_ROWS_MOST}
static const struct field_spec result_fields[] = {INSIDE(packing), INSIDE(member), INSIDE(beside), INSIDE(sheet), INSIDE(other_sheets), INSIDE(hidden_columns), INSIDE(encoding),
    {offsetof(struct intake_result, inside.hidden_sheet), F_BOOL, 0, 1}, COUNT(inside.hidden_rows), COUNT(inside.merged), COUNT(inside.unknown_cells), COUNT(import.rows),
    COUNT(import.repaired), COUNT(import.refused), COUNT(noted), COUNT(passed)};
static const char answer_mark[] = "diwan parsed 1\n";

static void batch_out(struct sink *s, const struct work *w)
{
    switch (w->layout->batch) {
    case BATCH_INCIDENTS: incidents_out(s, &w->incidents); break;
    case BATCH_BORDERS: borders_out(s, &w->borders); break;
    case BATCH_PEOPLE: people_out(s, &w->people); break;
    case BATCH_SAID: said_out(s, &w->said); break;
    case BATCH_FINDINGS: findings_out(s, &w->findings); break;
    case BATCH_DIALOGUE: dialogue_out(s, &w->dialogue); break;
    case BATCH_ACTORS: actors_out(s, &w->actors); break;
    case BATCH_WORKS: works_out(s, &w->works); break;
    case BATCH_CONTACTS: contacts_out(s, &w->contacts); break;
    case BATCH_PAPERS: papers_out(s, &w->papers); break;
    }
}

static bool batch_in(struct source *s, struct work *w)
{
    switch (w->layout->batch) {
    case BATCH_INCIDENTS: return incidents_in(s, &w->incidents);
    case BATCH_BORDERS: return borders_in(s, &w->borders);
    case BATCH_PEOPLE: return people_in(s, &w->people);
    case BATCH_SAID: return said_in(s, &w->said);
    case BATCH_FINDINGS: return findings_in(s, &w->findings);
    case BATCH_DIALOGUE: return dialogue_in(s, &w->dialogue);
    case BATCH_ACTORS: return actors_in(s, &w->actors);
    case BATCH_WORKS: return works_in(s, &w->works);
    case BATCH_CONTACTS: return contacts_in(s, &w->contacts);
    case BATCH_PAPERS: return papers_in(s, &w->papers);
    }
    return false;
}

void answer_out(struct sink *s, const struct work *w, const struct intake_looked *looked, const struct err *e)
{
    sink_bytes(s, answer_mark, sizeof answer_mark);
    sink_i64(s, e->code);
    sink_text(s, str_of(e->text));
    if (e->code)
        return;
    sink_text(s, str_of(w->layout->name));
    sink_text(s, w->mapping_name);
    sink_fields(s, w->out, N(result_fields));
    problems_out(s, w->out->problems, w->out->problem_n);
    batch_out(s, w);
    sink_text(s, looked->refused);
    sink_i64(s, looked->refused_cut);
    sink_i64(s, (int64_t)looked->columns_all);
    sink_i64(s, (int64_t)looked->column_n);
    sink_i64(s, (int64_t)looked->row_n);
    for (size_t k = 0; k < looked->column_n; k++)
        sink_text(s, looked->columns[k]);
    for (size_t i = 0; i < looked->row_n; i++) {
        sink_i64(s, looked->lines[i]);
        for (size_t k = 0; k < looked->column_n; k++)
            sink_text(s, looked->cells[i][k]);
    }
}

static void looked_in(struct source *s, struct intake_looked *out)
{
    *out = (struct intake_looked){.refused = source_text(s, SIZE_MAX >> 2)};
    out->refused_cut = source_i64(s, 0, 1) != 0;
    out->columns_all = (size_t)source_i64(s, 0, 1 << 20);
    out->column_n = (size_t)source_i64(s, 0, LOOKED_COLUMNS);
    out->row_n = (size_t)source_i64(s, 0, LOOKED_ROWS);
    for (size_t k = 0; k < out->column_n; k++)
        out->columns[k] = source_text(s, RECORD_TEXT_MOST);
    for (size_t i = 0; i < out->row_n; i++) {
        out->lines[i] = source_i64(s, 0, RECORD_ROWS_MOST);
        for (size_t k = 0; k < out->column_n; k++)
            out->cells[i][k] = source_text(s, RECORD_TEXT_MOST);
    }
}

/* The reader's own sentence: one line, of whole letters, as every error is. */
static bool reader_failed(struct source *s, int64_t code, struct err *e)
{
    struct str text = source_text(s, sizeof e->text - 1);
    bool known = code == ERR_USAGE || code == ERR_INPUT || code == ERR_ABSENT || code == ERR_DENIED || code == ERR_SYSTEM || code == ERR_STOPPED;
    if (s->wrong || !text.n || !known)
        return err_set(e, ERR_INPUT, T("the reader broke off at this file; nothing was kept of it"));
    return err_set(e, (enum err_code)code, "%.*s", STR_F(text));
}

/* Which of the register's mappings it was read by: its lines are the register's own. */
static bool mapping_in(struct work *w, struct str name, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    const struct mapping *kept = NULL;
    size_t n = 0;
    if (w->mapping.n || !name.n)
        return true;
    if (!work_mappings(w, &a, &kept, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (str_eq(kept[i].name, name)) {
            w->mapping_name = (struct str){arena_text(&w->out->arena, name.p, name.n), name.n};
            w->mapping = (struct str){arena_text(&w->out->arena, kept[i].lines.p, kept[i].lines.n), kept[i].lines.n};
            return true;
        }
    return err_set(e, ERR_INPUT, "the mapping that the file was read by is no longer kept in the register: send the file again");
}

static bool layout_in(struct source *s, struct work *w, struct str name)
{
    struct err unknown = {0};
    const struct layout *l = layout_named(name, &unknown);
    if (!l || (w->layout && w->layout != l))
        return source_wrong(s, "its layout is another than asked for");
    w->layout = l;
    return true;
}

/* A judgement belongs to the layout that is named like its kind, and so does a paper, where it is not in a workbook of several. */
static bool kind_agrees(struct source *s, const struct work *w)
{
    const struct paper_batch *b = &w->papers;
    bool book = strcmp(w->layout->name, AGENDA_BOOK) == 0;
    if (w->layout->batch == BATCH_PAPERS && (b->several != book || (!book && b->n && strcmp(w->layout->name, paper_layouts[b->list[0].kind].name) != 0)))
        return source_wrong(s, "its rows are of another kind than its layout");
    static const char *const names[SAID_KINDS] = {"aliases", "observability", "phases", "licences"};
    return w->layout->batch != BATCH_SAID || str_is(str_of(w->layout->name), names[w->said.kind]) || source_wrong(s, "its judgements are of another kind than its layout");
}

bool answer_in(struct source *s, struct work *w, struct intake_looked *looked, struct err *e)
{
    char mark[sizeof answer_mark];
    if ((size_t)(s->end - s->p) < sizeof mark || memcmp(s->p, answer_mark, sizeof mark) != 0)
        return err_set(e, ERR_INPUT, T("the reader broke off at this file; nothing was kept of it"));
    s->p += sizeof mark;
    int64_t code = source_i64(s, 0, ERR_STOPPED);
    if (code || s->wrong)
        return reader_failed(s, code, e);
    (void)source_text(s, 0);
    struct str layout = source_text(s, 200), mapping = source_text(s, RECORD_TEXT_MOST);
    bool whole = layout_in(s, w, layout) && source_fields(s, w->out, N(result_fields));
    w->out->problems = problems_in(s, &w->out->arena, &w->out->problem_n);
    whole = whole && !s->wrong && batch_in(s, w) && kind_agrees(s, w);
    looked_in(s, looked);
    if (!whole || s->wrong || s->p != s->end)
        return err_set(e, ERR_INPUT, "what the reader of the file answered is not sound (%s); nothing was kept of it", s->wrong ? s->wrong : "something follows");
    if (w->out->import.refused > w->out->import.rows || w->out->import.repaired > w->out->import.rows)
        return err_set(e, ERR_INPUT, "what the reader of the file answered is not sound (its counts do not agree); nothing was kept of it");
    return mapping_in(w, mapping, e) && (w->layout->batch != BATCH_DIALOGUE || dialogue_told(w, e));
}

static bool mapped(int fd, struct str *out, struct err *e)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return err_set(e, ERR_SYSTEM, "the reader's answer cannot be read: %s", strerror(errno));
    *out = STR("");
    if (st.st_size == 0)
        return true;
    void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (p == MAP_FAILED)
        return err_set(e, ERR_SYSTEM, "the reader's answer cannot be read: %s", strerror(errno));
    *out = (struct str){p, (size_t)st.st_size};
    return true;
}

static bool digest_of(struct work *w, const struct intake_reading *r, struct err *e)
{
    struct file_stream file;
    char path[40];
    snprintf(path, sizeof path, "/proc/self/fd/%d", r->fd);
    int again = open(path, O_RDONLY | O_CLOEXEC); /* with a place of its own in it: others may read the same file over another page */
    if (again < 0)
        return err_set(e, ERR_SYSTEM, "%.100s: cannot be read: %s", r->name, strerror(errno));
    if (!file_from(again, r->name, &file, e))
        return false;
    bool fine = work_digest(w, &file, e);
    file_close(&file);
    return fine;
}

bool intake_take(struct intake *in, const struct intake_reading *r, int answer, struct intake_looked *looked, struct err *e)
{
    struct work *w = work_begin(in);
    w->file = arena_text(&w->out->arena, r->name, strlen(r->name));
    if (!layout_asked(w, w->file, e) || !mapped(answer, &w->answer, e))
        return false;
    struct source s = {.p = w->answer.p, .end = w->answer.p + w->answer.n, .words = 1};
    bool fine = answer_in(&s, w, looked, e) && digest_of(w, r, e) && work_settle(w, w->file, e);
    in->mappings = in->mappings || w->mapping_new;
    return fine;
}
