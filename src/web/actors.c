/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of who is tied to whom, and the same as a list. Trust, influence and disputes are for stewards who ask for them; that is recorded. */
#include "web/actors_priv.h"

#define MAP_FIELDS "tie kind place around all"
enum { DRAWN_MOST = 300, TIES_MOST = 1500, A_LIST = 100, LISTED_MOST = 100000 };

struct map_asked {
    struct actors_seen s;
    const struct relation *tie;    /* NULL: all kinds */
    const struct actor_kind *kind; /* NULL: all */
    struct str place;
    int32_t around; /* -1: everybody */
    int64_t page;
    bool *asked;    /* by entry of the list: it is asked for */
    bool *drawn;    /* by actor */
    size_t asked_n, actor_n, drawn_n, line_n; /* line_n: ties drawn */
};

/* ---- what was asked ---- */

static bool read_kinds(struct exchange *x, struct map_asked *m, struct err *e)
{
    struct str tie = web_query(x, "tie"), kind = web_query(x, "kind"), around = str_trim(web_query(x, "around"));
    m->tie = tie.n ? relation_of(tie) : NULL;
    m->kind = kind.n ? actor_kind_of(kind) : NULL;
    m->place = str_trim(web_query(x, "place"));
    m->around = -1;
    if (tie.n && !m->tie)
        return err_set(e, ERR_USAGE, "tie: \"%.*s\" is no kind of tie", (int)MIN_OF(tie.n, (size_t)60), tie.p);
    if (kind.n && !m->kind)
        return err_set(e, ERR_USAGE, "kind: \"%.*s\" is no kind of actor", (int)MIN_OF(kind.n, (size_t)60), kind.p);
    if (around.n) {
        m->around = roster_find(m->s.who, around);
        if (m->around < 0 || !m->s.told[m->around])
            return err_set(e, ERR_ABSENT, "around: nobody here, or more than one, is called \"%.*s\"", (int)MIN_OF(around.n, (size_t)60), around.p);
    }
    return read_number(x, "page", 1, LISTED_MOST, &m->page, e);
}

/* An actor whom kind and place ask for. */
static bool fits(const struct map_asked *m, uint32_t v)
{
    const struct actor *a = roster_at(m->s.who, v);
    return (!m->kind || a->kind == m->kind) && (!m->place.n || str_eq(a->place, m->place));
}

/* Of the kind asked for, with somebody at one end whom kind and place ask for; around one actor: its own ties, and those between whom it is tied to. */
static void choose_ties(struct exchange *x, struct map_asked *m)
{
    bool *near = ARENA_ARRAY(&x->arena, bool, roster_size(m->s.who) + 1);
    m->asked = ARENA_ARRAY(&x->arena, bool, m->s.n + 1);
    for (size_t i = 0; m->around >= 0 && i < m->s.n; i++) {
        const struct joined *j = &m->s.list[i];
        if ((!m->tie || j->relation == m->tie) && (j->from == (uint32_t)m->around || j->to == (uint32_t)m->around))
            near[j->from] = near[j->to] = true;
    }
    for (size_t i = 0; i < m->s.n; i++) {
        const struct joined *j = &m->s.list[i];
        bool fine = (!m->tie || j->relation == m->tie) && (fits(m, j->from) || fits(m, j->to)) && (m->around < 0 || (near[j->from] && near[j->to]));
        m->asked[i] = fine;
        m->asked_n += fine;
    }
}

struct weighty {
    uint32_t ties, actor;
};

static int by_ties(const void *a, const void *b)
{
    const struct weighty *x = a, *y = b;
    if (x->ties != y->ties)
        return x->ties > y->ties ? -1 : 1;
    return x->actor < y->actor ? -1 : x->actor > y->actor;
}

