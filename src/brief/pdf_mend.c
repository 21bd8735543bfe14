/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pdf_mend: what a reader of PDF should know and cairo 1.16 cannot say. Objects are written anew behind the end of the file
 * with a table of where they are now (ISO 32000-1, 7.5.6, incremental updates); what cairo wrote stays as it is.
 */
#include "brief/pdf_priv.h"

struct update {
    struct buf *file;
    size_t from;        /* where the PDF begins in it */
    size_t table;       /* where cairo's table of objects is */
    int64_t size, root, info;
    struct buf entries; /* of the new table */
};

static bool not_understood(struct err *e) { return err_set(e, ERR_SYSTEM, "the PDF that cairo made is not as expected: no language could be set in it"); }

/* The number behind the last `key` of the file. */
static bool number_behind(const struct update *u, const char *key, int64_t *out)
{
    size_t length = strlen(key);
    for (size_t at = u->file->n; at >= u->from + length; at--)
        if (memcmp(u->file->p + at - length, key, length) == 0) {
            const char *p = u->file->p + at;
            size_t n = 0;
            while (at + n < u->file->n && p[n] >= '0' && p[n] <= '9')
                n++;
            return str_to_int((struct str){p, n}, out);
        }
    return false;
}

/* The body of object `id`, from "<<" to before ">>"; false where there is none of that kind. */
static bool object_body(const struct update *u, int64_t id, struct str *out)
{
    int64_t at;
    size_t entry = u->from + u->table + strlen("xref\n0 ");
    while (entry < u->file->n && u->file->p[entry] != '\n')
        entry++;
    entry += 1 + 20 * (size_t)id; /* each is 20 bytes long */
    if (entry + 20 > u->file->n || !str_to_int((struct str){u->file->p + entry, 10}, &at) || at < 0)
        return false;
    char head[40];
    int n = snprintf(head, sizeof head, "%" PRId64 " 0 obj\n<<", id);
    size_t begin = u->from + (size_t)at;
    if (begin + (size_t)n > u->file->n || memcmp(u->file->p + begin, head, (size_t)n) != 0)
        return false;
    begin += (size_t)n - 2;
    const char *end = memmem(u->file->p + begin, u->file->n - begin, "\n>>\nendobj", 10);
    *out = (struct str){u->file->p + begin, end ? (size_t)(end - u->file->p) - begin : 0};
    return end != NULL;
}

/* Object `id` again, with `more` in it. */
static void write_again(struct update *u, int64_t id, struct str body, struct str more)
{
    struct buf whole CLEANUP(buf_end) = {0};
    buf_f(&whole, "%" PRId64 " 0 obj\n", id);
    buf_str(&whole, body);
    buf_str(&whole, more);
    buf_text(&whole, "\n>>\nendobj\n");
    buf_f(&u->entries, "%" PRId64 " 1\n%010zu 00000 n \n", id, u->file->n - u->from);
    buf_str(u->file, buf_view(&whole)); /* only now: `body` points into the file */
}

/* As UTF-16 in hexadecimal. */
static void put_text(struct buf *b, struct str s)
{
    buf_text(b, "<FEFF");
    for (size_t at = 0; at < s.n;) {
        uint32_t c = text_next(s, &at);
        if (c < 0x10000)
            buf_f(b, "%04X", c);
        else
            buf_f(b, "%04X%04X", 0xD800 + ((c - 0x10000) >> 10), 0xDC00 + ((c - 0x10000) & 0x3FF));
    }
    buf_char(b, '>');
}

static bool mend_catalog(struct update *u, const struct pdf *p)
{
    struct str body;
    struct buf more CLEANUP(buf_end) = {0};
    if (!object_body(u, u->root, &body))
        return false;
    buf_f(&more, "\n   /Lang (%s)\n   /ViewerPreferences << /DisplayDocTitle true /Direction /%s >>", language_code(p->doc->speech->language), p->rtl ? "R2L" : "L2R");
    if (memmem(body.p, body.n, "/StructTreeRoot", 15))
        buf_text(&more, "\n   /MarkInfo << /Marked true >>");
    write_again(u, u->root, body, buf_view(&more));
    return true;
}

/* Title and description of a drawing into the next element that is a figure, from *id on. */
static bool mend_figure(struct update *u, const struct drawing *g, int64_t *id)
{
    struct buf words CLEANUP(buf_end) = {0}, more CLEANUP(buf_end) = {0};
    struct str body;
    while (*id < u->size && !(object_body(u, *id, &body) && memmem(body.p, body.n, "/S /Figure\n", 11)))
        ++*id;
    if (*id >= u->size)
        return false;
    text_clean(&words, g->title, CLEAN_PLAIN);
    if (words.n && g->desc.n)
        buf_text(&words, ". ");
    text_clean(&words, g->desc, CLEAN_PLAIN);
    if (words.n) {
        buf_text(&more, "\n   /Alt ");
        put_text(&more, buf_view(&words));
        write_again(u, *id, body, buf_view(&more));
    }
    ++*id;
    return true;
}

static bool mend_figures(struct update *u, const struct pdf *p)
{
    int64_t id = 1;
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; p->pieces[i].kind == PIECE_DRAWINGS && k < p->pieces[i].n; k++)
            if (!mend_figure(u, p->pieces[i].block->figure->drawings[p->pieces[i].at + k], &id))
                return false;
    return true;
}

bool pdf_mend(struct buf *file, size_t from, const struct pdf *p, struct err *e)
{
    struct update u = {.file = file, .from = from};
    int64_t table;
    if (!number_behind(&u, "startxref\n", &table) || !number_behind(&u, "/Size ", &u.size) || !number_behind(&u, "/Root ", &u.root) ||
        !number_behind(&u, "/Info ", &u.info) || table <= 0 || (size_t)table >= file->n - from)
        return not_understood(e);
    u.table = (size_t)table;
    bool good = mend_figures(&u, p) && mend_catalog(&u, p);
    size_t at = file->n - from;
    if (good)
        buf_f(file, "xref\n%.*strailer\n<< /Size %" PRId64 "\n   /Root %" PRId64 " 0 R\n   /Info %" PRId64 " 0 R\n   /Prev %zu\n>>\nstartxref\n%zu\n%%%%EOF\n",
            STR_F(buf_view(&u.entries)), u.size, u.root, u.info, u.table, at);
    buf_end(&u.entries);
    return good || not_understood(e);
}
