/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "brief/network_file.h"
#include "guard/guard.h"

/* ---- what may leave ---- */

void network_leaving(const struct roster *r, const struct tie *ties, size_t n, struct arena *a, struct network_leaving *out)
{
    size_t all = roster_size(r);
    bool *named = ARENA_ARRAY(a, bool, all + 1);
    *out = (struct network_leaving){.roster = r, .actors = ARENA_ARRAY(a, size_t, all + 1), .at = ARENA_ARRAY(a, size_t, all + 1), .ties = ARENA_ARRAY(a, const struct tie *, n + 1)};
    for (size_t i = 0; i < n; i++) {
        const struct tie *t = &ties[i];
        bool ends = guard_actor(roster_at(r, (size_t)t->from)->kind, RELATION_PARTNERS) && guard_actor(roster_at(r, (size_t)t->to)->kind, RELATION_PARTNERS);
        if (!ends || !guard_relation(t->relation, MIN_OF(t->visible, t->relation->visible), RELATION_PARTNERS)) {
            out->ties_held++;
            continue;
        }
        named[t->from] = named[t->to] = true;
        out->ties[out->tie_n++] = t;
    }
    for (size_t i = 0; i < all; i++) {
        const struct actor *x = roster_at(r, i);
        if (guard_actor(x->kind, RELATION_PARTNERS) && (x->declared || named[i])) {
            out->at[i] = out->actor_n;
            out->actors[out->actor_n++] = i;
        } else
            out->actors_held++;
    }
}

/* ---- cells ---- */

static const char *const actor_heads[] = {"actor", "kind", "level", "place", "office", "reference", "said_by"};

struct name_column {
    struct str sort, language;
    size_t nth, most;
};

static bool same_column(const struct actor_named *n, const struct name_column *c)
{
    return str_eq(n->sort, c->sort) && str_eq(n->language, c->language);
}

static size_t of_column(const struct actor *x, const struct name_column *c)
{
    size_t n = 0;
    for (size_t i = 0; i < x->name_n; i++)
        n += same_column(&x->names[i], c);
    return n;
}

static int by_column(const void *pa, const void *pb)
{
    const struct name_column *a = pa, *b = pb;
    int c = -str_compare(a->sort, b->sort); /* spelling, name, former, acronym: names stand before what is rarer, but for spellings */
    return c ? c : str_compare(a->language, b->language);
}

static size_t columns_of(const struct network_leaving *l, struct arena *a, struct name_column **out)
{
    enum { COLUMNS_MOST = 200 };
    struct name_column *list = ARENA_ARRAY(a, struct name_column, COLUMNS_MOST);
    size_t n = 0;
    for (size_t i = 0; i < l->actor_n; i++) {
        const struct actor *x = roster_at(l->roster, l->actors[i]);
        for (size_t k = 0; k < x->name_n; k++) {
            size_t c = 0;
            while (c < n && !same_column(&x->names[k], &list[c]))
                c++;
            if (c == COLUMNS_MOST)
                continue;
            if (c == n)
                list[n++] = (struct name_column){.sort = x->names[k].sort, .language = x->names[k].language};
            list[c].most = MAX_OF(list[c].most, of_column(x, &list[c]));
        }
    }
    if (n)
        qsort(list, n, sizeof *list, by_column);
    *out = list;
    return n;
}

void network_actor_heads(const struct network_leaving *l, struct arena *a, struct network_heads *out)
{
    struct name_column *list;
    size_t n = columns_of(l, a, &list), room = ARRAY_LEN(actor_heads);
    for (size_t i = 0; i < n; i++)
        room += list[i].most;
    *out = (struct network_heads){.heads = ARENA_ARRAY(a, const char *, room + 2), .names = ARRAY_LEN(actor_heads), .l = l};
    for (; out->n < ARRAY_LEN(actor_heads); out->n++)
        out->heads[out->n] = actor_heads[out->n];
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < list[i].most; k++)
            out->heads[out->n++] = arena_f(a, "%.*s%s%.*s", STR_F(list[i].sort), list[i].language.n ? ":" : "", STR_F(list[i].language));
    if (out->n == out->names)
        out->heads[out->n++] = "name"; /* a table of actors has one */
}