/* Those with the most of the ties that are asked for; whoever it is around always. */
static void choose_actors(struct exchange *x, struct map_asked *m)
{
    size_t all = roster_size(m->s.who);
    struct weighty *w = ARENA_ARRAY(&x->arena, struct weighty, all + 1);
    m->drawn = ARENA_ARRAY(&x->arena, bool, all + 1);
    for (uint32_t v = 0; v < all; v++)
        w[v].actor = v;
    for (size_t i = 0; i < m->s.n; i++)
        if (m->asked[i]) {
            w[m->s.list[i].from].ties++;
            w[m->s.list[i].to].ties++;
        }
    if (m->around >= 0)
        w[m->around].ties = UINT32_MAX;
    if (all)
        qsort(w, all, sizeof *w, by_ties);
    for (size_t k = 0; k < all && w[k].ties; k++) {
        m->actor_n++;
        if (k < DRAWN_MOST) {
            m->drawn[w[k].actor] = true;
            m->drawn_n++;
        }
    }
}

/* ---- the drawing ---- */

/* The network as the figure wants it: the list of those who are drawn, by key, so that the same network looks the same. */
struct sheet {
    struct network_node *nodes;
    struct network_edge *edges;
    uint32_t *number; /* by actor */
    size_t n, m;
};

static struct sheet sheet_of(struct exchange *x, struct map_asked *m)
{
    size_t all = roster_size(m->s.who);
    struct sheet s = {ARENA_ARRAY(&x->arena, struct network_node, m->drawn_n + 1), ARENA_ARRAY(&x->arena, struct network_edge, TIES_MOST + 1), ARENA_ARRAY(&x->arena, uint32_t, all + 1), 0, 0};
    for (uint32_t v = 0; v < all; v++) {
        if (!m->drawn[v])
            continue;
        const struct actor *a = roster_at(m->s.who, v);
        struct network_node node = {.family = actors_family(a->kind), .lane = actors_level(a->level), .strong = (int32_t)v == m->around};
        node.name = actors_name(x, m->s.who, v, &node.lang);
        s.number[v] = (uint32_t)s.n;
        s.nodes[s.n++] = node;
    }
    for (int thin = 0; thin < 2; thin++) /* those that several told first: where there are too many, they are drawn */
        for (size_t i = 0; i < m->s.n && s.m < TIES_MOST; i++) {
            const struct joined *j = &m->s.list[i];
            if (m->asked[i] && m->drawn[j->from] && m->drawn[j->to] && j->from != j->to && (j->voices < 2) == (thin == 1))
                s.edges[s.m++] = (struct network_edge){s.number[j->from], s.number[j->to], actors_line(j->relation), j->relation->directed, thin == 1};
        }
    m->line_n = s.m;
    return s;
}

static struct str title_of(struct exchange *x, const struct map_asked *m)
{
    uint32_t best = 0;
    for (uint32_t v = 0; v < roster_size(m->s.who); v++)
        if (m->drawn[v] && (!m->drawn[best] || m->s.degree[v] > m->s.degree[best]))
            best = v;
    const char *lang;
    struct str name = actors_name(x, m->s.who, best, &lang);
    return WEB_TOLD(x, T("{name} has the most ties: {n}"), ((struct slot){.name = "name", .text = name, .isolate = true}), WEB_SLOT("n", web_number(x, m->s.degree[best])));
}

static struct str totals(struct exchange *x, size_t actors, size_t ties, const char *msgid)
{
    return WEB_TOLD(x, msgid, WEB_SLOT("actors", web_counted(x, TN("{n} actor", "{n} actors"), (int64_t)actors)), WEB_SLOT("ties", web_counted(x, TN("{n} tie", "{n} ties"), (int64_t)ties)));
}

