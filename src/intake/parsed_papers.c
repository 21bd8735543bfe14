/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: restrictions, plans, contradictions and replies, as they leave the cage and as they are read from it. */
#include "intake/parsed_priv.h"

#define N(spec) (spec), ARRAY_LEN(spec)
#define WORD(i) FIELD(paper_row, words[i], F_WORD, 0, 0)
#define DAY(i) FIELD(paper_row, days[i], F_DAY, 0, 0)
#define COUNTED(name) FIELD(paper_batch, name, F_I64, 0, RECORD_ROWS_MOST)

static const struct field_spec row_spec[] = {WORD(0), WORD(1), WORD(2), WORD(3), WORD(4), WORD(5), WORD(6), DAY(0), DAY(1), DAY(2), FIELD(paper_row, hides, F_BOOL, 0, 1),
    FIELD(paper_row, line, F_I64, 0, RECORD_ROWS_MOST)};
static const struct field_spec counts_spec[] = {FIELD(paper_batch, kind, F_I64, 0, PAPER_KINDS - 1), COUNTED(rows), COUNTED(refused), COUNTED(duplicates), COUNTED(noted)};

void papers_out(struct sink *s, const struct paper_batch *b)
{
    sink_words(s, &b->words);
    sink_fields(s, b, N(counts_spec));
    sink_list(s, b->list, b->n, sizeof *b->list, N(row_spec));
    problems_out(s, b->log.list, b->log.n);
}

/* What the columns of the kind need; nothing stands where it has none. */
static bool row_agrees(const struct paper_batch *b, const struct paper_row *x)
{
    const struct paper_shape *shape = &paper_shapes[b->kind];
    struct str kind = intern_text(&b->words, x->words[0]);
    for (size_t i = shape->words; i < PAPER_WORDS; i++)
        if (x->words[i])
            return false;
    for (size_t i = shape->days; i < PAPER_DAYS; i++)
        if (day_known(x->days[i]))
            return false;
    if (b->kind == PAPER_RESTRICTION)
        return restriction_kind_of(kind) && str_is(kind, restriction_kind_of(kind)->code) && day_known(x->days[0]);
    return kind.n && !x->hides && (b->kind != PAPER_REPLY || day_known(x->days[0]));
}

bool papers_in(struct source *s, struct paper_batch *b)
{
    struct intern keys CLEANUP(intern_end) = {0};
    struct buf key CLEANUP(buf_end) = {0};
    if (!source_words(s, &b->words) || !source_fields(s, b, N(counts_spec)))
        return false;
    b->list = source_list(s, NULL, sizeof *b->list, N(row_spec), &b->n);
    log_in(s, &b->log);
    for (size_t i = 0; !s->wrong && i < b->n; i++) {
        uint32_t id;
        buf_clear(&key);
        paper_key(b, &b->list[i], &key);
        if (!row_agrees(b, &b->list[i]) || intern_find(&keys, buf_view(&key), &id))
            return source_wrong(s, "a restriction, plan or reply is none that there can be");
        (void)intern_id(&keys, buf_view(&key));
    }
    return !s->wrong;
}