/* The nth of the actor's names that the column is for. */
static struct str name_cell(const struct network_heads *h, const struct actor *x, size_t column)
{
    size_t nth = 0;
    for (size_t i = h->names; i < column; i++)
        nth += strcmp(h->heads[i], h->heads[column]) == 0;
    for (size_t i = 0; i < x->name_n; i++) {
        const struct actor_named *n = &x->names[i];
        struct str head = str_of(h->heads[column]);
        bool here = head.n == n->sort.n + (n->language.n ? 1 + n->language.n : 0) && memcmp(head.p, n->sort.p, n->sort.n) == 0 &&
            (!n->language.n || (head.p[n->sort.n] == ':' && memcmp(head.p + n->sort.n + 1, n->language.p, n->language.n) == 0));
        if (here && nth-- == 0)
            return n->name;
    }
    return STR("");
}

struct str network_actor_cell(const struct network_heads *h, size_t actor, size_t column, struct arena *a)
{
    const struct actor *x = roster_at(h->l->roster, h->l->actors[actor]);
    (void)a;
    switch (column) {
    case 0: return x->key;
    case 1: return str_of(x->kind ? x->kind->code : "");
    case 2: return x->level;
    case 3: return x->place;
    case 4: return x->office ? STR("yes") : STR("");
    case 5: return x->reference;
    case 6: return x->said_by;
    default: return name_cell(h, x, column);
    }
}

const char *const network_tie_heads[NETWORK_TIE_CELLS] = {"from", "to", "relation", "strength", "since", "until", "said_by", "confidence", "visible", "amount", "currency"};

struct str file_real(double v, struct arena *a)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (isnan(v))
        return STR("");
    buf_real(&b, v);
    return (struct str){arena_text(a, b.p, b.n), b.n};
}

struct str file_day(struct day d, struct arena *a)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (!day_known(d))
        return STR("");
    buf_day(&b, d);
    return (struct str){arena_text(a, b.p, b.n), b.n};
}

struct str network_tie_cell(const struct network_leaving *l, size_t tie, size_t column, struct arena *a)
{
    const struct tie *t = l->ties[tie];
    switch (column) {
    case 0: return roster_at(l->roster, (size_t)t->from)->key;
    case 1: return roster_at(l->roster, (size_t)t->to)->key;
    case 2: return str_of(t->relation->code);
    case 3: return file_real(t->strength, a);
    case 4: return file_day(t->since, a);
    case 5: return file_day(t->until, a);
    case 6: return t->said_by;
    case 7: return t->confidence;
    case 8: return t->visible == VISIBLE_PARTNERS ? STR("partners") : STR("");
    case 9: return file_real(t->amount, a);
    default: return t->currency;
    }
}

/* ---- CSV ---- */

void network_csv(const struct network_leaving *l, struct buf *out)
{
    struct arena a CLEANUP(arena_end) = {0};
    for (size_t k = 0; k < NETWORK_TIE_CELLS; k++)
        csv_cell(out, k == 0, str_of(network_tie_heads[k]));
    buf_char(out, '\n');
    for (size_t i = 0; i < l->tie_n; i++) {
        for (size_t k = 0; k < NETWORK_TIE_CELLS; k++)
            csv_cell(out, k == 0, network_tie_cell(l, i, k, &a));
        buf_char(out, '\n');
    }
}

/* ---- XML ---- */

static void xml_text(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        switch (s.p[i]) {
        case '&': buf_text(out, "&amp;"); break;
        case '<': buf_text(out, "&lt;"); break;
        case '>': buf_text(out, "&gt;"); break;
        case '"': buf_text(out, "&quot;"); break;
        default:
            if ((unsigned char)s.p[i] >= 0x20) /* no control character is of XML */
                buf_char(out, s.p[i]);
        }
}

static void value(struct buf *out, bool gexf, const char *prefix, size_t column, struct str text)
{
    if (!text.n)
        return;
    buf_f(out, gexf ? "<attvalue for=\"%s%zu\" value=\"" : "<data key=\"%s%zu\">", prefix, column);
    xml_text(out, text);
    buf_text(out, gexf ? "\"/>" : "</data>");
}

/* Columns of one name are one attribute, which may be given several times. */
static size_t attribute_of(const struct network_heads *h, size_t column)
{
    while (column > 0 && strcmp(h->heads[column - 1], h->heads[column]) == 0)
        column--;
    return column;
}

static void declared(struct buf *out, bool gexf, const char *prefix, size_t column, const char *name, const char *type)
{
    if (gexf)
        buf_f(out, "      <attribute id=\"%s%zu\" title=\"", prefix, column);
    else
        buf_f(out, "  <key id=\"%s%zu\" for=\"%s\" attr.name=\"", prefix, column, *prefix == 'a' ? "node" : "edge");
    xml_text(out, str_of(name));
    buf_f(out, gexf ? "\" type=\"%s\"/>\n" : "\" attr.type=\"%s\"/>\n", type);
}

