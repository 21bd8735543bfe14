/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show: findings of interviews and focus groups. */
#include "desk/coded.h"
#include "voice/voice.h"

static struct str day_words(struct request *r, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (day_known(d))
        buf_day(&b, d);
    return str_of(arena_text(&r->arena, b.p ? b.p : "", b.n));
}

/* How many were asked stands in the finding itself: who asked decided what to write. */
static void people_cell(struct doc_table *t, size_t row, size_t column, int64_t people)
{
    struct estimate v = {people < 0 ? NAN : (double)people, NAN, NAN, people};
    t->cells[row * t->column_n + column] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_one(BASIS_PUBLIC_RECORD, v), .style = NUMBER_INT};
}

static const char *method_words(struct str method)
{
    static const struct { const char *code, *words; } methods[] = {{"interview", T("interview")}, {"focus-group", T("focus group")}, {"meeting", T("meeting")},
        {"observation", T("observation")}, {"other", T("other")}};
    for (size_t i = 0; i < ARRAY_LEN(methods); i++)
        if (str_is(method, methods[i].code))
            return methods[i].words;
    return NULL;
}

static const char *direction_words(struct str direction)
{
    static const struct { const char *code, *words; } directions[] = {{"for", T("for")}, {"against", T("against")}, {"mixed", T("mixed")}};
    for (size_t i = 0; i < ARRAY_LEN(directions); i++)
        if (str_is(direction, directions[i].code))
            return directions[i].words;
    return NULL;
}

static void coded(struct request *r, struct answer *a, struct doc_table *t, size_t row, size_t column, struct str code, const char *words)
{
    desk_both(a, t, row, column, words ? str_of(say(&r->speech, words)) : code, NULL, code);
}

static const struct voice_summary *summary_in(const struct voice_finding *f, const char *language)
{
    for (size_t i = 0; i < f->summary_n; i++)
        if (str_is(f->summaries[i].language, language))
            return &f->summaries[i];
    return f->summary_n ? &f->summaries[0] : NULL;
}

static struct str codes_of(struct request *r, const struct voice_finding *f)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < f->code_n; i++)
        buf_f(&b, "%s%.*s", i ? "; " : "", STR_F(f->codes[i]));
    return str_of(arena_text(&r->arena, b.p ? b.p : "", b.n));
}

bool show_findings(struct request *r, struct answer *a, struct err *e)
{
    static const char *const keys[] = {"id", "place", "from", "to", "method", "asked", "people", "women", "summary", "language", "direction", "about", "codes", "said_by", "key", "import"};
    static const char *const labels[] = {T("Number"), T("Place"), T("First day"), T("Last day"), T("Method"), T("Who was asked"), T("People asked"), T("Women among them"), T("What was found"), T("Language"),
        T("For or against"), T("What it is about"), T("Themes"), T("Said by"), T("Their own name for it"), T("Import")};
    struct voice_finding *list = NULL;
    size_t n = 0;
    const struct gazetteer *g CLEANUP(desk_places_end) = NULL;
    if (!desk_places(r, &g, e) || !voice_findings(r->store, &r->arena, &list, &n, e))
        return false;
    struct doc_table *t = desk_table(r, a, "findings", T("Findings of interviews and focus groups"), ARRAY_LEN(keys), n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, t, k, keys[k], labels[k], k == 0 || k == 6 || k == 7 || k == 15, "");
    t->columns[9].machine_only = t->columns[14].machine_only = t->columns[15].machine_only = true;
    bool any_few = false;
    for (size_t i = 0; i < n; i++) {
        const struct voice_finding *f = &list[i];
        bool few = voice_is_few(f->people); /* who was asked, and where, would be one or two people */
        any_few |= few;
        const struct voice_summary *s = summary_in(f, language_code(r->speech.language));
        desk_number(t, i, 0, f->id);
        desk_place_cell(r, a, t, i, 1, g, few ? STR("") : f->place);
        desk_text(a, t, i, 2, day_words(r, f->from));
        desk_text(a, t, i, 3, day_words(r, f->to));
        coded(r, a, t, i, 4, f->method, method_words(f->method));
        desk_text(a, t, i, 5, few ? STR("") : f->asked);
        people_cell(t, i, 6, f->people);
        people_cell(t, i, 7, f->women);
        desk_text(a, t, i, 8, s ? s->summary : STR(""));
        desk_text(a, t, i, 9, s ? s->language : STR(""));
        coded(r, a, t, i, 10, f->direction, direction_words(f->direction));
        desk_text(a, t, i, 11, f->about);
        desk_text(a, t, i, 12, codes_of(r, f));
        desk_text(a, t, i, 13, f->said_by);
        desk_text(a, t, i, 14, f->key);
        desk_number(t, i, 15, f->import);
    }
    if (any_few)
        DESK_NOTE(r, a, T("Where fewer than {k} people were asked, or nobody says how many, it is not listed who they were and where."), desk_number_slot(r, "k", FINDING_PEOPLE_FEW));
    return true;
}
