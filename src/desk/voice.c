/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: what people say in a dialogue. Reading an answer, and the few things that people set by hand: statements in or out, the end of a dialogue. */
#include "store/erase.h"
#include "voice/room.h"
#include "desk/voice_priv.h"

enum { RESAMPLES = 50, NAMED_MOST = 100000 };

struct spoken { /* one dialogue, as it is read */
    struct request *r;
    struct str name;
    struct voice_dialogue about;
    struct voice_data data;
    struct voice_answer answer;
    struct room_meeting *meetings; /* of one held here; read with the answer */
    size_t meeting_n;
    struct voice_room room;
    bool data_wanted, answer_wanted, unanswered; /* held here, and nobody has voted yet */
    bool open;                      /* people are answering it: numbers go in steps of ten */
};

/* ---- numbers of statements: 1,4-13 ---- */

struct numbers {
    int64_t *list;
    size_t n, room;
};

static void numbers_room(struct numbers *to, size_t more, struct arena *a)
{
    if (to->n + more <= to->room)
        return;
    to->room = 2 * to->room + more;
    int64_t *grown = ARENA_ARRAY(a, int64_t, to->room);
    if (to->n)
        memcpy(grown, to->list, to->n * sizeof *grown);
    to->list = grown;
}

static bool add_range(struct str one, struct numbers *to, struct arena *a, struct err *e)
{
    int64_t first = 0, last = 0;
    const char *dash = one.n > 1 ? memchr(one.p + 1, '-', one.n - 1) : NULL;
    size_t left = dash ? (size_t)(dash - one.p) : one.n;
    bool read = str_to_int((struct str){one.p, left}, &first) && (!dash || str_to_int((struct str){dash + 1, one.n - left - 1}, &last));
    if (!read || first < 0 || (dash && last < first))
        return err_set(e, ERR_USAGE, "\"%.*s\" is not a number of a statement, nor a range of them; write 1,4-13", (int)MIN_OF(one.n, (size_t)100), one.p);
    last = dash ? last : first;
    if (last - first >= NAMED_MOST || to->n > NAMED_MOST)
        return err_set(e, ERR_USAGE, "\"%.*s\" are too many statements at once; the most is %d", (int)MIN_OF(one.n, (size_t)100), one.p, (int)NAMED_MOST);
    size_t count = (size_t)(last - first) + 1;
    numbers_room(to, count, a);
    for (size_t i = 0; i < count; i++)
        to->list[to->n++] = first + (int64_t)i;
    return true;
}

static bool numbers_of(struct str words, struct numbers *to, struct arena *a, struct err *e)
{
    while (words.n) {
        const char *comma = memchr(words.p, ',', words.n);
        size_t length = comma ? (size_t)(comma - words.p) : words.n;
        if (!add_range(str_trim((struct str){words.p, length}), to, a, e))
            return false;
        words.p += length + (comma != NULL);
        words.n -= length + (comma != NULL);
    }
    return true;
}

/* ---- by hand ---- */

static const struct { const char *option; struct voice_change change; } by_hand[] = {{"meta", {true, 1}}, {"not-meta", {true, 0}},
    {"reject", {false, VOICE_REJECTED}}, {"accept", {false, VOICE_ACCEPTED}}};

struct by_hand_work {
    struct request *r;
    struct voice_dialogue about;
    size_t changed, named;
};

static bool change_do(struct store *s, void *arg, struct err *e)
{
    struct by_hand_work *w = arg;
    if (!voice_find(s, w->r->arguments[0], &w->r->arena, &w->about, e))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(by_hand); i++) {
        struct numbers ids = {0};
        size_t changed = 0;
        if (!numbers_of(request_text(w->r, by_hand[i].option), &ids, &w->r->arena, e) ||
            (ids.n && !voice_change_statements(s, &w->about, &by_hand[i].change, ids.list, ids.n, &changed, e)))
            return false;
        w->named += ids.n;
        w->changed += changed;
    }
    return true;
}

