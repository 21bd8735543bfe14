/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * agenda: what people agreed has to change, what it rests on, who can act, and whether it is kept. Reading; and a steward's signature, without which an item stays with the register's own people.
 * The program lays out and counts; whose order of priorities it is stands with it, and nothing has a score.
 */
#include "desk/agenda_out.h"
#include "desk/agenda_priv.h"

/* ---- reading ---- */

static bool read_rows(struct store *s, void *arg, struct err *e)
{
    struct agenda_view *v = arg;
    struct contact *contacts = NULL;
    struct promise *promises = NULL;
    struct reply *replies = NULL;
    struct roster *roster = NULL;
    struct arena *a = &v->r->arena;
    if (!desk_columns(v->r, &v->c, e) || !agenda_read(s, v->book, e) || !roster_read(s, a, &roster, e) || !contacts_read(s, a, &contacts, &v->contact_n, e) ||
        !promises_read(s, a, &promises, &v->promise_n, e) || !replies_read(s, a, &replies, &v->facts.reply_n, e) || !store_people(s, &v->least, e))
        return false;
    v->roster = roster;
    v->contacts = contacts;
    v->promises = promises;
    v->facts.replies = replies;
    v->facts.roster = roster;
    v->facts.book = v->book;
    return true;
}

/* Whoever has no account, or a reader's, sees what a steward signed, as it was signed. */
static bool seen(const struct agenda_view *v, const struct agenda_item *x) { return !v->outside || view_verdict(v, x).may; }

/* An agenda of which nothing may be seen is not there for whoever asks. */
static bool agenda_seen(const struct agenda_view *v, struct str key)
{
    for (size_t i = 0; i < v->book->item_n; i++)
        if (str_eq(v->book->items[i].agenda, key) && seen(v, &v->book->items[i]))
            return true;
    return !v->outside && agenda_head_of(v->book, key);
}

static bool agenda_known(const struct agenda_view *v, struct err *e)
{
    struct buf there CLEANUP(buf_end) = {.most = 400};
    if (!v->agenda.n || agenda_seen(v, v->agenda))
        return true;
    for (size_t i = 0, n = 0; i < v->book->agenda_n && n < 8; i++)
        if (agenda_seen(v, v->book->agendas[i].key))
            buf_f(&there, "%s%.*s", n++ ? ", " : "", STR_F(v->book->agendas[i].key));
    return err_set(e, ERR_ABSENT, "--agenda: there is no agenda \"%.*s\"; there is %s", (int)MIN_OF(v->agenda.n, (size_t)80), v->agenda.p, there.n ? there.p : "none");
}

static void choose(struct agenda_view *v)
{
    v->items = ARENA_ARRAY(&v->r->arena, const struct agenda_item *, v->book->item_n + 1);
    for (size_t i = 0; i < v->book->item_n; i++) {
        const struct agenda_item *x = &v->book->items[i];
        if (v->agenda.n && !str_eq(x->agenda, v->agenda))
            continue;
        v->unsigned_n += !view_verdict(v, x).may;
        if (seen(v, x))
            v->items[v->item_n++] = x;
    }
}

bool agenda_look(struct request *r, struct answer *a, struct agenda_view *v, struct err *e)
{
    *v = (struct agenda_view){.r = r, .a = a, .outside = r->outsider, .named = !r->unnamed, .machine = r->wants_json || request_flag(r, "csv"), .agenda = str_trim(request_text(r, "agenda"))};
    v->book = ARENA_NEW(&r->arena, struct agenda_book);
    v->facts.own_people = !v->outside;
    v->facts.by_name = v->named;
    v->on = request_day(r, "on");
    if (!desk_today(r, &v->facts.today, e) || !store_look(r->store, read_rows, v, e) || !agenda_known(v, e))
        return false;
    if (!day_known(v->on))
        v->on = v->facts.today;
    v->facts.on = v->on;
    v->facts.promises = v->promises;
    v->facts.promise_n = v->promise_n;
    v->facts.places = v->c->places;
    v->facts.least = v->least;
    choose(v);
    return desk_rows_fit(r, v->item_n, e);
}

void view_end(struct agenda_view *v)
{
    if (v->book)
        agenda_book_end(v->book);
    if (v->c)
        columns_drop(&v->c);
}

/* ---- what was asked ---- */

static const char *const parts[] = {"item", "propose", "practices", "balance", "agreement", "promised"};

static bool changes(const struct request *r) { return request_flag(r, "sign") || request_flag(r, "take-back") || request_flag(r, "logo"); }

static bool one_part(const struct request *r, struct err *e)
{
    const char *first = NULL;
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        if (!request_flag(r, parts[i]))
            continue;
        if (first)
            return err_set(e, ERR_USAGE, "--%s and --%s are two questions; ask one after the other", first, parts[i]);
        first = parts[i];
    }
    if (request_text(r, "o").n && (first || request_flag(r, "csv") || r->wants_json))
        return err_set(e, ERR_USAGE, "-o writes all of what people agreed into a file; it goes without --%s", first ? first : "csv and --json");
    if (request_flag(r, "all") && !request_text(r, "o").n)
        return err_set(e, ERR_USAGE, "--all goes with -o FILE.xlsx or FILE.csv");
    if (request_flag(r, "judgement") && !changes(r))
        return err_set(e, ERR_USAGE, "--judgement goes with --sign or --take-back");
    bool like = request_flag(r, "like") || request_flag(r, "phase") || request_flag(r, "driver") || request_flag(r, "level") || request_flag(r, "security");
    if (like && !request_flag(r, "practices"))
        return err_set(e, ERR_USAGE, "--like, --phase, --driver, --level and --security say which practices are looked for: they go with --practices");
    return true;
}

