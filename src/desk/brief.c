/* SPDX-License-Identifier: GPL-3.0-or-later */
/* brief: the document about a country or a governorate. */
#include "desk/desk_priv.h"

enum { STATEMENT_BYTES = 64 * 1024 };

/* The value of the k-th (from 0) time that an option was given. */
static bool nth_option(const struct request *r, const char *name, size_t k, struct str *out)
{
    for (size_t i = 0; i < r->option_n; i++)
        if (strcmp(r->options[i].name, name) == 0 && k-- == 0) {
            *out = r->options[i].text;
            return true;
        }
    return false;
}

static bool read_statement(struct request *r, struct str path, size_t most, struct str *text, struct err *e)
{
    struct file_stream in;
    struct buf bytes CLEANUP(buf_end) = {0};
    if (!file_open(arena_text(&r->arena, path.p, path.n), &in, e))
        return false;
    bool good = stream_all(&in.s, STATEMENT_BYTES, &bytes, e);
    if (good)
        good = statement_read(buf_view(&bytes), in.s.name, most, &r->arena, text, e);
    file_close(&in);
    return good;
}

/* --statement FILE with --statement-by NAME, as often as there are partners: the first name goes with the first file. */
static bool read_statements(struct request *r, struct brief_request *ask, struct err *e)
{
    struct brief_statement *list = ARENA_ARRAY(&r->arena, struct brief_statement, STATEMENTS_MOST);
    size_t most = ask->audience == BRIEF_FULL ? STATEMENT_LETTERS : STATEMENT_LETTERS_ON_ONE_PAGE, n = 0;
    struct str path, by;
    for (; nth_option(r, "statement", n, &path); n++) {
        if (n == STATEMENTS_MOST || (n == 1 && ask->audience != BRIEF_FULL))
            return err_set(e, ERR_USAGE, "--statement: at most %d are taken here; a page of one sheet takes 1", ask->audience == BRIEF_FULL ? (int)STATEMENTS_MOST : 1);
        if (!nth_option(r, "statement-by", n, &by))
            return err_set(e, ERR_USAGE, "--statement: nobody signs %.*s; name them with --statement-by \"Name, role\", once for each statement", STR_F(path));
        if (!signer_read(by, "statement-by", &list[n].by, e) || !read_statement(r, path, most, &list[n].text, e))
            return false;
    }
    if (nth_option(r, "statement-by", n, &by))
        return err_set(e, ERR_USAGE, "--statement-by: \"%.*s\" signs no statement; name its file with --statement", STR_F(by));
    ask->statements = list;
    ask->statement_n = n;
    return true;
}

/* A register of dialogues alone has no brief; the error names what does tell of them. */
static bool has_incidents(struct request *r, const struct incident_columns *c, struct err *e)
{
    struct voice_dialogue *list = NULL;
    size_t n = 0;
    if (c->n)
        return true;
    if (!voice_dialogues_uncounted(r->store, &r->arena, &list, &n, e))
        return false;
    return !n || err_set(e, ERR_ABSENT, "the register holds no incidents yet, and a brief is made of incidents; what those who took part in a dialogue said is told by `diwan voice REGISTER %.*s -o FILE`",
        STR_F(list[0].name));
}

/* Whose thresholds they are, where none were asked for. */
static bool levels_said_by(struct request *r, struct brief_request *ask, struct err *e)
{
    struct str kept;
    struct day last;
    if (!store_fact(r->store, "level_said_by", &r->arena, &kept, e))
        return false;
    bool asked = request_whole(r, "active", -1) >= 0 || request_whole(r, "war", -1) >= 0;
    if (asked || kept.n < 12 || !day_parse((struct str){kept.p, 10}, &ask->levels_day, &last))
        return true;
    ask->levels_said_by = str_trim((struct str){kept.p + 11, kept.n - 11});
    return true;
}

bool desk_brief(struct request *r, struct answer *a, const struct incident_columns *c, const struct brief_signoff *signoff, struct brief_data *out, struct err *e)
{
    struct brief_request ask = {.from = request_day(r, "from"), .to = request_day(r, "to"), .since = DAY_NONE, .place = -1, .seed = desk_seed(r)};
    struct str words = r->argument_n ? r->arguments[0] : request_text(r, "place"), invented;
    if (!has_incidents(r, c, e) || !store_fact(r->store, "name", &r->arena, &ask.register_name, e) || !store_fact(r->store, "invented", &r->arena, &invented, e) ||
        !desk_place(c, words, &ask.place, e) || !desk_thresholds(r, &ask.thresholds, e) || !levels_said_by(r, &ask, e) || !store_people(r->store, &ask.k, e))
        return false;
    ask.invented = str_is(invented, "1");
    ask.mirror_time = request_flag(r, "mirror-time");
    struct str reader = request_text(r, "for");
    ask.audience = str_is(reader, "minister") ? BRIEF_MINISTER : str_is(reader, "wall") ? BRIEF_WALL : BRIEF_FULL;
    if (signoff)
        ask.signoff = *signoff;
    if (!read_statements(r, &ask, e))
        return false;
    desk_note_months(r, a);
    return brief_gather(c, &ask, &r->arena, out, e) && desk_brief_voices(r, r->store, out, e) && desk_brief_coverage(r, r->store, out, e) && desk_brief_engagement(r, r->store, out, e) && desk_brief_hidden(r, r->store, out, e) &&
        desk_brief_agenda(r, r->store, out, e);
}

static bool make(struct request *r, struct answer *a, const struct incident_columns *c, struct err *e)
{
    struct brief_data b;
    if (!desk_brief(r, a, c, NULL, &b, e))
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
    .usage = "REGISTER [PLACE] [-o FILE] [--for minister|wall] [--from DAY] [--to DAY] [--active N] [--war N] [--lang en|ar|ckb] [--statement FILE --statement-by NAME] [--trace ID] [--digits latin|native] [--mirror-time] [--plain]",
    .text = T("The medium follows from the ending of FILE: .html, .pdf, .txt, .json, .xlsx or .docx; without -o the brief goes to the terminal. The period is the last 24 months on record, or --from to --to."),
    .example = "diwan brief iraq.diwan -o iraq.html", .source = "docs/methods.md",
    .options = (const struct option_spec[]){DESK_BRIEF_OPTIONS,
        {"trace", OPTION_TEXT, "ID", T("where a sentence, figure or row comes from: its method, and the records it stands on")},
        {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_READ, .may = MAY_READ, .most = 1, .place_argument = true, .run = run_brief};