static struct drawing *draw(struct exchange *x, struct doc *d, struct map_asked *m)
{
    static const char *const lines[TIED_LINES] = {T("work: coordination, membership, referral"), T("formal authority"), T("money, support in kind"), T("trust, influence, information"), T("dispute, conflict, restriction")};
    static const char *const families[FAMILIES_OF_ACTORS] = {T("international, donor"), T("state"), T("civil society, university, media, business"), T("council, committee, religious body"), T("armed group"), T("kind not said")};
    struct str lanes[LEVELS];
    struct sheet s = sheet_of(x, m);
    struct figure_network f = {.title = str_of(web_say(x, T("Who is tied to whom"))), .width = 1176, .lanes = lanes, .lane_n = LEVELS, .nodes = s.nodes, .n = s.n, .edges = s.edges, .m = s.m,
        .thin_says = str_of(web_say(x, T("thin: said by one only")))};
    f.desc = totals(x, s.n, s.m, T("{actors} in lanes by level, the widest at the top, and {ties} between them. The same stands below as a list."));
    for (size_t i = 0; i < LEVELS; i++)
        lanes[i] = str_of(web_say(x, actors_level_labels[i]));
    for (size_t i = 0; i < TIED_LINES; i++)
        f.line_says[i] = str_of(web_say(x, lines[i]));
    for (size_t i = 0; i < FAMILIES_OF_ACTORS; i++)
        f.family_says[i] = str_of(web_say(x, families[i]));
    return figure_network(d, &f);
}

static void note(struct doc *d, struct str text)
{
    words_text(d, &doc_add(d, BLOCK_NOTE)->words, text);
}

static void put_figure(struct exchange *x, struct doc *d, struct map_asked *m)
{
    struct figure *f = ARENA_NEW(&d->arena, struct figure);
    f->number = 1;
    f->id = STR("f1");
    f->layout = FIGURE_FULL;
    f->drawings = ARENA_ARRAY(&d->arena, struct drawing *, 1);
    f->drawings[0] = draw(x, d, m);
    f->drawing_n = 1;
    words_text(d, &f->title, title_of(x, m));
    words_text(d, &f->source, totals(x, m->drawn_n, m->line_n, T("Drawn: {actors} and {ties}. An absent line means that nobody named a tie, not that there is none.")));
    doc_add(d, BLOCK_FIGURE)->figure = f;
    if (m->actor_n > m->drawn_n)
        note(d, WEB_TOLD(x, T("Those with the most ties of {n} actors are drawn: ask for one kind of tie, one place, or around one actor, to see the others."), WEB_SLOT("n", web_number(x, (int64_t)m->actor_n))));
    if (m->line_n == TIES_MOST)
        note(d, str_of(web_say(x, T("There are more ties between them than can be told apart: those that several told are drawn first."))));
}

/* ---- the list ---- */

static void text_cell(struct doc *d, struct doc_table *t, size_t row, size_t column, struct str text)
{
    struct doc_cell *c = &t->cells[row * t->column_n + column];
    c->kind = CELL_WORDS;
    words_text(d, &c->words, text);
}

static void actor_cell(struct exchange *x, struct doc *d, struct doc_table *t, size_t row, size_t column, const struct actors_seen *s, uint32_t v)
{
    struct doc_cell *c = &t->cells[row * t->column_n + column];
    const char *lang;
    struct str name = actors_name(x, s->who, v, &lang);
    c->kind = CELL_WORDS;
    words_name(d, &c->words, name, lang);
    if (c->words.n)
        c->words.list[0].link = arena_str(&d->arena, actors_address(x, s->who, v, s->use == RELATION_STEWARD));
}

static void put_list(struct exchange *x, struct doc *d, const struct map_asked *m)
{
    static const char *const labels[] = {T("Who"), T("Tie"), T("Whom"), T("Said by"), T("Voices"), T("Who may see it")};
    size_t first = (size_t)(m->page > 0 ? m->page - 1 : 0) * A_LIST, rows = m->asked_n > first ? MIN_OF(m->asked_n - first, (size_t)A_LIST) : 0, seen = 0, row = 0;
    struct doc_table *t = doc_table_new(d, "ties", ARRAY_LEN(labels), rows);
    t->title = str_of(web_say(x, T("Ties")));
    for (size_t k = 0; k < ARRAY_LEN(labels); k++)
        t->columns[k] = (struct doc_column){.key = STR("c"), .label = str_of(web_say(x, labels[k])), .number = k == 4};
    for (size_t i = 0; i < m->s.n && row < rows; i++) {
        const struct joined *j = &m->s.list[i];
        if (!m->asked[i] || seen++ < first)
            continue;
        actor_cell(x, d, t, row, 0, &m->s, j->from);
        text_cell(d, t, row, 1, str_of(web_say(x, j->relation->label)));
        actor_cell(x, d, t, row, 2, &m->s, j->to);
        text_cell(d, t, row, 3, actors_sayers(x, j));
        text_cell(d, t, row, 4, web_number(x, (int64_t)j->voices));
        text_cell(d, t, row++, 5, str_of(web_say(x, actors_visible(j))));
    }
    doc_add(d, BLOCK_TABLE)->table = t;
}

