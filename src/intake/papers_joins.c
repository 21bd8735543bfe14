/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: rows that name a record which is not there (yet). They are kept, for they join it once it comes; and noted, for it may be a slip of the pen. */
#include "intake/intake_priv.h"
#include "core/speech.h"

enum known { KNOWN_AGENDA, KNOWN_ITEM, KNOWN_INDICATOR, KNOWN_PRACTICE, KNOWN_PROJECT, KNOWN_FINDING, KNOWN_CONTACT, KNOWN_PROMISE, KNOWN_STATEMENT, KNOWN_KINDS };
#define JOINS_LATER "joins_later"

static const char *const expected[KNOWN_KINDS] = {T("the short name of priorities that the register holds"), T("the short name of an item that the register holds"), T("the short name of an indicator that the register holds"),
    T("the short name of a practice that the register holds"), T("a project that the register holds"), T("a finding that the register holds"), T("a letter or meeting that the register holds"),
    T("a promise that the register holds"), T("a dialogue and the number of a statement of it that the register holds")};

/* Keys in use. */
static struct rows *keys_of(struct store *s, enum known k)
{
    switch (k) {
    case KNOWN_AGENDA: return store_rows(s, "SELECT DISTINCT agenda_key FROM agenda WHERE ended_by IS NULL", WITH_NOTHING);
    case KNOWN_ITEM: return store_rows(s, "SELECT DISTINCT item_key FROM agenda_item WHERE ended_by IS NULL", WITH_NOTHING);
    case KNOWN_INDICATOR: return store_rows(s, "SELECT DISTINCT indicator_key FROM indicator WHERE ended_by IS NULL", WITH_NOTHING);
    case KNOWN_PRACTICE: return store_rows(s, "SELECT DISTINCT practice_key FROM practice WHERE ended_by IS NULL", WITH_NOTHING);
    case KNOWN_PROJECT: return store_rows(s, "SELECT DISTINCT project_key FROM project WHERE ended_by IS NULL", WITH_NOTHING);
    case KNOWN_FINDING: return store_rows(s, "SELECT DISTINCT finding_key FROM finding WHERE ended_by IS NULL", WITH_NOTHING);
    case KNOWN_CONTACT: return store_rows(s, "SELECT DISTINCT contact_key FROM contact WHERE ended_by IS NULL", WITH_NOTHING);
    case KNOWN_PROMISE: return store_rows(s, "SELECT DISTINCT promise_key FROM promise WHERE ended_by IS NULL", WITH_NOTHING);
    case KNOWN_STATEMENT:
    case KNOWN_KINDS: break;
    }
    return store_rows(s, "SELECT d.name || '#' || CAST(x.id AS TEXT) FROM statement AS x JOIN dialogue AS d ON d.origin = x.origin AND d.id = x.dialogue WHERE d.ended_by IS NULL", WITH_NOTHING);
}

struct joins {
    struct store *s;
    struct paper_batch *b;
    struct intern keys[KNOWN_KINDS];
    bool loaded[KNOWN_KINDS];
};

/* Also what stands in other sheets of the same workbook. */
static void keys_beside(struct joins *j, enum known k)
{
    static const enum paper_kind kinds[] = {[KNOWN_AGENDA] = PAPER_AGENDA, [KNOWN_ITEM] = PAPER_ITEM, [KNOWN_INDICATOR] = PAPER_INDICATOR, [KNOWN_PRACTICE] = PAPER_PRACTICE};
    for (size_t i = 0; k <= KNOWN_PRACTICE && i < j->b->n; i++)
        if (j->b->list[i].kind == (int64_t)kinds[k])
            (void)intern_id(&j->keys[k], intern_text(&j->b->words, j->b->list[i].words[0])); /* their first column is their key */
}

static bool load(struct joins *j, enum known k, struct err *e)
{
    if (j->loaded[k])
        return true;
    j->loaded[k] = true;
    struct rows *r CLEANUP(rows_drop) = keys_of(j->s, k);
    while (rows_next(r))
        (void)intern_id(&j->keys[k], rows_text(r, 0));
    keys_beside(j, k);
    return rows_end(&r, e);
}

/* What a link of that kind names; KNOWN_KINDS: nothing that has a key of its own. */
static enum known linked(struct str kind)
{
    static const struct {
        const char *kind;
        enum known k;
    } all[] = {{"statement", KNOWN_STATEMENT}, {"finding", KNOWN_FINDING}, {"project", KNOWN_PROJECT}, {"practice", KNOWN_PRACTICE}, {"contact", KNOWN_CONTACT}, {"promise", KNOWN_PROMISE}};
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        if (str_is(kind, all[i].kind))
            return all[i].k;
    return KNOWN_KINDS;
}

static enum known named_by(const struct paper_batch *b, const struct paper_row *x, enum paper_joins joins, struct str word)
{
    switch (joins) {
    case JOINS_AGENDA: return KNOWN_AGENDA;
    case JOINS_ITEM: return KNOWN_ITEM;
    case JOINS_INDICATOR: return KNOWN_INDICATOR;
    case JOINS_MATTER: return code_of(CODES_SECURITIES, word) ? KNOWN_KINDS : KNOWN_ITEM;
    case JOINS_LINKED: return linked(intern_text(&b->words, x->words[1])); /* item, kind, reference */
    case JOINS_NOTHING: break;
    }
    return KNOWN_KINDS;
}

static void forget(struct paper_batch *b)
{
    size_t n = 0;
    for (size_t i = 0; i < b->log.n; i++) {
        bool ours = str_is(b->log.list[i].code, JOINS_LATER);
        b->log.listed[PROBLEM_NOTED] -= ours;
        if (!ours)
            b->log.list[n++] = b->log.list[i];
    }
    b->log.n = n;
    b->noted -= b->joins_noted;
    b->joins_noted = 0;
}

static bool note_row(struct joins *j, const struct paper_row *x, struct err *e)
{
    const struct paper_layout *l = &paper_layouts[x->kind];
    struct paper_slots s = paper_slots(l);
    struct paper_batch *b = j->b;
    for (size_t i = 0; i < l->n; i++) {
        uint32_t unused;
        if (!l->fields[i].joins)
            continue;
        struct str word = intern_text(&b->words, x->words[s.at[i]]);
        enum known k = word.n ? named_by(b, x, l->fields[i].joins, word) : KNOWN_KINDS;
        if (k == KNOWN_KINDS)
            continue;
        if (!load(j, k, e))
            return false;
        if (intern_find(&j->keys[k], word, &unused))
            continue;
        problem_log_add_at(&b->log, x->line, PROBLEM_NOTED, str_of(l->fields[i].words[0]), JOINS_LATER, word, expected[k], T("kept, and joins it once it is added; check the spelling where it is there already"));
        b->noted++;
        b->joins_noted++;
    }
    return true;
}

bool papers_note_joins(struct store *s, struct paper_batch *b, struct err *e)
{
    struct joins j = {.s = s, .b = b};
    bool fine = true;
    forget(b); /* files before this one may be in by now */
    for (size_t i = 0; fine && i < b->n; i++)
        fine = note_row(&j, &b->list[i], e);
    for (size_t k = 0; k < KNOWN_KINDS; k++)
        intern_end(&j.keys[k]);
    return fine;
}
