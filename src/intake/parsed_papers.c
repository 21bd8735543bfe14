/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: papers, as they leave the cage and as they are read from it. */
#include "intake/parsed_priv.h"

#define N(spec) (spec), ARRAY_LEN(spec)
#define WORD(i) FIELD(paper_row, words[i], F_WORD, 0, 0)
#define DAY(i) FIELD(paper_row, days[i], F_DAY, 0, 0)
#define REAL(i) FIELD(paper_row, reals[i], F_REAL, -1000000000000, 1000000000000)
#define COUNTED(name) FIELD(paper_batch, name, F_I64, 0, RECORD_ROWS_MOST)

static const struct field_spec row_spec[] = {FIELD(paper_row, kind, F_I64, 0, PAPER_KINDS - 1), WORD(0), WORD(1), WORD(2), WORD(3), WORD(4), WORD(5), WORD(6), WORD(7), WORD(8), WORD(9), WORD(10),
    WORD(11), WORD(12), WORD(13), WORD(14), WORD(15), WORD(16), WORD(17), DAY(0), DAY(1), DAY(2), REAL(0), REAL(1), REAL(2), REAL(3), FIELD(paper_row, flag, F_BOOL, 0, 1),
    FIELD(paper_row, line, F_I64, 0, RECORD_ROWS_MOST)};
_Static_assert(PAPER_WORDS == 18 && PAPER_DAYS == 3 && PAPER_REALS == 4, "each of them stands above");
static const struct field_spec counts_spec[] = {COUNTED(rows), COUNTED(refused), COUNTED(duplicates), COUNTED(noted), FIELD(paper_batch, several, F_BOOL, 0, 1)};

void papers_out(struct sink *s, const struct paper_batch *b)
{
    sink_words(s, &b->words);
    sink_fields(s, b, N(counts_spec));
    sink_list(s, b->list, b->n, sizeof *b->list, N(row_spec));
    problems_out(s, b->log.list, b->log.n);
}

/* One kind alone, where it is not a workbook of several sheets, which all are an agenda's. */
static bool kinds_agree(const struct paper_batch *b, const struct paper_row *x)
{
    return b->several ? paper_of_agenda((enum paper_kind)x->kind) : x->kind == b->list[0].kind;
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
        if (!kinds_agree(b, &b->list[i]) || !paper_sound(b, &b->list[i]) || intern_find(&keys, buf_view(&key), &id))
            return source_wrong(s, "a row is none that its layout could have");
        (void)intern_id(&keys, buf_view(&key));
    }
    return !s->wrong;
}