static bool change(struct request *r, struct answer *a, struct err *e)
{
    struct by_hand_work w = {.r = r};
    if (!store_task(r->store, change_do, &w, e))
        return false;
    DESK_NOTE(r, a, T("Changed: {changed} of {named}. What each was before stands in the audit; `--statements` shows how they stand."),
        desk_slot("changed", desk_counted(r, TN("{n} statement", "{n} statements"), (int64_t)w.changed)), desk_number_slot(r, "named", (int64_t)w.named));
    return true;
}

struct closing {
    struct request *r;
    struct voice_dialogue about;
    struct day day;
};

static bool close_do(struct store *s, void *arg, struct err *e)
{
    struct closing *w = arg;
    struct buf said CLEANUP(buf_end) = {0};
    if (!voice_find(s, w->r->arguments[0], &w->r->arena, &w->about, e))
        return false;
    if (!w->about.own)
        return err_set(e, ERR_INPUT, "\"%.*s\" was published by others: it is not closed here", STR_F(w->about.name));
    if (day_known(w->about.to) && w->day.n < w->about.to.n) {
        buf_day(&said, w->about.to);
        return err_set(e, ERR_USAGE, "--on: votes of \"%.*s\" were cast until %s, so it was not closed before: nothing was changed", STR_F(w->about.name), said.p);
    }
    if (!voice_close(s, w->about.id, w->day, e))
        return false;
    buf_f(&said, "%.*s, on ", STR_F(w->about.name));
    buf_day(&said, w->day);
    return store_audit(s, "voice close", buf_view(&said), e);
}

static bool close_dialogue(struct request *r, struct answer *a, struct err *e)
{
    struct closing w = {.r = r, .day = request_day(r, "on")};
    struct day last;
    if (!day_known(w.day) && !day_parse(r->now, &w.day, &last))
        return err_set(e, ERR_USAGE, "--close: say on which day, with --on DAY");
    if (!store_task(r->store, close_do, &w, e))
        return false;
    DESK_NOTE(r, a, T("The dialogue {name} is closed: nobody votes in it any more, and votes that later ones had replaced are gone."), desk_slot("name", w.about.name));
    struct err later = {0};
    if (!store_compact(r->store, r->progress, &later)) /* closed it is all the same */
        DESK_NOTE(r, a, T("What was deleted still lies in the register's file, which could not be written anew ({reason}). `diwan erase REGISTER --finish` does it."),
            desk_slot("reason", str_of(arena_text(&r->arena, later.text, strlen(later.text)))));
    return true;
}

/* ---- reading ---- */

static struct voice_options options_of(const struct request *r)
{
    return (struct voice_options){.compat = request_text(r, "compat").n > 0, .replay = request_flag(r, "replay"), .seed = desk_seed(r),
        .resamples = (size_t)request_whole(r, "resamples", RESAMPLES)};
}

/* To whoever has no account: one sentence for what there is not and for what is not listed, by the name that was asked for. The address of an open dialogue is the way into it, so
 * neither a name nor the rest of one is ever told. */
static bool not_here(struct str asked, struct err *e)
{
    return err_set(e, ERR_ABSENT, "\"%.*s\" is no dialogue that anybody may read here", (int)MIN_OF(asked.n, (size_t)100), asked.p);
}

/* Whoever has no account names a dialogue whole: a beginning that serves, or not, would tell how another begins. */
static bool find(struct spoken *w, struct store *s, struct err *e)
{
    struct err none = {0};
    bool found = voice_find(s, w->name, &w->r->arena, &w->about, &none);
    if (w->r->passed_on && (found ? !str_eq(w->about.name, w->name) : none.code == ERR_ABSENT))
        return not_here(w->name, e);
    if (!found)
        *e = none;
    return found;
}

/* Of one that people are answering two answers that differ by one vote would tell that vote: who neither holds dialogues nor has the register at hand reads nothing of it, and those who do read
 * how many, in steps of ten. One that is not listed is not there for whoever has no account. */
static bool may_be_read(const struct request *r, struct store *s, const struct voice_dialogue *d, bool *open, struct err *e)
{
    bool listed, told;
    if (!desk_dialogue_told(r, s, d, &listed, open, &told, e))
        return false;
    if (!listed)
        return not_here(d->name, e);
    return told || err_set(e, ERR_DENIED, "\"%.*s\" is still open: what people say in it is told once it is closed", STR_F(d->name));
}

