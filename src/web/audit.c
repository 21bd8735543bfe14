/* SPDX-License-Identifier: GPL-3.0-or-later */
/* who saw, changed, exported or released what. */
#include "web/sign_priv.h"

enum { A_PAGE = 100, CHOICES_MOST = 200 };

struct filter {
    struct str who, what, from, to; /* "" all; days as YYYY-MM-DD, `to` counts in */
    int64_t before;                 /* lines older than that one; INT64_MAX: the newest */
    const char *fault;
};

static struct str day_text(struct exchange *x, struct str typed, bool last, const char **fault)
{
    struct day a, b;
    struct buf out CLEANUP(buf_end) = {0};
    typed = str_trim(typed);
    if (!typed.n)
        return STR("");
    if (!day_parse(typed, &a, &b)) {
        *fault = T("That is not a day: write it as 2026-02-14.");
        return STR("");
    }
    buf_day(&out, last ? b : a);
    return (struct str){arena_text(&x->arena, out.p, out.n), out.n};
}

static struct filter filter_of(struct exchange *x)
{
    struct filter f = {.who = web_query(x, "who"), .what = web_query(x, "what")};
    f.from = day_text(x, web_query(x, "from"), false, &f.fault);
    f.to = day_text(x, web_query(x, "to"), true, &f.fault);
    if (!str_to_int(web_query(x, "before"), &f.before) || f.before < 1)
        f.before = INT64_MAX;
    return f;
}

/* Newest first. */
static struct rows *lines(struct exchange *x, const struct filter *f, int64_t most)
{
    return store_rows(x->store,
        "SELECT id, time, who, what, detail FROM audit WHERE origin = $1 AND id < $2 AND ($3 = '' OR who = $3) AND ($4 = '' OR what = $4) AND ($5 = '' OR time >= $5) "
        "AND ($6 = '' OR substr(time, 1, 10) <= $6) ORDER BY id DESC LIMIT $7",
        WITH(bind_int(store_origin(x->store)), bind_int(f->before), bind_text(f->who), bind_text(f->what), bind_text(f->from), bind_text(f->to), bind_int(most)));
}

/* What the log's words mean, as people read them; a word that is not here stands as it is. The CSV has the words themselves. */
static const struct {
    const char *code, *words;
} kinds[] = {{"add", T("file brought in")}, {"undo", T("taken back")}, {"backup", T("copied")}, {"erase", T("erased")}, {"retention", T("retention changed")}, {"release", T("published")},
    {"withdraw", T("publication withdrawn")}, {"note", T("note written")}, {"note read", T("note read")}, {"note erase", T("note erased")}, {"steward add", T("key of a steward added")},
    {"steward end", T("key of a steward ended")}, {"reseal", T("sealed again")}, {"key shares", T("shares of the key made")}, {"account new", T("account made")}, {"account role", T("role changed")},
    {"account close", T("account ended")}, {"account invite", T("invitation made")}, {"account password", T("password set")}, {"account language", T("language chosen")},
    {"second factor", T("second factor set up")}, {"second factor off", T("second factor taken away")}, {"sessions end", T("sessions ended")}, {"feed made", T("secret address for a calendar made")}, {"feed ended", T("secret address for a calendar ended")}, {"feed used", T("calendar fetched, first time that day")}, {"sign in", T("signed in")},
    {"sign in refused", T("sign-in refused")}, {"sign out", T("signed out")}, {"setting", T("setting changed")}, {"audit seen", T("log looked at")}, {"audit exported", T("log taken as a file")},
    {"incident seen", T("incident opened")}, {"export incidents", T("incidents taken as a file")}, {"take brief", T("brief taken as a file")}, {"api", T("read by a program")},
    {"dialogue made", T("dialogue made")}, {"dialogue changed", T("dialogue changed")}, {"dialogue translated", T("dialogue translated")}, {"voice statements", T("statements moderated")},
    {"voice close", T("dialogue closed")}, {"ballot from paper", T("paper ballot typed in")}, {"codes made", T("codes made")}, {"meeting", T("meeting written down")},
    {"outcome told", T("outcome told")}, {"room", T("held dialogue changed")}, {"actors", T("ties that are not public looked at")}, {"edit", T("corrected by hand")}, {"words", T("words corrected")}};

