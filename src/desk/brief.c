/* SPDX-License-Identifier: GPL-3.0-or-later */
/* brief: the document about a country or a governorate. */
#include "desk/desk_priv.h"

static bool make(struct request *r, struct answer *a, const struct incident_columns *c, struct err *e)
{
    struct brief_request ask = {.from = request_day(r, "from"), .to = request_day(r, "to"), .since = DAY_NONE, .place = -1, .seed = desk_seed(r)};
    struct str words = r->argument_n ? r->arguments[0] : request_text(r, "place"), invented;
    struct brief_data b;
    if (!store_fact(r->store, "name", &r->arena, &ask.register_name, e) || !store_fact(r->store, "invented", &r->arena, &invented, e) ||
        !desk_place(c, words, &ask.place, e) || !desk_thresholds(r, &ask.thresholds, e))
        return false;
    ask.invented = str_is(invented, "1");
    ask.mirror_time = request_flag(r, "mirror-time");
    struct str reader = request_text(r, "for");
    ask.audience = str_is(reader, "minister") ? BRIEF_MINISTER : str_is(reader, "wall") ? BRIEF_WALL : BRIEF_FULL;
    desk_note_months(r, a);
    if (!brief_gather(c, &ask, &r->arena, &b, e))
        return false;
    a->only_document = !request_flag(r, "trace");
    return a->only_document ? brief_make(&b, &r->speech, &a->doc, e) : desk_trace(r, a, &b, e);
}

static bool run_brief(struct request *r, struct answer *a, struct err *e)
{
    a->only_document = true;
    return desk_with_columns(r, a, make, e);
}

const struct operation operation_brief = {.name = "brief", .brief = T("write the brief on a country or a governorate"),
    .usage = "REGISTER [PLACE] [-o FILE] [--for minister|wall] [--from DAY] [--to DAY] [--active N] [--war N] [--lang en|ar|ckb] [--trace ID] [--digits latin|native] [--mirror-time] [--plain]",
    .text = T("The medium follows from the ending of FILE: .html, .pdf, .txt, .json, .xlsx or .docx; without -o the brief goes to the terminal. The period is the last 24 months on record, or --from to --to."),
    .example = "diwan brief iraq.diwan -o iraq.html", .source = "docs/methods.md",
    .options = (const struct option_spec[]){{"o", OPTION_TEXT, "FILE", T("write to this file")},
        {"for", OPTION_CHOICE, "minister|wall", T("one page for somebody with five minutes, or plain words for a wall")},
        {"mirror-time", OPTION_FLAG, NULL, T("in Arabic and Kurdish time runs from right to left, too")},
        {"active", OPTION_WHOLE, "N", T("killed in three months from which violence is called active (25)")},
        {"war", OPTION_WHOLE, "N", T("killed in three months from which it is called war (250)")},
        {"trace", OPTION_TEXT, "ID", T("where a sentence, figure or row comes from: its method, and the records it stands on")},
        {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_READ, .most = 1, .place_argument = true, .run = run_brief};
