/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake: actor maps as documents: GraphML, and GEXF 1.2 and 1.3. Both declare attributes (an id, a name) and give each node and edge values of them; a field is
 * known by what its attribute may be called, as in a table. Drawn things (yEd's y:, Gephi's viz:) are passed over.
 *
 * A node's id is of its file alone, and so an actor's key is its attribute `actor`, else its label, else its id.
 */
#include "intake/intake_priv.h"
#include "table/xml.h"

enum { VALUES_MOST = 100, DECLARED_MOST = 1000 };

enum element { NO_ELEMENT, A_NODE, AN_EDGE };
struct declared {
    enum element of; /* NO_ELEMENT: both */
    struct str id, name, standard;
};
struct value {
    struct str name, text;
};
struct graph_reading {
    struct actor_batch *b;
    struct str source;
    bool gexf, root_seen;
    struct arena kept, step; /* of the document; of the element at hand */
    struct declared *declared;
    size_t declared_n, declared_room;
    enum element attributes_of; /* GEXF: the class of the attributes that are being declared */
    bool declaring;
    enum element at;
    struct str id, from, to;
    int64_t line;
    struct value values[VALUES_MOST];
    size_t value_n;
    const char *data; /* GraphML: the name of the data at hand; NULL none */
    struct intern ids, keys;
    struct str *nodes; /* by id: the key of that actor */
    size_t node_room;
    struct put_row row;
};

static struct str kept(struct arena *a, const char *s)
{
    size_t n = s ? strlen(s) : 0;
    return str_trim((struct str){arena_text(a, s ? s : "", n), n});
}

static const char *kept_text(struct arena *a, const char *s)
{
    return arena_text(a, s ? s : "", s ? strlen(s) : 0);
}

/* ---- values ---- */

static void value_add(struct graph_reading *g, struct str name, struct str text)
{
    if (text.n && name.n && g->value_n < VALUES_MOST)
        g->values[g->value_n++] = (struct value){name, text};
}

static struct str value_of(const struct graph_reading *g, const char *name)
{
    for (size_t i = 0; i < g->value_n; i++)
        if (str_is_nocase(g->values[i].name, name))
            return g->values[i].text;
    return STR("");
}

/* What the file says of those that say nothing. */
static void standards_add(struct graph_reading *g)
{
    for (size_t i = 0; i < g->declared_n; i++) {
        const struct declared *d = &g->declared[i];
        char name[100];
        snprintf(name, sizeof name, "%.*s", (int)MIN_OF(d->name.n, sizeof name - 1), d->name.p);
        if (d->standard.n && (d->of == NO_ELEMENT || d->of == g->at) && !value_of(g, name).n)
            value_add(g, d->name, d->standard);
    }
}

static const struct declared *declared_as(const struct graph_reading *g, const char *id)
{
    for (size_t i = 0; id && i < g->declared_n; i++)
        if (str_is(g->declared[i].id, id) && (g->declared[i].of == NO_ELEMENT || g->declared[i].of == g->at))
            return &g->declared[i];
    return NULL;
}

static void declare(struct graph_reading *g, struct xml *x, enum element of, const char *id, const char *name)
{
    if (g->declared_n >= DECLARED_MOST) {
        xml_refuse(x, "line %" PRId64 ": declares more than %d attributes", xml_line(x), DECLARED_MOST);
        return;
    }
    GROW(g->declared, g->declared_n, g->declared_room);
    g->declared[g->declared_n++] = (struct declared){of, kept(&g->kept, id), kept(&g->kept, name), STR("")};
}

/* The first of its words that something stands under. */
static void field_take(struct graph_reading *g, const struct field_words *f, size_t field)
{
    g->row.cells[field] = STR("");
    g->row.columns[field] = str_of(f->words[0]);
    for (size_t i = 0; i < ARRAY_LEN(f->words) && f->words[i] && !g->row.cells[field].n; i++)
        g->row.cells[field] = value_of(g, f->words[i]);
}

/* ---- a node ---- */

static void names_take(struct graph_reading *g)
{
    g->row.name_n = 0;
    for (size_t i = 0; i < g->value_n && g->row.name_n < ACTOR_NAMES_MOST; i++) {
        struct put_name *n = &g->row.names[g->row.name_n];
        struct str name = g->values[i].name;
        bool label = str_is_nocase(name, "label") && !value_of(g, "name").n && !value_of(g, "actor").n;
        if (!label && !actor_name_column(name, &n->sort, n->language))
            continue;
        if (label) {
            n->sort = "name";
            n->language[0] = '\0';
        }
        n->name = g->values[i].text;
        n->column = name;
        g->row.name_n++;
    }
}

