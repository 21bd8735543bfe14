/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actors, ties and scores, as tables and as documents: whatever the bytes, each row is kept, refused or a duplicate; what is kept are words of the codebook, strengths
 * in their units and periods in order. */
#include "intake/intake_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void tie(const struct actor_batch *b, const struct tie_row *x)
{
    struct str word = intern_text(&b->words, x->relation);
    const struct relation *r = relation_of(word);
    must(x->from && x->to && x->from != x->to && r && str_is(word, r->code));
    must(isnan(x->strength) || (x->strength >= -3 && x->strength < 1e16 && (x->strength >= 0 || strcmp(r->code, "trust") == 0)));
    must(!day_known(x->since) || !day_known(x->until) || x->since.n <= x->until.n);
    must(isnan(x->amount) || intern_text(&b->words, x->currency).n == 3);
}

static struct identify *lists; /* long to make, the same for all */

static void begin(struct actor_batch *b)
{
    if (!lists)
        lists = identify_new(IDENTIFY_DECIMALS);
    b->identify = lists;
}

static void end(struct actor_batch *b)
{
    b->identify = NULL;
    actor_batch_end(b);
}

static void batch(struct actor_batch *b)
{
    actors_settle(b);
    must(b->rows == (int64_t)(b->actor_n + b->tie_n + b->score_n) + b->refused + b->duplicates);
    for (size_t i = 0; i < b->actor_n; i++) {
        const struct actor_row *x = &b->actors[i];
        struct str kind = intern_text(&b->words, x->kind);
        must(x->key && (!kind.n || str_is(kind, actor_kind_of(kind)->code)) && x->name_at + x->name_n <= b->name_n);
    }
    for (size_t i = 0; i < b->tie_n; i++)
        tie(b, &b->ties[i]);
}

static void as_table(struct str text, enum actor_table what)
{
    struct memory_stream m;
    struct table *t CLEANUP(table_close) = NULL;
    struct actor_batch b CLEANUP(end) = {0};
    struct err e = {0};
    memory_open(&m, "fuzz.csv", text);
    begin(&b);
    if (!table_open(&m.s, &t, &e))
        return;
    (void)(actors_sniff(t) + ties_sniff(t) + scores_sniff(t) + gephi_nodes_sniff(t) + gephi_edges_sniff(t) + kumu_elements_sniff(t) + kumu_connections_sniff(t) + matrix_sniff(t));
    if (actors_table(t, what, STR("the team"), &b, NULL, &e))
        batch(&b);
    else
        must(e.code != ERR_NONE);
}

static void as_graph(struct str text, bool gexf)
{
    struct memory_stream m;
    struct actor_batch b CLEANUP(end) = {0};
    struct err e = {0};
    memory_open(&m, "fuzz.xml", text);
    begin(&b);
    if (gexf ? gexf_rows(&m.s, STR(""), &b, &e) : graphml_rows(&m.s, STR(""), &b, &e))
        batch(&b);
    else
        must(e.code != ERR_NONE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    if (memchr(text.p, '<', MIN_OF(size, (size_t)8))) {
        as_graph(text, false);
        as_graph(text, true);
        return 0;
    }
    for (int what = TABLE_ACTORS; what <= TABLE_MATRIX; what++)
        as_table(text, (enum actor_table)what);
    return 0;
}