static void page_link(struct exchange *x, struct buf *out, int64_t page, const char *rel, const char *msgid)
{
    struct buf number CLEANUP(buf_end) = {0};
    buf_int(&number, page);
    struct str q = query_of(x, MAP_FIELDS " lang", "page", buf_view(&number));
    markup_f(out, "<a rel=\"%s\" href=\"/actors%.*s\">%s</a> ", rel, STR_F(q), web_say(x, msgid));
}

static void put_pages(struct exchange *x, const struct map_asked *m, struct buf *out)
{
    int64_t pages = (int64_t)((m->asked_n + A_LIST - 1) / A_LIST);
    if (pages < 2)
        return;
    struct str said = WEB_TOLD(x, T("Page {n} of {pages}"), WEB_SLOT("n", web_number(x, m->page)), WEB_SLOT("pages", web_number(x, pages)));
    markup_f(out, "<nav class=\"pages\" aria-label=\"%s\">", web_say(x, T("Pages")));
    if (m->page > 1)
        page_link(x, out, MIN_OF(m->page - 1, pages), "prev", T("Earlier page"));
    markup_f(out, "<span>%.*s</span> ", STR_F(said));
    if (m->page < pages)
        page_link(x, out, m->page + 1, "next", T("Next page"));
    markup_f(out, "</nav>\n");
}

/* ---- the form ---- */

static void ask_ties(struct exchange *x, const struct map_asked *m)
{
    size_t n, kept = 1;
    const struct relation *all = relations(&n);
    const char **values = ARENA_ARRAY(&x->arena, const char *, n + 1), **labels = ARENA_ARRAY(&x->arena, const char *, n + 1);
    values[0] = "";
    labels[0] = web_say(x, T("all kinds"));
    for (size_t i = 0; i < n; i++)
        if (guard_relation(&all[i], all[i].visible, m->s.use)) {
            values[kept] = all[i].code;
            labels[kept++] = web_say(x, all[i].label);
        }
    form_select(x, "tie", T("Ties"), values, labels, kept);
}

static void ask_kinds(struct exchange *x, const struct map_asked *m)
{
    size_t n, kept = 1;
    const struct actor_kind *all = actor_kinds(&n);
    const char **values = ARENA_ARRAY(&x->arena, const char *, n + 1), **labels = ARENA_ARRAY(&x->arena, const char *, n + 1);
    values[0] = "";
    labels[0] = web_say(x, T("everybody"));
    for (size_t i = 0; i < n; i++)
        if (guard_actor(&all[i], m->s.use)) {
            values[kept] = all[i].code;
            labels[kept++] = web_say(x, all[i].label);
        }
    form_select(x, "kind", T("Kind of actor"), values, labels, kept);
}

static void ask(struct exchange *x, const struct map_asked *m)
{
    form_begin(x, "/actors");
    ask_ties(x, m);
    ask_kinds(x, m);
    form_text(x, "place", T("Place"), NULL, false);
    form_text(x, "around", T("Around (name or key)"), NULL, false);
    if (web_may(x, MAY_ANSWER))
        markup_f(&x->body, "<label class=\"tick\"><input type=\"checkbox\" name=\"all\" value=\"yes\"%s>%s</label>", web_query(x, "all").n ? " checked" : "", web_say(x, T("also what is not public: it is recorded")));
    form_end(x, T("Show"));
}

/* ---- the page ---- */