/* *known: it is one of them. */
static struct str kind_words(const struct exchange *x, struct str code, bool *known)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (str_is(code, kinds[i].code)) {
            *known = true;
            return str_of(web_say(x, kinds[i].words));
        }
    *known = false;
    return code;
}

/* ---- the page ---- */

static bool choices(struct exchange *x, bool who, struct sign_choice *list, size_t *n, struct err *e)
{
    struct bind origin = bind_int(store_origin(x->store));
    struct rows *r CLEANUP(rows_drop) = who ? store_rows(x->store, "SELECT DISTINCT who FROM audit WHERE origin = $1 AND who <> '' ORDER BY 1 LIMIT 199", ((struct binds){&origin, 1}))
                                            : store_rows(x->store, "SELECT DISTINCT what FROM audit WHERE origin = $1 ORDER BY 1 LIMIT 199", ((struct binds){&origin, 1}));
    list[(*n)++] = (struct sign_choice){"", str_of(web_say(x, who ? T("anybody") : T("anything"))), NULL};
    while (rows_next(r) && *n < CHOICES_MOST) {
        struct str t = rows_text(r, 0);
        char *kept = arena_text(&x->arena, t.p, t.n);
        bool known = true;
        struct str words = who ? str_of(kept) : kind_words(x, str_of(kept), &known);
        list[(*n)++] = (struct sign_choice){kept, words, known ? NULL : "en"};
    }
    return rows_end(&r, e);
}

static bool put_filter(struct exchange *x, const struct filter *f, struct err *e)
{
    struct sign_choice *who = ARENA_ARRAY(&x->arena, struct sign_choice, CHOICES_MOST), *what = ARENA_ARRAY(&x->arena, struct sign_choice, CHOICES_MOST);
    size_t who_n = 0, what_n = 0;
    if (!choices(x, true, who, &who_n, e) || !choices(x, false, what, &what_n, e))
        return false;
    markup_f(&x->body, "<form method=\"get\" action=\"/audit\" class=\"filter\" role=\"search\" aria-label=\"%s\">\n", web_say(x, T("Which lines")));
    sign_choose(x, "who", T("Who"), who, who_n, f->who);
    sign_choose(x, "what", T("What"), what, what_n, f->what);
    sign_field(x, &(struct sign_field){.name = "from", .label = T("From"), .type = "date", .value = f->from});
    sign_field(x, &(struct sign_field){.name = "to", .label = T("To"), .type = "date", .value = f->to});
    sign_button(x, T("Show"));
    buf_text(&x->body, "</form>\n");
    return true;
}

static void put_address(struct exchange *x, const char *path, const struct filter *f)
{
    const struct {
        const char *name;
        struct str value;
    } parts[] = {{"who", f->who}, {"what", f->what}, {"from", f->from}, {"to", f->to}};
    markup_f(&x->body, "%s?", path);
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        markup_f(&x->body, "%s%s=", i ? "&" : "", parts[i].name);
        buf_percent(&x->body, parts[i].value);
    }
}

static void put_line(struct exchange *x, const struct rows *r)
{
    struct str time = rows_text(r, 1), clock = time.n >= 16 ? (struct str){time.p + 11, 5} : STR("");
    struct day day, last;
    bool known = time.n >= 10 && day_parse((struct str){time.p, 10}, &day, &last);
    markup_f(&x->body, "<tr><td><time datetime=\"%.*s\">%.*s <span dir=\"ltr\">%.*s</span></time></td>", STR_F(time), STR_F(known ? web_day(x, day) : time), STR_F(clock));
    markup_f(&x->body, "<td><bdi>%.*s</bdi></td>", STR_F(rows_text(r, 2)));
    struct str what = kind_words(x, rows_text(r, 3), &known);
    buf_text(&x->body, known ? "<td>" : "<td lang=\"en\">");
    markup_f(&x->body, "<bdi>%.*s</bdi></td><td><bdi>%.*s</bdi></td></tr>\n", STR_F(what), STR_F(rows_text(r, 4)));
}