/* The key that this id of the file stands for. */
static struct str key_made(struct graph_reading *g)
{
    struct str key = value_of(g, "actor"), label = value_of(g, "label");
    uint32_t seen;
    key = key.n ? key : label.n ? label : value_of(g, "name");
    key = key.n ? key : g->id;
    if (intern_find(&g->keys, key, &seen)) /* two nodes of one name: told apart by their ids */
        key = str_of(arena_f(&g->step, "%.*s (%.*s)", STR_F(key), STR_F(g->id)));
    return key;
}

static void node_end(struct graph_reading *g)
{
    uint32_t seen;
    if (intern_find(&g->ids, g->id, &seen)) {
        g->b->rows++;
        actors_refuse(g->b, g->line, STR("id"), "said_twice", g->id, "one node of each id", "keep the right one of the two");
        return;
    }
    for (size_t i = 0; i < A_FIELDS; i++)
        field_take(g, &actor_fields[i], i);
    struct str key = key_made(g);
    uint32_t id = intern_id(&g->ids, g->id);
    (void)intern_id(&g->keys, key);
    if (id >= g->node_room) {
        g->node_room = MAX_OF((size_t)id + 1, MAX_OF(g->node_room * 2, (size_t)256));
        g->nodes = mem_grow(g->nodes, g->node_room, sizeof *g->nodes);
    }
    g->nodes[id] = (struct str){arena_text(&g->kept, key.p, key.n), key.n};
    g->row.cells[A_KEY] = key;
    g->row.line = g->line;
    names_take(g);
    actor_put(g->b, &g->row);
}

/* ---- an edge ---- */

static struct str key_of(const struct graph_reading *g, struct str id)
{
    uint32_t n;
    return id.n && intern_find(&g->ids, id, &n) ? g->nodes[n] : STR(""); /* no words are always known, as nobody's */
}

/* Layouts want weights that are not negative: their sign may stand beside them. */
static void strength_take(struct graph_reading *g)
{
    double sign = 1, weight;
    struct str weight_text = value_of(g, "weight");
    if (value_of(g, "strength").n || !str_to_real(value_of(g, "sign"), &sign) || sign >= 0 || !str_to_real(weight_text, &weight) || weight <= 0)
        return;
    g->row.cells[T_STRENGTH] = str_of(arena_f(&g->step, "-%.*s", STR_F(weight_text)));
}

static void relation_take(struct graph_reading *g)
{
    static const char *const words[] = {"relation", "kind", "type", "label"};
    g->row.cells[T_RELATION] = STR("");
    for (size_t i = 0; i < ARRAY_LEN(words) && !g->row.cells[T_RELATION].n; i++) {
        struct str v = value_of(g, words[i]);
        if (!str_is_nocase(v, "directed") && !str_is_nocase(v, "undirected") && !str_is_nocase(v, "mutual"))
            g->row.cells[T_RELATION] = v;
    }
}

static void edge_end(struct graph_reading *g)
{
    for (size_t i = 0; i < T_FIELDS; i++)
        field_take(g, &tie_fields[i], i);
    g->row.line = g->line;
    g->row.name_n = 0;
    g->row.cells[T_FROM] = key_of(g, g->from);
    g->row.cells[T_TO] = key_of(g, g->to);
    if (!g->row.cells[T_FROM].n || !g->row.cells[T_TO].n) {
        bool to = g->row.cells[T_FROM].n > 0;
        g->b->rows++;
        actors_refuse(g->b, g->line, to ? STR("target") : STR("source"), "node_missing", to ? g->to : g->from, "the id of a node that stands above", "add the node, or leave the edge out");
        return;
    }
    relation_take(g);
    strength_take(g);
    tie_put(g->b, &g->row);
}

/* ---- elements ---- */

static void element_begin(struct graph_reading *g, struct xml *x, enum element what, const char **attributes)
{
    struct err e = {0};
    if (g->at != NO_ELEMENT) {
        xml_refuse(x, "line %" PRId64 ": a node or edge stands inside another; only flat networks are read: take the groups apart before writing the file", xml_line(x));
        return;
    }
    if (!actors_room(g->b, "", &e)) {
        xml_refuse(x, "has more than %d nodes and edges; add it in parts", ACTOR_ROWS_MOST);
        return;
    }
    arena_end(&g->step);
    g->at = what;
    g->line = xml_line(x);
    g->value_n = 0;
    g->id = kept(&g->step, xml_attribute(attributes, "id"));
    g->from = kept(&g->step, xml_attribute(attributes, "source"));
    g->to = kept(&g->step, xml_attribute(attributes, "target"));
    if (!g->gexf)
        return;
    static const char *const own[] = {"label", "weight", "start", "end", "kind", "type"};
    for (size_t i = 0; i < ARRAY_LEN(own); i++)
        value_add(g, str_of(own[i]), kept(&g->step, xml_attribute(attributes, own[i])));
}

