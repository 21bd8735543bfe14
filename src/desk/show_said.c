/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show: what people say of places and sources, one row a statement, with who said it. */
#include "desk/coded.h"
#include "said/said.h"

enum said_column { ID, SUBJECT, FROM, TO, WHAT, BY, REASON };
struct said_shape {
    const char *title;
    size_t n;
    enum said_column columns[7];
    const char *keys[7], *labels[7], *tags[7];
};
static const struct said_shape shapes[SAID_KINDS] = {
    [SAID_ALIASES] = {T("Other names of places"), 4, {ID, SUBJECT, WHAT, BY}, {"id", "place", "alias", "language"},
        {T("Number"), T("Place"), T("Other name"), T("Language")}, {"", "#loc+name", "#loc+name+alt", ""}},
    [SAID_OBSERVABILITY] = {T("Whether anybody could look"), 7, {ID, SUBJECT, FROM, TO, WHAT, BY, REASON},
        {"id", "place", "from", "to", "judgement", "said_by", "reason"},
        {T("Number"), T("Place"), T("First day"), T("Last day"), T("Judgement"), T("Said by"), T("Reason")},
        {"", "#loc+name", "#date+start", "#date+end", "", "#meta+contributor", ""}},
    [SAID_PHASES] = {T("Phases, as set by people"), 6, {ID, SUBJECT, FROM, TO, WHAT, BY}, {"id", "place", "from", "to", "phase", "said_by"},
        {T("Number"), T("Place"), T("First day"), T("Last day"), T("Phase"), T("Said by")},
        {"", "#loc+name", "#date+start", "#date+end", "", "#meta+contributor"}},
    [SAID_LICENCES] = {T("Licences of sources, as stated"), 3, {ID, SUBJECT, WHAT}, {"id", "source", "licence"},
        {T("Number"), T("Source"), T("Licence")}, {"", "#meta+source", "#meta+license"}},
};

static const char *judgement_words(enum looked v)
{
    static const char *const words[] = {"", T("could be looked at"), T("could be looked at in part"), T("nobody could look")};
    return words[v];
}

const char *desk_licence_words(enum licence v)
{
    static const char *const words[] = {"", T("may be republished"), T("may be republished with its citation"), T("may not be republished")};
    return words[v];
}

/* The fixed word for machines, the reader's own beside it. */
static void put_what(struct request *r, struct answer *a, enum said_kind kind, struct doc_table *t, size_t row, size_t column, struct str code)
{
    const char *words = NULL;
    if (kind == SAID_OBSERVABILITY)
        words = say(&r->speech, judgement_words(looked_of(code)));
    else if (kind == SAID_LICENCES)
        words = say(&r->speech, desk_licence_words(licence_of(code)));
    else if (kind == SAID_PHASES)
        words = say(&r->speech, phase_words(phase_of(code)));
    desk_both(a, t, row, column, words ? str_of(words) : code, NULL, code);
}

/* A place, but of licences a source. */
static void put_subject(struct request *r, struct answer *a, enum said_kind kind, struct doc_table *t, size_t row, size_t column, const struct gazetteer *g, struct str words)
{
    if (kind == SAID_LICENCES)
        desk_text(a, t, row, column, words);
    else
        desk_place_cell(r, a, t, row, column, g, words);
}

static void put_day(struct request *r, struct answer *a, struct doc_table *t, size_t row, size_t column, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (day_known(d))
        buf_day(&b, d);
    desk_text(a, t, row, column, b.n ? (struct str){arena_text(&r->arena, b.p, b.n), b.n} : STR(""));
}

static bool show_said(struct request *r, struct answer *a, enum said_kind kind, struct err *e)
{
    static const char *const names[SAID_KINDS] = {"aliases", "observability", "phases", "licences"};
    const struct said_shape *shape = &shapes[kind];
    struct said_row *list = NULL;
    size_t n = 0;
    const struct gazetteer *g CLEANUP(desk_places_end) = NULL;
    if (!desk_places(r, &g, e) || !said_rows(r->store, kind, &r->arena, &list, &n, e))
        return false;
    struct doc_table *t = desk_table(r, a, names[kind], shape->title, shape->n, n);
    for (size_t k = 0; k < shape->n; k++)
        desk_column(r, t, k, shape->keys[k], shape->labels[k], shape->columns[k] == ID, shape->tags[k]);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < shape->n; k++)
            switch (shape->columns[k]) {
            case ID: desk_number(t, i, k, list[i].id); break;
            case SUBJECT: put_subject(r, a, kind, t, i, k, g, list[i].subject); break;
            case FROM: put_day(r, a, t, i, k, list[i].from); break;
            case TO: put_day(r, a, t, i, k, list[i].to); break;
            case WHAT: put_what(r, a, kind, t, i, k, list[i].what); break;
            case BY: desk_both(a, t, i, k, kind == SAID_ALIASES ? desk_language_words(r, list[i].by) : list[i].by, NULL, list[i].by); break;
            case REASON: desk_text(a, t, i, k, list[i].reason); break;
            }
    return true;
}

bool show_aliases(struct request *r, struct answer *a, struct err *e)
{
    return show_said(r, a, SAID_ALIASES, e);
}

/* A permit that was refused may be why nobody could look: for those who may read of it. */
static bool note_hidden(struct request *r, struct answer *a, struct err *e)
{
    int64_t n = 0;
    if (r->unnamed)
        return true;
    if (!store_int(r->store, "SELECT count(*) FROM restriction WHERE ended_by IS NULL AND hides_data = 1", WITH_NOTHING, 0, &n, e))
        return false;
    if (n)
        answer_note(a, desk_counted(r, TN("{n} restriction is on record as a reason why data are missing: `diwan show REGISTER restrictions` says where and when.",
            "{n} restrictions are on record as reasons why data are missing: `diwan show REGISTER restrictions` says where and when."), n).p);
    return true;
}

bool show_observability(struct request *r, struct answer *a, struct err *e)
{
    return show_said(r, a, SAID_OBSERVABILITY, e) && note_hidden(r, a, e);
}

bool show_phases(struct request *r, struct answer *a, struct err *e)
{
    return show_said(r, a, SAID_PHASES, e);
}

bool show_licences(struct request *r, struct answer *a, struct err *e)
{
    return show_said(r, a, SAID_LICENCES, e);
}
