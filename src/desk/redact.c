/* SPDX-License-Identifier: GPL-3.0-or-later */
/* redact: a copy of the register that holds only what may be shown at a border. */
#include "desk/desk_priv.h"
#include "guard/redact.h"

static int64_t passed(const struct redact_told *told, enum redact_reason reason)
{
    int64_t n = 0;
    for (size_t i = 0; i < told->source_n; i++)
        n += told->sources[i].incidents[reason];
    return n;
}

static struct slot counted(struct request *r, const char *slot, const char *one, const char *many, int64_t n)
{
    return desk_slot(slot, desk_counted(r, one, many, n));
}

static void say_sources(struct request *r, struct answer *a, const struct redact_told *told)
{
    for (size_t i = 0; i < told->source_n; i++) {
        const struct redact_source *s = &told->sources[i];
        for (int reason = REDACT_PASSES; reason < REDACT_REASONS; reason++) {
            static const char *const words[REDACT_REASONS] = {T("In it, from {source}: {n}."),
                T("Left out, since nobody has stated the licence of {source}: {n}. A file `source,licence` states it."),
                T("Left out, since the licence of {source} does not allow republication: {n}."), T("Left out, since you did not ask for them, from {source}: {n}.")};
            if (s->incidents[reason])
                DESK_NOTE(r, a, words[reason], desk_slot("source", s->name), counted(r, "n", TN("{n} incident", "{n} incidents"), s->incidents[reason]));
        }
    }
}

static void say_told(struct request *r, struct answer *a, struct str file, const struct redact_told *told)
{
    DESK_NOTE(r, a, T("{file}: a new register of public records, which opens without a passphrase: {incidents}, {places}, {figures}."), desk_slot("file", file),
        counted(r, "incidents", TN("{n} incident", "{n} incidents"), passed(told, REDACT_PASSES)),
        counted(r, "places", TN("{n} place", "{n} places"), told->places), counted(r, "figures", TN("{n} population figure", "{n} population figures"), told->figures));
    say_sources(r, a, told);
    DESK_NOTE(r, a, T("Left out: {judgements} whether anybody could look (those in it say where nobody could, or in part only, without who said so and why), {aliases}, {phases}."),
        counted(r, "judgements", TN("{n} judgement", "{n} judgements"), told->judgements_out),
        counted(r, "aliases", TN("{n} other name", "{n} other names"), told->aliases_out), counted(r, "phases", TN("{n} phase", "{n} phases"), told->phases_out));
    desk_note(r, a, T("Left out whole: rows out of use, refused rows, file names, mappings, the audit, names of whoever worked on it, stewards and sealed fields, and what was kept, erased, backed up or published."), NULL, 0);
    desk_note(r, a, T("Look at the copy before you carry it: `diwan show` lists its sources, places and names. It hides neither the register it was made from, which is where it was, nor that this command ran here."), NULL, 0);
}

static bool run_redact(struct request *r, struct answer *a, struct err *e)
{
    struct str path = request_text(r, "o"), name = request_text(r, "name");
    if (!path.n)
        return err_set(e, ERR_USAGE, "say where the copy goes: -o FILE.diwan");
    if (!str_ends(path, ".diwan") || store_is_url(path.p))
        return err_set(e, ERR_USAGE, "-o: \"%.*s\" does not end in .diwan, as the name of a register does", STR_F(path));
    struct redact_wish wish = {.only = request_text(r, "only"), .from = request_day(r, "from"), .to = request_day(r, "to"),
        .place = request_text(r, "place"), .day = (struct str){r->now.p, MIN_OF(r->now.n, (size_t)10)}};
    wish.title = name.n ? DESK_TOLD(r, T("{name}: public records only"), desk_slot("name", name)) : str_of(say(&r->speech, T("Public records only")));
    struct redact_told told;
    if (!guard_redact(r->store, path.p, &wish, r->progress, &r->arena, &told, e))
        return false;
    a->file_made = true;
    say_told(r, a, path, &told);
    return true;
}

const struct operation operation_redact = {.name = "redact", .brief = T("make a copy that holds only what may be shown at a border"),
    .usage = "REGISTER -o COPY.diwan [--only SOURCE,...] [--from DAY] [--to DAY] [--place PLACE] [--name TITLE]",
    .text = T("The copy is an open register: incidents of sources whose licence lets them be passed on, borders, names, population, and where nobody could look. Everything else stays out, and nothing in the copy tells how much that was. It cannot hide the register itself: see \"Leaving in a hurry\" in docs/guide.md."),
    .example = "diwan redact iraq.diwan -o border.diwan", .source = "docs/guide.md",
    .options = (const struct option_spec[]){{"o", OPTION_TEXT, "FILE", T("write to this file")},
        {"only", OPTION_TEXT, "SOURCE,...", T("only incidents of these sources")},
        {"name", OPTION_TEXT, "TITLE", T("title of the copy; that it holds public records only is added")}, {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_READ, .least = 0, .most = 0, .run = run_redact};