/* All of one moment of the register. */
static bool read_do(struct store *s, void *arg, struct err *e)
{
    struct spoken *w = arg;
    struct request *r = w->r;
    struct voice_options o = options_of(r);
    if (!find(w, s, e) || !may_be_read(r, s, &w->about, &w->open, e))
        return false;
    if (w->open && w->answer_wanted)
        return voice_room_read(s, &w->about, &r->arena, &w->room, e);
    if ((w->data_wanted && !voice_load(s, &w->about, &r->arena, &w->data, r->progress, e)))
        return false;
    if (!w->answer_wanted)
        return true;
    if (!voice_room_read(s, &w->about, &r->arena, &w->room, e))
        return false;
    if (w->about.own && !room_meetings(s, w->about.id, &r->arena, &w->meetings, &w->meeting_n, e))
        return false;
    w->unanswered = w->room.held && w->data.vote_n == 0;
    return w->unanswered || voice_answer_of(s, &w->data, &o, &r->arena, &w->answer, r->progress, e);
}

static bool next(struct request *r, struct answer *a, struct spoken *w, struct err *e)
{
    w->data_wanted = false; /* nothing of the votes is read where no answer may come of it */
    if (!store_look(r->store, read_do, w, e))
        return false;
    if (w->about.own)
        return err_set(e, ERR_DENIED, "\"%.*s\" was held with people here: of a single participant no command says anything, and the next statement would tell which ones "
            "somebody has voted on. The server of the dialogue gives people their next statement", STR_F(w->about.name));
    w->data_wanted = true;
    return store_look(r->store, read_do, w, e) && voice_next(r, a, &w->data, e);
}

static bool list_statements(struct request *r, struct answer *a, struct spoken *w, struct err *e)
{
    if (!store_look(r->store, read_do, w, e))
        return false;
    struct voice_answer none = {.data = &w->data};
    struct voice_view v = voice_view_of(r, a, &w->data, &none);
    v.open = w->open;
    voice_statements(&v);
    return true;
}

/* What may be told of each statement; a published dialogue needs none of it. */
static struct voice_totals *totals_of(const struct voice_view *v)
{
    struct voice_totals *list = ARENA_ARRAY(&v->r->arena, struct voice_totals, v->d->statement_n + 1);
    for (size_t i = 0; i < v->d->statement_n; i++)
        list[i] = (struct voice_totals){STR(""), STR(""), STR(""), STR("")};
    for (size_t c = 0; c < v->d->votes.statements; c++) {
        int64_t n = v->total.seen[c], agree = v->total.agree[c], disagree = v->total.disagree[c];
        const int64_t counts[] = {n, agree, disagree, n - agree - disagree};
        struct str *const cells[] = {&list[v->d->column[c]].votes, &list[v->d->column[c]].agrees, &list[v->d->column[c]].disagrees, &list[v->d->column[c]].passes};
        for (size_t k = 0; k < ARRAY_LEN(counts); k++) {
            struct buf b CLEANUP(buf_end) = {0};
            number_machine(&b, voice_number(v, (double)counts[k], n), NUMBER_INT);
            *cells[k] = str_of(arena_text(&v->r->arena, b.p ? b.p : "", b.n));
        }
    }
    return list;
}

struct export_work {
    const struct voice_view *v;
    struct str folder;
};

static bool export_do(struct store *s, void *arg, struct err *e)
{
    const struct export_work *w = arg;
    const struct voice_totals *totals = w->v->d->about.own ? totals_of(w->v) : NULL;
    return voice_export(s, w->v->d, totals, arena_text(&w->v->r->arena, w->folder.p, w->folder.n), e);
}

static bool export_dialogue(struct request *r, struct answer *a, struct spoken *w, struct err *e)
{
    if (!store_look(r->store, read_do, w, e))
        return false;
    if (w->open)
        return err_set(e, ERR_DENIED, "\"%.*s\" is still open: what people say in it is told once it is closed", STR_F(w->about.name));
    struct voice_answer none = {.data = &w->data};
    struct voice_view v = voice_view_of(r, a, &w->data, &none);
    struct export_work x = {&v, request_text(r, "export")};
    if (!store_look(r->store, export_do, &x, e))
        return false;
    DESK_NOTE(r, a, w->about.own ? T("{folder}: the statements with what may be told of their votes. Of single participants nothing goes out.")
                                 : T("{folder}: the dialogue as Polis exports it. Whose licence it is under, its own address says."), desk_slot("folder", x.folder));
    return true;
}

