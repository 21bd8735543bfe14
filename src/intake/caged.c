/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: a file that somebody sent, inside the cage: read it, look at it, answer. Nothing here opens anything. */
#include "core/cage.h"
#include "intake/parsed_priv.h"
#include <iconv.h>

enum { REFUSED_MOST = 32 << 20, CELL_SHOWN = 200 };

/* What turns letters into others is loaded from files, and so before the door closes. */
static void load_encodings(void)
{
    static const char *const names[] = {"CP1256", "CP1252", "ISO-8859-1", "ISO-8859-6", "UTF-16LE", "UTF-16BE"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        (void)iconv_open("UTF-8", names[i]);
}

static struct str cut(struct arena *a, struct str s)
{
    size_t n = MIN_OF(s.n, (size_t)CELL_SHOWN);
    while (n < s.n && n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
        n--;
    return (struct str){arena_text(a, s.p, n), n};
}

/* ---- the first rows ---- */

struct look {
    struct arena *a;
    const struct layout *layout;
    struct intake_looked *out;
};

static bool look_at(void *context, struct table *t, struct err *e)
{
    struct look *k = context;
    (void)e;
    if (k->layout->incident && k->layout->incident->headless)
        k->layout->incident->headless(t);
    k->out->columns_all = table_columns(t);
    k->out->column_n = MIN_OF(table_columns(t), (size_t)LOOKED_COLUMNS);
    for (size_t i = 0; i < k->out->column_n; i++)
        k->out->columns[i] = cut(k->a, table_name(t, i).n ? table_name(t, i) : table_tag(t, i));
    while (k->out->row_n < LOOKED_ROWS && table_next(t)) {
        size_t row = k->out->row_n++;
        k->out->lines[row] = table_line(t);
        for (size_t i = 0; i < k->out->column_n; i++)
            k->out->cells[row][i] = cut(k->a, table_cell(t, (int)i));
    }
    return true;
}

static void first_rows(const struct work *w, const struct question *q, struct arena *a, struct intake_looked *out)
{
    struct intake_result told = {0};
    struct look k = {a, w->layout, out};
    struct work again = {.o = w->o, .out = &told, .open_data = w->open_data, .kept = w->kept, .kept_n = w->kept_n, .on_table = look_at, .on_context = &k};
    struct stream in;
    struct err unseen = {0};
    if (!layout_is_table(w->layout) || w->layout->whole)
        return;
    cage_stream(&in, CAGE_IN, w->file, q->size);
    if (!inside_read(&again, &in, &unseen))
        out->row_n = 0;
    intake_result_end(&told);
}

/* ---- the refused rows ---- */

static bool open_again(void *context, size_t i, struct file_stream *f, struct err *e)
{
    const struct question *q = context;
    (void)i, (void)e;
    *f = (struct file_stream){.fd = -1};
    cage_stream(&f->s, CAGE_IN, q->shown, q->size);
    return true;
}

static void refused_rows(const struct intake *in, struct question *q, struct intake_looked *out, struct buf *csv)
{
    struct err unseen = {0};
    if (in->list[0]->out->import.refused == 0 || !intake_refused(in, open_again, q, csv, &unseen))
        return;
    out->refused = buf_view(csv);
    out->refused_cut = out->refused.n > REFUSED_MOST;
    if (!out->refused_cut)
        return;
    const char *end = memrchr(csv->p, '\n', REFUSED_MOST);
    out->refused.n = end ? (size_t)(end + 1 - csv->p) : 0;
}

/* ---- all of it ---- */

static bool read_file(struct question *q, struct intake *in, struct err *e)
{
    struct work *w = work_begin(in);
    struct stream file;
    w->open_data = q->open_data;
    w->kept = q->kept;
    w->kept_n = q->kept_n;
    w->file = q->shown;
    cage_stream(&file, CAGE_IN, q->shown, q->size);
    return inside_read(w, &file, e);
}

static int answer(struct question *q)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct buf csv CLEANUP(buf_end) = {.most = SIZE_MAX / 4};
    struct intake_looked looked = {0};
    struct err e = {0};
    struct sink out = {.fd = CAGE_OUT};
    q->o.all_refused = true;
    struct intake *in = intake_begin(NULL, &q->o, NULL);
    if (read_file(q, in, &e)) {
        first_rows(in->list[0], q, &a, &looked);
        refused_rows(in, q, &looked, &csv);
    }
    answer_out(&out, in->list[0], &looked, &e);
    bool fine = sink_end(&out);
    intake_end(&in);
    return fine ? 0 : 3;
}

int intake_cage(int n, char *const *arguments)
{
    struct cage_limits limits;
    struct buf text CLEANUP(buf_end) = {0};
    struct question q;
    struct err e = {0};
    if (!cage_asked(n, arguments, &limits))
        return 2;
    load_encodings();
    cage_enter(&limits);
    if (!cage_question(&text, &e))
        return 4;
    struct source s = {.p = text.p, .end = text.p + text.n, .words = 1};
    if (!question_in(&s, &q))
        return 4;
    q.shown = arena_text(&q.arena, q.name.p, q.name.n);
    int status = answer(&q);
    arena_end(&q.arena);
    return status;
}