static bool tell(struct agenda_view *v, struct err *e)
{
    struct request *r = v->r;
    struct str key = str_trim(request_text(r, "item"));
    if (request_flag(r, "item") && !key.n)
        return err_set(e, ERR_USAGE, "--item wants the key of an item");
    if (request_text(r, "o").n)
        return v->outside ? err_set(e, ERR_DENIED, "the tables of an agenda are for the register's own people") : agenda_out(r, v->a, v->book, &v->facts, request_text(r, "o"), request_flag(r, "all"), e);
    if (request_flag(r, "propose"))
        return agenda_propose(v, e);
    if (request_flag(r, "practices"))
        return agenda_practices(v, e);
    if (request_flag(r, "balance"))
        agenda_balance(v);
    else if (request_flag(r, "agreement"))
        agenda_agreement(v);
    else if (request_flag(r, "promised"))
        agenda_promised(v);
    else if (r->wants_json)
        return agenda_json(v, key, e);
    else if (key.n)
        return agenda_one(v, key, e);
    else
        agenda_list(v);
    return true;
}

static bool read_agenda(struct request *r, struct answer *a, struct err *e)
{
    struct agenda_view v;
    if (changes(r))
        return err_set(e, ERR_USAGE, "--sign, --take-back and --logo change the register, which is open for reading alone");
    if (!one_part(r, e))
        return false;
    bool good = agenda_look(r, a, &v, e) && tell(&v, e);
    view_end(&v);
    return good;
}

static bool run_agenda(struct request *r, struct answer *a, struct err *e)
{
    bool writes = changes(r) || request_flag(r, "all");
    if (!one_part(r, e) || !desk_open(r, a, writes ? STORE_WRITE : STORE_READ, &r->store, e))
        return false;
    if (writes)
        store_sign(r->store, r->who, r->now);
    if (!changes(r))
        return read_agenda(r, a, e) && desk_note_invented(r, a, e);
    return request_flag(r, "logo") ? agenda_logo(r, a, request_text(r, "logo"), e) : agenda_sign(r, a, e);
}

const struct operation operation_agenda = {.name = "agenda", .brief = T("what people agreed, what it rests on, and whether it is kept"),
    .usage = "REGISTER [--agenda KEY] [--item KEY | --propose | --practices [--like ITEM] [--phase P,...] [--driver D,...] [--level L] [--security S,...] | --balance | --agreement | --promised] [--on DAY] | REGISTER --sign ITEM [--judgement] --by-whom \"NAME, ROLE\" [--note TEXT] | REGISTER --take-back ITEM [--judgement] --by-whom \"NAME, ROLE\" --note WHY | REGISTER -o FILE.xlsx|FILE.csv [--all] | REGISTER --logo PARTNER=[FILE.png]",
    .text = T("Items with who can act, the evidence for and against, what was promised and what became of it. --item shows one whole, with the rows behind every link. --propose lays out what could become an item: what bridges a dialogue, what interviews found, what changed, where nobody works; people decide, and nothing has a score. --agreement sets what communities put first beside what authorities and donors do. --balance counts whom an agenda serves and whom it forgets. An item leaves the register's own people once a steward has signed it, and only as it was signed."),
    .example = "diwan agenda talks.diwan --balance", .source = "Kendall 1945; Kendall & Babington Smith 1939; Fieller, Hartley & Pearson 1957; Jaccard 1901; UNDP 1994; docs/methods.md",
    .options = (const struct option_spec[]){{"agenda", OPTION_TEXT, "KEY", T("of this agenda alone")}, {"item", OPTION_TEXT, "KEY", T("one item whole, with the rows behind every link")},
        {"propose", OPTION_FLAG, NULL, T("what could become an item, each with what speaks for and against it")}, {"practices", OPTION_FLAG, NULL, T("what was tried elsewhere; with a context, those of a context like it")},
        {"like", OPTION_TEXT, "ITEM", T("practices: in a context like that of this item")}, {"phase", OPTION_TEXT, "P,...", T("practices: in these phases")},
        {"driver", OPTION_TEXT, "D,...", T("practices: against these drivers")}, {"level", OPTION_TEXT, "L", T("practices: on this level: local, national, regional")},
        {"security", OPTION_TEXT, "S,...", T("practices: for these securities")}, {"balance", OPTION_FLAG, NULL, T("whom and what an agenda serves, and whom it forgets")},
        {"agreement", OPTION_FLAG, NULL, T("what communities put first beside what authorities and donors put first")}, {"promised", OPTION_FLAG, NULL, T("what was promised and what became of it; trust before and after")},
        {"on", OPTION_DAY_FROM, "DAY", T("as of that day (today)")}, {"sign", OPTION_TEXT, "ITEM", T("a steward signs that this item may be published as it stands")},
        {"take-back", OPTION_TEXT, "ITEM", T("take the signature of this item back")}, {"judgement", OPTION_FLAG, NULL, T("what is signed, or taken back, is a partner's judgement: its short name")}, {"by-whom", OPTION_TEXT, "NAME", T("who signs: \"Name, role\"")}, {"note", OPTION_TEXT, "TEXT", T("a note for the record")},
        {"o", OPTION_TEXT, "FILE", T("all tables as a workbook that comes back with `add` (.xlsx), or the logical framework (.csv)")}, {"all", OPTION_FLAG, NULL, T("for stewards: also what is not signed, and everybody by name; the workbook with answers before harm and signatures; it is recorded")},
        {"logo", OPTION_TEXT, "PARTNER=FILE", T("the mark of a partner on title pages: PNG, at most 1200 by 600 pixels and 64 KiB; without a file it is taken back")},
        {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_REGISTER, .may = MAY_READ, .run = run_agenda, .read = read_agenda};