/* Held here, and nobody has answered: for people that is an answer, for machines it is none. */
static bool nobody_yet(struct request *r, struct answer *a, const struct spoken *w, struct err *e)
{
    if (r->wants_json || request_text(r, "o").n)
        return err_set(e, ERR_ABSENT, "nobody has voted in \"%.*s\" yet: there is nothing to tell", STR_F(w->about.name));
    DESK_NOTE(r, a, T("Nobody has answered {name} yet."), desk_slot("name", w->about.name));
    return true;
}

/* People are answering it. */
static bool still_open(struct request *r, struct answer *a, const struct spoken *w, struct err *e)
{
    int64_t people = desk_step(w->about.participants, w->about.k);
    if (r->wants_json || request_text(r, "o").n)
        return err_set(e, ERR_DENIED, "\"%.*s\" is still open: what people say in it is told once it is closed", STR_F(w->about.name));
    if (!people)
        DESK_NOTE(r, a, T("Fewer than {people} have answered {name} so far. What they say is told once it is closed."), desk_slot("name", w->about.name),
            desk_slot("people", desk_counted(r, TN("{n} person", "{n} people"), people_step(w->about.k))));
    else
        DESK_NOTE(r, a, T("At least {n} people have answered {name} so far; while it is open they are counted in steps of ten. What they say is told once it is closed."), desk_slot("name", w->about.name),
            desk_number_slot(r, "n", people));
    return true;
}

static bool answer_of(struct request *r, struct answer *a, struct spoken *w, struct err *e)
{
    w->answer_wanted = true;
    if (!store_look(r->store, read_do, w, e))
        return false;
    voice_room_tell(r, a, &w->about, &w->room);
    if (w->open)
        return still_open(r, a, w, e);
    if (w->unanswered)
        return nobody_yet(r, a, w, e);
    struct voice_view v = voice_view_of(r, a, &w->data, &w->answer);
    v.room = &w->room;
    v.meetings = w->meetings;
    v.meeting_n = w->meeting_n;
    if (r->wants_json)
        voice_json(&v);
    else
        voice_document(&v, request_flag(r, "report"));
    return true;
}

static bool asks_sense(const struct request *r, bool changes, struct err *e)
{
    int ways = request_flag(r, "statements") + (request_text(r, "next").n > 0) + (request_text(r, "export").n > 0) + request_flag(r, "report") + request_flag(r, "close") + changes +
        (request_text(r, "open").n > 0) + (request_whole(r, "codes", INT64_MIN) != INT64_MIN);
    if (ways > 1)
        return err_set(e, ERR_USAGE, "--statements, --next, --report, --export, --open, --codes, --close and statements by hand are separate things; do one after the other");
    if (request_flag(r, "replay") && !request_text(r, "compat").n)
        return err_set(e, ERR_USAGE, "--replay goes with --compat polis: it says who is in as Polis does, by the votes in the order they were cast");
    if (request_text(r, "on").n && !request_flag(r, "close"))
        return err_set(e, ERR_USAGE, "--on goes with --close: it says on which day the dialogue was closed");
    if (request_whole(r, "resamples", 1) < 1 || request_whole(r, "resamples", 1) > 10000)
        return err_set(e, ERR_USAGE, "--resamples must be between 1 and 10000");
    return true;
}

static bool changes(const struct request *r)
{
    bool any = false;
    for (size_t i = 0; i < ARRAY_LEN(by_hand); i++)
        any |= request_text(r, by_hand[i].option).n > 0;
    return any;
}