static bool put_lines(struct exchange *x, const struct filter *f, int64_t *oldest, struct err *e)
{
    static const char *const heads[] = {T("When (UTC)"), T("Who"), T("What"), T("Details")};
    int64_t n = 0;
    struct rows *r CLEANUP(rows_drop) = lines(x, f, A_PAGE + 1);
    markup_f(&x->body, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table class=\"log\"><thead><tr>", web_say(x, T("Who did what")));
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        markup_f(&x->body, "<th scope=\"col\">%s</th>", web_say(x, heads[i]));
    buf_text(&x->body, "</tr></thead><tbody>\n");
    *oldest = 0;
    int64_t last = 0;
    while (rows_next(r)) {
        if (n == A_PAGE) { /* there is one more */
            *oldest = last;
            n++;
            continue;
        }
        last = rows_int(r, 0);
        put_line(x, r);
        n++;
    }
    buf_text(&x->body, "</tbody></table></div>\n");
    if (!n)
        sign_paragraph(x, T("There is no such line."));
    return rows_end(&r, e) || err_within(e, "the log");
}

/* What was asked for, as the log tells it of whoever looked. */
static struct str filter_words(struct exchange *x, const struct filter *f)
{
    struct buf b CLEANUP(buf_end) = {0};
    const struct {
        const char *name;
        struct str value;
    } parts[] = {{"who", f->who}, {"what", f->what}, {"from", f->from}, {"to", f->to}};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        if (parts[i].value.n)
            buf_f(&b, "%s%s=%.*s", b.n ? " " : "", parts[i].name, STR_F(parts[i].value));
    return b.n ? (struct str){arena_text(&x->arena, b.p, b.n), b.n} : STR("all");
}

static bool run_show(struct exchange *x, struct err *e)
{
    struct filter f = filter_of(x);
    int64_t oldest = 0;
    sign_begin_named(x, str_of(web_say(x, T("Who did what"))), "audit", false);
    sign_fault(x, f.fault);
    sign_paragraph(x, T("Every line says what was changed, seen or handed out, by whom and when. Participants of dialogues are never in it. That you look is a line, too."));
    if (!put_filter(x, &f, e) || !put_lines(x, &f, &oldest, e))
        return false;
    buf_text(&x->body, "<p class=\"more\">");
    if (oldest) {
        buf_text(&x->body, "<a class=\"button\" href=\"");
        put_address(x, "/audit", &f);
        markup_f(&x->body, "&before=%lld\">%s</a> ", (long long)oldest, web_say(x, T("Older lines")));
    }
    buf_text(&x->body, "<a href=\"");
    put_address(x, "/audit.csv", &f);
    markup_f(&x->body, "\">%s</a></p>\n", web_say(x, T("All these lines as CSV")));
    sign_end(x);
    if (f.before == INT64_MAX)
        web_audit(x, "audit seen", filter_words(x, &f));
    return true;
}

/* ---- CSV ---- */

static bool run_csv(struct exchange *x, struct err *e)
{
    enum { LINES_MOST = 500 * 1000 };
    struct filter f = filter_of(x);
    if (f.fault)
        return err_set(e, ERR_INPUT, "from and to are days, as 2026-02-14");
    struct rows *r CLEANUP(rows_drop) = lines(x, &f, LINES_MOST);
    buf_text(&x->body, "id,time,who,what,detail\n");
    while (rows_next(r)) {
        buf_int(&x->body, rows_int(r, 0));
        for (int i = 1; i < 5; i++)
            web_sheet_cell(&x->body, false, rows_text(r, i)); /* names and texts are what somebody typed */
        buf_char(&x->body, '\n');
    }
    if (!rows_end(&r, e))
        return err_within(e, "the log");
    if (x->body.over)
        return err_set(e, ERR_INPUT, "that many lines do not fit into one file: say from and to");
    x->type = "text/csv; charset=utf-8";
    x->disposition = STR("audit.csv");
    web_audit(x, "audit exported", filter_words(x, &f));
    return true;
}

const struct page pages_audit[] = {
    {"GET", "/audit", MAY_ANSWER, PAGE_READ, "who what from to before", "the log: who saw, changed, exported or released what", run_show, NULL},
    {"GET", "/audit.csv", MAY_ANSWER, PAGE_READ | PAGE_SLOW, "who what from to", "the same as CSV, whole", run_csv, NULL},
    {0}};
