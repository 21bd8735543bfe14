/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check: is the file sound, and what is odd in what it holds? Oddities are counted, never mended silently. */
#include "desk/desk_priv.h"

struct finding {
    const char *code, *label; /* label: msgid */
    int64_t n;
    bool broken; /* the register itself is damaged; else a quality of the sources */
};

static bool quality(struct request *r, struct finding *f, size_t *n, struct err *e)
{
    struct incident_columns *c = NULL;
    if (!desk_columns(r, &c, e))
        return false;
    static const struct { const char *code, *label; uint16_t flag; } flags[] = {
        {"low_over_best", T("low above best"), FLAG_LOW_OVER_BEST}, {"best_over_high", T("best above high"), FLAG_BEST_OVER_HIGH},
        {"sum_differs", T("deaths by side do not add up to best"), FLAG_SUM_DIFFERS}, {"inactive_dyad", T("dyad below the source's threshold that year"), FLAG_INACTIVE_DYAD},
        {"days_turned", T("last day before the first: turned round"), FLAG_DAYS_TURNED}, {"spans_months", T("lasted over the end of a month"), FLAG_SPANS_MONTHS},
        {"year_differs", T("year differs from the first day's"), FLAG_YEAR_DIFFERS}};
    for (size_t k = 0; k < ARRAY_LEN(flags); k++) {
        struct finding one = {flags[k].code, flags[k].label, 0, false};
        for (size_t i = 0; i < c->n; i++)
            one.n += (c->flags[i] & flags[k].flag) != 0;
        f[(*n)++] = one;
    }
    struct finding unknown = {"no_deaths", T("no number of deaths given"), 0, false}, disagree = {"disagree", T("point and name mean different governorates"), 0, false},
        outside = {"outside", T("point in no border and near none (sea, other country, wrong)"), 0, false}, coarse = {"coarse", T("coded more coarsely than a governorate"), 0, false},
        near = {"near_border", T("point just outside a border: counted for the nearest"), 0, false}, future = {"long", T("lasts more than a year"), 0, false};
    for (size_t i = 0; i < c->n; i++) {
        unknown.n += c->best[i] < 0;
        disagree.n += c->named[1] && c->named[1][i] >= 0;
        outside.n += c->how[1] && c->how[1][i] == PLACED_OUTSIDE;
        coarse.n += c->how[1] && c->how[1][i] == PLACED_COARSE;
        near.n += c->how[1] && c->how[1][i] == PLACED_NEAR;
        future.n += c->last[i] - c->first[i] > 366;
    }
    struct finding said = {"said_of_nowhere", T("statements (whether anybody could look, phases) on places that are not known"), 0, false},
        licences = {"licence_of_nobody", T("statements of a licence on sources that are not known"), c->licences_of_nobody, false};
    for (size_t i = 0; i < c->judgement_n; i++)
        said.n += c->judgements[i].place < 0;
    for (size_t i = 0; i < c->phase_n; i++)
        said.n += c->phases[i].place < 0;
    f[(*n)++] = said, f[(*n)++] = licences;
    f[(*n)++] = unknown, f[(*n)++] = disagree, f[(*n)++] = outside, f[(*n)++] = coarse, f[(*n)++] = near, f[(*n)++] = future;
    columns_drop(&c);
    return true;
}

static void check_json(const struct finding *f, size_t n, struct str integrity, struct buf *out)
{
    struct json j;
    json_begin(&j, out);
    json_object(&j);
    json_key(&j, "sound"), json_bool(&j, integrity.n == 0);
    json_key(&j, "problems");
    json_array(&j);
    for (struct str rest = integrity; rest.n;) {
        const char *end = memchr(rest.p, '\n', rest.n);
        size_t length = end ? (size_t)(end - rest.p) : rest.n;
        json_object(&j);
        json_key(&j, "code"), json_text(&j, STR("integrity"));
        json_key(&j, "text"), json_text(&j, (struct str){rest.p, length});
        json_key(&j, "n"), json_int(&j, 1);
        json_close(&j);
        rest.p += length + (end != NULL);
        rest.n -= length + (end != NULL);
    }
    for (size_t i = 0; i < n; i++) {
        if (f[i].n == 0)
            continue;
        json_object(&j);
        json_key(&j, "code"), json_text(&j, str_of(f[i].code));
        json_key(&j, "text"), json_text(&j, str_of(f[i].label));
        json_key(&j, "n"), json_int(&j, f[i].n);
        json_close(&j);
    }
    json_close(&j);
    json_close(&j);
}

static bool run_check(struct request *r, struct answer *a, struct err *e)
{
    struct buf integrity = {0};
    int64_t problems = 0;
    struct finding f[24];
    size_t n = 0;
    bool done = store_check(r->store, &integrity, &problems, e) && (problems > 0 || quality(r, f, &n, e));
    if (done && r->wants_json)
        check_json(f, n, buf_view(&integrity), &a->json);
    if (done) {
        size_t rows = 0;
        for (size_t i = 0; i < n; i++)
            rows += f[i].n > 0;
        struct doc_table *t = desk_table(r, a, "check", T("What is odd in the register"), 3, rows);
        desk_column(r, t, 0, "code", T("Code"), false, "");
        desk_column(r, t, 1, "text", T("What"), false, "");
        desk_column(r, t, 2, "n", T("Incidents"), true, "");
        for (size_t i = 0, row = 0; i < n; i++)
            if (f[i].n > 0) {
                desk_text(a, t, row, 0, str_of(f[i].code));
                desk_both(a, t, row, 1, str_of(say(&r->speech, f[i].label)), NULL, str_of(f[i].label));
                desk_number(t, row++, 2, f[i].n);
            }
        a->problems = problems > 0;
        if (problems == 0)
            desk_note(r, a, T("The file is sound. What is odd in the sources is kept as it stands and counted here."), NULL, 0);
        else
            answer_note(a, integrity.p);
    }
    buf_end(&integrity);
    return done;
}

const struct operation operation_check = {.name = "check", .brief = T("is the register sound, and what is odd in it"), .usage = "REGISTER [--json]",
    .text = T("Looks at every page of the file, then counts what is odd in the sources. Exit status 1 only where the register itself is damaged."),
    .example = "diwan check iraq.diwan", .source = "", .options = (const struct option_spec[]){{NULL, OPTION_FLAG, NULL, NULL}}, .needs = NEEDS_READ, .run = run_check};