static const char *tie_type(size_t column)
{
    return column == 3 || column == 9 ? "double" : "string";
}

static void values_of(const struct network_heads *h, bool gexf, size_t actor, struct arena *a, struct buf *out)
{
    for (size_t k = 0; k < h->n; k++)
        value(out, gexf, "a", attribute_of(h, k), network_actor_cell(h, actor, k, a));
}

static void nodes_begin(const struct network_leaving *l, size_t i, bool gexf, struct buf *out)
{
    buf_f(out, "    <node id=\"n%zu\"", i);
    if (gexf) {
        buf_text(out, " label=\"");
        xml_text(out, roster_name(l->roster, l->actors[i], "en", NULL));
        buf_char(out, '"');
    }
    buf_char(out, '>');
}

void network_graphml(const struct network_leaving *l, struct buf *out)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct network_heads h;
    network_actor_heads(l, &a, &h);
    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n  <key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n");
    for (size_t k = 0; k < h.n; k++)
        if (attribute_of(&h, k) == k)
            declared(out, false, "a", k, h.heads[k], "string");
    for (size_t k = 2; k < NETWORK_TIE_CELLS; k++)
        declared(out, false, "t", k, network_tie_heads[k], tie_type(k));
    buf_text(out, "  <graph edgedefault=\"directed\">\n");
    for (size_t i = 0; i < l->actor_n; i++) {
        nodes_begin(l, i, false, out);
        buf_text(out, "<data key=\"label\">");
        xml_text(out, roster_name(l->roster, l->actors[i], "en", NULL));
        buf_text(out, "</data>");
        values_of(&h, false, i, &a, out);
        buf_text(out, "</node>\n");
    }
    for (size_t i = 0; i < l->tie_n; i++) {
        const struct tie *t = l->ties[i];
        buf_f(out, "    <edge id=\"e%zu\" source=\"n%zu\" target=\"n%zu\"%s>", i, l->at[t->from], l->at[t->to], t->relation->directed ? "" : " directed=\"false\"");
        for (size_t k = 2; k < NETWORK_TIE_CELLS; k++)
            value(out, false, "t", k, network_tie_cell(l, i, k, &a));
        buf_text(out, "</edge>\n");
    }
    buf_text(out, "  </graph>\n</graphml>\n");
}

static void edge_begin(const struct network_leaving *l, size_t i, struct arena *a, struct buf *out)
{
    const struct tie *t = l->ties[i];
    struct str since = file_day(t->since, a), until = file_day(t->until, a);
    buf_f(out, "      <edge id=\"e%zu\" source=\"n%zu\" target=\"n%zu\" type=\"%s\"", i, l->at[t->from], l->at[t->to], t->relation->directed ? "directed" : "undirected");
    if (!isnan(t->strength) && t->strength != 0) { /* layouts do not like weights below zero: the strength itself stands among the values */
        buf_text(out, " weight=\"");
        buf_real(out, fabs(t->strength));
        buf_char(out, '"');
    }
    if (since.n)
        buf_f(out, " start=\"%.*s\"", STR_F(since));
    if (until.n)
        buf_f(out, " end=\"%.*s\"", STR_F(until));
    buf_text(out, "><attvalues>");
}

void network_gexf(const struct network_leaving *l, struct buf *out)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct network_heads h;
    network_actor_heads(l, &a, &h);
    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n  <graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\">\n"
        "    <attributes class=\"node\">\n");
    for (size_t k = 0; k < h.n; k++)
        if (attribute_of(&h, k) == k)
            declared(out, true, "a", k, h.heads[k], "string");
    buf_text(out, "    </attributes>\n    <attributes class=\"edge\">\n");
    for (size_t k = 2; k < NETWORK_TIE_CELLS; k++)
        declared(out, true, "t", k, network_tie_heads[k], tie_type(k));
    buf_text(out, "    </attributes>\n    <nodes>\n");
    for (size_t i = 0; i < l->actor_n; i++) {
        nodes_begin(l, i, true, out);
        buf_text(out, "<attvalues>");
        values_of(&h, true, i, &a, out);
        buf_text(out, "</attvalues></node>\n");
    }
    buf_text(out, "    </nodes>\n    <edges>\n");
    for (size_t i = 0; i < l->tie_n; i++) {
        edge_begin(l, i, &a, out);
        for (size_t k = 2; k < NETWORK_TIE_CELLS; k++)
            value(out, true, "t", k, network_tie_cell(l, i, k, &a));
        buf_text(out, "</attvalues></edge>\n");
    }
    buf_text(out, "    </edges>\n  </graph>\n</gexf>\n");
}