static void put_map(struct exchange *x, struct map_asked *m, struct buf *out)
{
    struct doc *d = doc_new(&x->speech);
    choose_ties(x, m);
    choose_actors(x, m);
    if (m->drawn_n)
        put_figure(x, d, m);
    markup_f(out, "<div class=\"doc net\">\n");
    doc_html_blocks(d, true, out);
    doc_free(&d);
    if (!m->drawn_n)
        markup_f(out, "<p>%s</p>\n", web_say(x, T("No such tie is on record.")));
    markup_f(out, "</div>\n");
    actors_held(x, &m->s, out);
    if (!m->drawn_n)
        return;
    markup_f(out, "<h2 id=\"list\"><span>%s</span></h2>\n<p class=\"src\">%.*s</p><div class=\"doc net\">", web_say(x, T("The same as a list")), STR_F(totals(x, m->actor_n, m->asked_n, T("{actors}, {ties}"))));
    d = doc_new(&x->speech);
    put_list(x, d, m);
    doc_html_blocks(d, true, out);
    doc_free(&d);
    markup_f(out, "</div>\n");
    put_pages(x, m, out);
}

static bool put_more(struct exchange *x, const struct map_asked *m, struct buf *out, struct err *e)
{
    size_t all = roster_size(m->s.who);
    bool *tied = ARENA_ARRAY(&x->arena, bool, all + 1), *asked = ARENA_ARRAY(&x->arena, bool, all + 1);
    for (size_t i = 0; i < m->s.n; i++)
        if (!m->tie || m->s.list[i].relation == m->tie)
            tied[m->s.list[i].from] = tied[m->s.list[i].to] = true;
    for (uint32_t v = 0; v < all; v++)
        asked[v] = m->s.told[v] && fits(m, v) && (m->around < 0 || v == (uint32_t)m->around);
    return actors_more(x, &m->s, tied, asked, out, e);
}

/* Form and all: kept by what was asked, and by what the caller may. */
static bool write_map(struct exchange *x, void *arg, struct buf *out, struct err *e)
{
    const enum relation_use *use = arg;
    struct map_asked m = {0};
    struct buf before = x->body;
    if (!actors_read(x, *use, &m.s, e) || !read_kinds(x, &m, e))
        return false;
    x->body = (struct buf){0};
    ask(x, &m);
    buf_str(out, buf_view(&x->body));
    buf_end(&x->body);
    x->body = before;
    put_map(x, &m, out);
    return put_more(x, &m, out, e);
}

static bool actors(struct exchange *x, struct err *e)
{
    enum relation_use use;
    struct buf kept CLEANUP(buf_end) = {0};
    if (!actors_use(x, &use, e) || !web_kept(x, "actors", KEEP_RECORDS, write_map, &use, &kept, e))
        return false;
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("Who works with whom"))), .section = "actors"});
    if (use == RELATION_STEWARD)
        markup_f(&x->body, "<div class=\"lk\"><b>%s</b> %s</div>\n", web_say(x, T("For stewards alone.")),
            web_say(x, T("Trust, influence, information, mediation and disputes stand on this screen and in no brief, file or export. Looking at them was recorded.")));
    markup_f(&x->body, "<p class=\"src\"><a href=\"#list\">%s</a>", web_say(x, T("To the list, which says the same in words")));
    if (web_may(x, MAY_ANALYSE))
        markup_f(&x->body, " · <a href=\"/same-names\">%s</a>", web_say(x, T("Names that may mean one actor")));
    markup_f(&x->body, "</p>\n");
    buf_str(&x->body, buf_view(&kept));
    web_end(x);
    return true;
}

const struct page pages_actors[] = {
    {"GET", "/actors", MAY_READ, PAGE_READ | PAGE_SLOW, MAP_FIELDS " page", "who is tied to whom: the map, and the same as a list; of whom no tie is told, and power and interest as judged", actors, NULL},
    {"GET", "/actors/{key}", MAY_READ, PAGE_READ | PAGE_SLOW, "all", "one actor: its names, ties, who says so, projects, and how it stands among the others", actor_one, NULL},
    {0},
};