/* What only reads, on the open register. */
static bool read_voice(struct request *r, struct answer *a, struct err *e)
{
    struct spoken w = {.r = r, .name = r->arguments[0], .data_wanted = true};
    if (!asks_sense(r, changes(r), e))
        return false;
    if (changes(r) || request_flag(r, "close") || voice_room_asked(r))
        return err_set(e, ERR_USAGE, "--open, --codes, --close and statements by hand change the register, which is open for reading alone");
    return request_text(r, "next").n ? next(r, a, &w, e)
        : request_text(r, "export").n ? export_dialogue(r, a, &w, e)
        : request_flag(r, "statements") || (request_flag(r, "csv") && !request_flag(r, "report")) ? list_statements(r, a, &w, e)
                                                                                                  : answer_of(r, a, &w, e);
}

static bool run_voice(struct request *r, struct answer *a, struct err *e)
{
    bool writes = changes(r) || request_flag(r, "close") || voice_room_asked(r);
    if (!asks_sense(r, changes(r), e) || !desk_open(r, a, writes ? STORE_WRITE : STORE_READ, &r->store, e))
        return false;
    if (voice_room_asked(r))
        return voice_room_change(r, a, e);
    if (writes)
        return changes(r) ? change(r, a, e) : close_dialogue(r, a, e);
    return read_voice(r, a, e) && desk_note_invented(r, a, e);
}

const struct operation operation_voice = {.name = "voice", .brief = T("what people say in a dialogue, and what bridges it"),
    .usage = "REGISTER DIALOGUE [--report] [--compat polis [--replay]] [--statements] [--next PARTICIPANT] [--export FOLDER] [--meta N,N-N] [--not-meta N] [--reject N] [--accept N] [--open link|codes|paper] [--codes N] [--close [--on DAY]] [--json] [--csv] [-o FILE]",
    .text = T("Groups of people who vote alike, how well founded they are, what each holds that others do not, what divides and what bridges, by groups and by what people declared of themselves; every sentence is about those who took part. Of dialogues held with people here nothing about a single participant is shown, and no number with fewer people behind it than the register tells of (ten, or what was set). --compat polis answers as Polis does. --csv gives the statements with their counts."),
    .example = "diwan voice iraq.diwan maruq-round-table", .source = "Small et al. 2021 (Polis); Wojcik et al. 2022 (bridging); Ben-Hur et al. 2002 and Hennig 2007 (stability); Wilson 1927; Holm 1979; docs/methods.md",
    .options = (const struct option_spec[]){{"o", OPTION_TEXT, "FILE", T("write to this file")},
        {"compat", OPTION_CHOICE, "polis", T("as Polis does it, without the improvements")},
        {"replay", OPTION_FLAG, NULL, T("with --compat: who is in follows from the votes in the order they were cast")},
        {"report", OPTION_FLAG, NULL, T("all there is to tell: every statement with intervals, how firm the answer is")},
        {"resamples", OPTION_WHOLE, "N", T("how many times people are drawn anew to see whether groups hold (50)")},
        {"statements", OPTION_FLAG, NULL, T("the statements with their counts")},
        {"next", OPTION_TEXT, "PARTICIPANT", T("of a published dialogue: the statement to show to this participant next, drawn by chance")},
        {"export", OPTION_TEXT, "FOLDER", T("write the dialogue into a new folder, as Polis exports one; of own dialogues the statements with their totals alone")},
        {"meta", OPTION_TEXT, "N,N-N", T("these statements are about the person or the process: they form no groups")},
        {"not-meta", OPTION_TEXT, "N,N-N", T("these statements are about the matter after all")},
        {"reject", OPTION_TEXT, "N,N-N", T("these statements are rejected: they form no groups")},
        {"accept", OPTION_TEXT, "N,N-N", T("these statements are accepted")},
        {"open", OPTION_CHOICE, "link|codes|paper", T("people answer it here (`diwan serve`): whoever has the address; one code, one person; or ballots from paper")},
        {"codes", OPTION_WHOLE, "N", T("so many new codes, one a line, to -o FILE or the screen; they are never shown again")},
        {"close", OPTION_FLAG, NULL, T("nobody votes in it any more; votes that later ones replaced are dropped")},
        {"on", OPTION_DAY_FROM, "DAY", T("the day on which it was closed, where it is not today")}, {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_REGISTER, .least = 1, .most = 1, .may = MAY_READ, .run = run_voice, .read = read_voice};
