/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/release_people.h"

struct looking {
    struct request *r;
    const struct incident_columns *c;
    struct identified found;
};

static bool look(struct store *s, void *arg, struct err *e)
{
    struct looking *l = arg;
    return identifying_look(s, l->c, l->r, STR(""), &l->found, e);
}

static void scan(const struct identify *lists, struct str text, struct people *out)
{
    struct identify_findings found CLEANUP(identify_findings_end) = {0};
    identify_scan(lists, text, &found);
    for (size_t i = 0; i < found.n; i++)
        out->statements[found.list[i].kind]++;
}

static void scan_statements(const struct brief_data *b, struct people *out)
{
    struct identify *lists = identify_new(IDENTIFY_DECIMALS);
    for (size_t i = 0; i < gazetteer_count(b->places); i++)
        identify_known(lists, gazetteer_place(b->places, i)->name);
    for (size_t i = 0; i < b->request.statement_n; i++) {
        scan(lists, b->request.statements[i].text, out);
        scan(lists, b->request.statements[i].by, out);
    }
    identify_free(&lists);
}

bool people_look(struct request *r, const struct brief_data *b, struct people *out, struct err *e)
{
    struct looking l = {.r = r, .c = b->columns};
    *out = (struct people){0};
    if (!store_look(r->store, look, &l, e))
        return false;
    memcpy(out->used, l.found.own_used, sizeof out->used);
    if (b->request.statement_n)
        scan_statements(b, out);
    return true;
}

static bool any(const int64_t n[IDENTIFY_KINDS])
{
    for (size_t k = 0; k < IDENTIFY_KINDS; k++)
        if (n[k])
            return true;
    return false;
}

static void tell_kinds(struct request *r, const int64_t n[IDENTIFY_KINDS], struct buf *out)
{
    for (size_t k = 0; k < IDENTIFY_KINDS; k++) {
        if (!n[k])
            continue;
        buf_text(out, "  ");
        buf_str(out, DESK_TOLD(r, T("{what}: {n}"), desk_slot("what", identifying_label(r, k)), desk_number_slot(r, "n", n[k])));
        buf_char(out, '\n');
    }
}

void people_tell_register(struct request *r, const struct people *p, struct buf *out)
{
    bool found = any(p->used);
    buf_text(out, found ? say(&r->speech, T("Own words in use in the register that could identify somebody, as `diwan check` guesses; the brief may quote them:"))
                        : say(&r->speech, T("In own words in use in the register, `diwan check` finds nothing that could identify somebody; it misses some.")));
    buf_char(out, '\n');
    tell_kinds(r, p->used, out);
}

void people_tell(struct request *r, const struct people *p, struct buf *out)
{
    people_tell_register(r, p, out);
    if (!any(p->statements))
        return;
    buf_text(out, say(&r->speech, T("Words of the statements, and of the names under them, that could identify somebody:")));
    buf_char(out, '\n');
    tell_kinds(r, p->statements, out);
}

void people_record(const struct people *p, struct buf *out)
{
    for (size_t k = 0; k < IDENTIFY_KINDS; k++)
        if (p->used[k])
            buf_f(out, "%s=%" PRId64 "\n", identifying_code(k), p->used[k]);
    for (size_t k = 0; k < IDENTIFY_KINDS; k++)
        if (p->statements[k])
            buf_f(out, "statement_%s=%" PRId64 "\n", identifying_code(k), p->statements[k]);
}