static void element_end(struct graph_reading *g, enum element what)
{
    if (g->at != what)
        return;
    standards_add(g);
    if (what == A_NODE)
        node_end(g);
    else
        edge_end(g);
    g->at = NO_ELEMENT;
}

static enum element class_of(const char *s)
{
    return s && strcmp(s, "node") == 0 ? A_NODE : s && strcmp(s, "edge") == 0 ? AN_EDGE : NO_ELEMENT;
}

static void root_is(struct graph_reading *g, struct xml *x, const char *element)
{
    const char *expected = g->gexf ? "gexf" : "graphml";
    g->root_seen = true;
    if (strcmp(element, expected) != 0)
        xml_refuse(x, "is no %s: its first element is <%.60s>", g->gexf ? "GEXF" : "GraphML", element);
}

static void graphml_start(struct graph_reading *g, struct xml *x, const char *element, const char **attributes)
{
    if (strcmp(element, "key") == 0) {
        const char *name = xml_attribute(attributes, "attr.name"), *id = xml_attribute(attributes, "id");
        declare(g, x, class_of(xml_attribute(attributes, "for")), id, name ? name : id);
        g->declaring = true;
    } else if (strcmp(element, "data") == 0 && g->at != NO_ELEMENT)
        g->data = kept_text(&g->step, xml_attribute(attributes, "key"));
    else if (strcmp(element, "hyperedge") == 0)
        xml_refuse(x, "line %" PRId64 ": a hyperedge joins several nodes at once, which is not read here; write it as edges of two", xml_line(x));
}

static void gexf_start(struct graph_reading *g, struct xml *x, const char *element, const char **attributes)
{
    if (strcmp(element, "attributes") == 0)
        g->attributes_of = class_of(xml_attribute(attributes, "class"));
    else if (strcmp(element, "attribute") == 0) {
        declare(g, x, g->attributes_of, xml_attribute(attributes, "id"), xml_attribute(attributes, "title"));
        g->declaring = true;
    } else if (strcmp(element, "attvalue") == 0 && g->at != NO_ELEMENT) {
        const char *which = xml_attribute(attributes, "for");
        const struct declared *d = declared_as(g, which ? which : xml_attribute(attributes, "id"));
        if (d)
            value_add(g, d->name, kept(&g->step, xml_attribute(attributes, "value")));
    }
}

static void start(void *arg, struct xml *x, const char *element, const char **attributes)
{
    struct graph_reading *g = arg;
    if (!g->root_seen)
        root_is(g, x, element);
    else if (strcmp(element, "node") == 0)
        element_begin(g, x, A_NODE, attributes);
    else if (strcmp(element, "edge") == 0)
        element_begin(g, x, AN_EDGE, attributes);
    else if (g->gexf)
        gexf_start(g, x, element, attributes);
    else
        graphml_start(g, x, element, attributes);
}

static void data_end(struct graph_reading *g, struct str text)
{
    const struct declared *d = declared_as(g, g->data);
    if (d)
        value_add(g, d->name, (struct str){arena_text(&g->step, text.p, text.n), text.n});
    g->data = NULL;
}

static void end(void *arg, struct xml *x, const char *element, struct str text)
{
    struct graph_reading *g = arg;
    (void)x;
    if (strcmp(element, "node") == 0)
        element_end(g, A_NODE);
    else if (strcmp(element, "edge") == 0)
        element_end(g, AN_EDGE);
    else if (strcmp(element, "data") == 0 && g->data && g->at != NO_ELEMENT)
        data_end(g, text);
    else if (strcmp(element, "default") == 0 && g->declaring && g->declared_n)
        g->declared[g->declared_n - 1].standard = (struct str){arena_text(&g->kept, text.p, text.n), text.n};
    else if (strcmp(element, "key") == 0 || strcmp(element, "attribute") == 0)
        g->declaring = false;
}

static bool graph_rows(struct stream *in, bool gexf, struct str source, struct actor_batch *b, struct err *e)
{
    struct graph_reading *g = mem_get(sizeof *g);
    g->b = b;
    g->source = g->row.source = source;
    g->gexf = gexf;
    struct xml_events events = {start, end, g};
    bool fine = xml_read(in, &events, e);
    arena_end(&g->kept);
    arena_end(&g->step);
    free(g->declared);
    free(g->nodes);
    intern_end(&g->ids);
    intern_end(&g->keys);
    free(g);
    return fine;
}

bool graphml_rows(struct stream *in, struct str source, struct actor_batch *b, struct err *e)
{
    return graph_rows(in, false, source, b, e);
}

bool gexf_rows(struct stream *in, struct str source, struct actor_batch *b, struct err *e)
{
    return graph_rows(in, true, source, b, e);
}
