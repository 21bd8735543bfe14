/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statements that say nearly the same, for whoever moderates (method Beyond 11).
 *
 * Texts are compared by their trigrams of letters, folded as names are (marks, tatweel, kinds of alef, yeh, kaf and heh, digits, punctuation): shared ones
 * over all of either (Jaccard). Two statements are alike whose texts overlap by TEXT_LEAST and on which at least VOTES_LEAST of the people who voted on both
 * voted the same. A negation changes few letters and turns the votes: so votes decide wherever enough people voted on both. Where too few did, and of
 * whole texts that fold to the same, only spelling may differ: word for word the same but for one letter, not the first, in one word out of four.
 *
 * Over 11 published conversations, pairs that overlap by 0.6 and are voted on alike by 0.75 say the same; below 0.6 it is often one pattern filled in
 * with something else ("I live in a town", "... a city"), and opposites filled into one pattern are voted on alike by less than 0.5.
 *
 * Only pairs that share some of their rarest trigrams can overlap by that much, which leaves few to compare (Bayardo, Ma & Srikant 2007; Wang, Li & Feng
 * 2012).
 */
#include "place/place.h"
#include "voice/voice.h"

#define TEXT_LEAST 0.6
#define VOTES_LEAST 0.75
enum { LETTERS_EQUAL_OF = 4 /* words, of which one may differ */, WORD_LEAST = 4 };
enum { SHARED_LEAST = 4 /* rare trigrams */, POSTED_MOST = 1000 /* statements with one of them: more are one pattern, filled in */ };

struct said { /* a statement that is compared */
    size_t statement, column; /* SIZE_MAX: no votes */
    struct str language;
    int32_t *letters; /* folded; words apart by one ' ' */
    size_t letter_n;
    uint64_t *trigrams; /* distinct; rising, the rarest first once they are ranked */
    size_t n;
};
struct pairs {
    struct voice_alike *list;
    size_t n, room;
};

/* ---- text -------------------------------------------------------------------------------------- */

/* Letters of any one text. */
struct letters {
    int32_t *list;
    size_t n, room;
};

static void letter_put(struct letters *l, int32_t letter)
{
    GROW(l->list, l->n, l->room);
    l->list[l->n++] = letter;
}

static void letters_end(struct letters *l)
{
    free(l->list);
    *l = (struct letters){0};
}

static void said_fold(struct said *s, struct str text, struct letters *room, struct arena *a)
{
    bool blank = false;
    room->n = 0;
    while (text.n) {
        struct letter_folded l = letter_fold(text);
        text = (struct str){text.p + l.bytes, text.n - l.bytes};
        for (size_t i = 0; i < l.n; i++) {
            if (blank && l.parts[i] != ' ')
                letter_put(room, ' ');
            blank = l.parts[i] == ' ' && room->n > 0;
            if (l.parts[i] != ' ')
                letter_put(room, l.parts[i]);
        }
    }
    s->letter_n = room->n;
    s->letters = ARENA_ARRAY(a, int32_t, room->n);
    if (room->n)
        memcpy(s->letters, room->list, room->n * sizeof *room->list);
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static size_t distinct(uint64_t *list, size_t n)
{
    size_t kept = 0;
    if (n)
        qsort(list, n, sizeof *list, by_number);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || list[i] != list[kept - 1])
            list[kept++] = list[i];
    return kept;
}

/* Three letters in one number, a blank before the first and behind the last. */
static void said_trigrams(struct said *s, struct arena *a)
{
    s->trigrams = ARENA_ARRAY(a, uint64_t, s->letter_n);
    for (size_t i = 0; i < s->letter_n; i++) {
        uint64_t before = i ? (uint64_t)s->letters[i - 1] : ' ', after = i + 1 < s->letter_n ? (uint64_t)s->letters[i + 1] : ' ';
        s->trigrams[i] = before << 42 | (uint64_t)s->letters[i] << 21 | after;
    }
    s->n = distinct(s->trigrams, s->letter_n);
}

static bool same_language(const struct said *a, const struct said *b)
{
    return a->language.n == 0 || b->language.n == 0 || str_eq(a->language, b->language);
}

static bool same_letters(const struct said *a, const struct said *b)
{
    return a->letter_n == b->letter_n && memcmp(a->letters, b->letters, a->letter_n * sizeof *a->letters) == 0;
}

/* Ends of the word that begins at `from`. */
static size_t word_end(const struct said *s, size_t from)
{
    while (from < s->letter_n && s->letters[from] != ' ')
        from++;
    return from;
}

/* Is one word the other but for one letter put in, left out or changed, not the first: a prefix may be a negation? */
static bool nearly_same_word(const int32_t *x, size_t n, const int32_t *y, size_t m)
{
    size_t head = 0, tail = 0, shorter = MIN_OF(n, m), longer = MAX_OF(n, m);
    while (head < shorter && x[head] == y[head])
        head++;
    while (tail < shorter - head && x[n - 1 - tail] == y[m - 1 - tail])
        tail++;
    return head > 0 && shorter >= WORD_LEAST && longer - head - tail <= 1;
}

static bool differs_in_spelling_only(const struct said *x, const struct said *y)
{
    size_t i = 0, j = 0, words = 0, other = 0;
    while (i < x->letter_n && j < y->letter_n) {
        size_t n = word_end(x, i) - i, m = word_end(y, j) - j;
        bool same = n == m && memcmp(x->letters + i, y->letters + j, n * sizeof *x->letters) == 0;
        if (!same && !nearly_same_word(x->letters + i, n, y->letters + j, m))
            return false;
        other += !same;
        words++;
        i += n + 1;
        j += m + 1;
    }
    return i >= x->letter_n && j >= y->letter_n && (other <= 1 || other * LETTERS_EQUAL_OF <= words);
}

/* Shared trigrams over all of either; 0 as soon as it is sure to be less than TEXT_LEAST. */
static double overlap(const struct said *x, const struct said *y)
{
    size_t shared = 0, i = 0, j = 0;
    double all = (double)(x->n + y->n), needed = TEXT_LEAST / (1 + TEXT_LEAST) * all - 1e-6;
    while (i < x->n && j < y->n) {
        if ((double)(shared + MIN_OF(x->n - i, y->n - j)) < needed)
            return 0;
        uint64_t a = x->trigrams[i], b = y->trigrams[j];
        shared += a == b;
        i += a <= b;
        j += b <= a;
    }
    return all > 0 ? (double)shared / (all - (double)shared) : 0;
}

/* ---- votes ------------------------------------------------------------------------------------- */

struct voter {
    uint32_t who;
    int8_t vote;
};
struct columns { /* the votes on each statement that is asked about, by rising participant */
    size_t *begin;  /* columns + 1 */
    struct voter *list;
};

static struct columns columns_of(const struct opinion_votes *v, const bool *wanted, struct arena *a)
{
    struct columns c = {.begin = ARENA_ARRAY(a, size_t, v->statements + 2)};
    uint64_t votes = v->begin[v->participants];
    for (uint64_t i = 0; i < votes; i++)
        c.begin[v->statement[i] + 2] += wanted[v->statement[i]];
    for (size_t s = 2; s < v->statements + 2; s++)
        c.begin[s] += c.begin[s - 1];
    c.list = ARENA_ARRAY(a, struct voter, c.begin[v->statements + 1]);
    for (size_t p = 0; p < v->participants; p++)
        for (uint64_t i = v->begin[p]; i < v->begin[p + 1]; i++)
            if (wanted[v->statement[i]])
                c.list[c.begin[v->statement[i] + 1]++] = (struct voter){(uint32_t)p, v->vote[i]};
    return c;
}

/* How many voted on both; fewer than `least` tell nothing. */
static void votes_compare(const struct columns *c, int64_t least, struct voice_alike *pair)
{
    pair->votes = NAN;
    if (pair->a == SIZE_MAX || pair->b == SIZE_MAX)
        return;
    int64_t same = 0;
    for (size_t i = c->begin[pair->a], j = c->begin[pair->b]; i < c->begin[pair->a + 1] && j < c->begin[pair->b + 1];) {
        struct voter x = c->list[i], y = c->list[j];
        pair->voters += x.who == y.who;
        same += x.who == y.who && x.vote == y.vote;
        i += x.who <= y.who;
        j += y.who <= x.who;
    }
    if (pair->voters >= least)
        pair->votes = (double)same / (double)pair->voters;
}

/* ---- pairs ------------------------------------------------------------------------------------- */

static size_t *columns_by_statement(const struct voice_data *d, struct arena *a)
{
    size_t *column = ARENA_ARRAY(a, size_t, d->statement_n);
    for (size_t i = 0; i < d->statement_n; i++)
        column[i] = SIZE_MAX;
    for (size_t i = 0; i < d->votes.statements; i++)
        column[d->column[i]] = i;
    return column;
}

/* What has letters and is not rejected, in the words it was made in. */
static struct said *said_all(const struct voice_data *d, struct arena *a, size_t *n)
{
    struct said *list = ARENA_ARRAY(a, struct said, d->statement_n);
    struct letters room CLEANUP(letters_end) = {0};
    size_t *column = columns_by_statement(d, a);
    *n = 0;
    for (size_t i = 0; i < d->statement_n; i++) {
        const struct voice_text *text = voice_original(&d->statements[i]);
        struct said s = {.statement = i, .column = column[i]};
        if (!text || d->statements[i].moderation == VOICE_REJECTED)
            continue;
        s.language = text->language;
        said_fold(&s, text->text, &room, a);
        said_trigrams(&s, a);
        if (s.n)
            list[(*n)++] = s;
    }
    return list;
}

struct counted {
    uint64_t trigram;
    size_t times;
};
static int rarest_first(const void *a, const void *b)
{
    const struct counted *x = a, *y = b;
    if (x->times != y->times)
        return x->times < y->times ? -1 : 1;
    return x->trigram < y->trigram ? -1 : x->trigram > y->trigram;
}

struct rank {
    uint64_t trigram, rank;
};
static int by_trigram(const void *a, const void *b)
{
    return by_number(&((const struct rank *)a)->trigram, &((const struct rank *)b)->trigram);
}

/* Each trigram becomes its rank among all, the rarest being 0. Returns how many there are. */
static size_t rank_trigrams(struct said *list, size_t n, struct arena *a)
{
    size_t all = 0, kinds = 0;
    for (size_t i = 0; i < n; i++)
        all += list[i].n;
    uint64_t *every = ARENA_ARRAY(a, uint64_t, all);
    struct counted *counted = ARENA_ARRAY(a, struct counted, all);
    all = 0;
    for (size_t i = 0; i < n; i++) {
        memcpy(every + all, list[i].trigrams, list[i].n * sizeof *every);
        all += list[i].n;
    }
    if (all)
        qsort(every, all, sizeof *every, by_number);
    for (size_t i = 0; i < all; i++) {
        if (i == 0 || every[i] != every[i - 1])
            counted[kinds++].trigram = every[i];
        counted[kinds - 1].times++;
    }
    if (kinds)
        qsort(counted, kinds, sizeof *counted, rarest_first);
    struct rank *ranks = ARENA_ARRAY(a, struct rank, kinds);
    for (size_t k = 0; k < kinds; k++)
        ranks[k] = (struct rank){counted[k].trigram, k};
    if (kinds)
        qsort(ranks, kinds, sizeof *ranks, by_trigram);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < list[i].n; j++) {
            const struct rank *found = bsearch(&(struct rank){.trigram = list[i].trigrams[j]}, ranks, kinds, sizeof *ranks, by_trigram);
            list[i].trigrams[j] = found->rank;
        }
        distinct(list[i].trigrams, list[i].n);
    }
    return kinds;
}

/* So many shared ones a text of n needs at least, to overlap by TEXT_LEAST with any other. */
static size_t needs(size_t n)
{
    return (size_t)ceil(TEXT_LEAST * (double)n - 1e-9);
}

/* So many of its rarest trigrams that whatever overlaps by TEXT_LEAST shares SHARED_LEAST of them (or all that are needed). */
static size_t rarest(const struct said *s)
{
    return MIN_OF(s->n, s->n - needs(s->n) + SHARED_LEAST);
}

static void pair_add(struct pairs *p, const struct said *x, const struct said *y, double text)
{
    GROW(p->list, p->n, p->room);
    p->list[p->n++] = (struct voice_alike){.a = x->column, .b = y->column, .statement_a = x->statement, .statement_b = y->statement, .text = text};
}

static void pairs_end(struct pairs *p)
{
    free(p->list);
    *p = (struct pairs){0};
}

struct postings { /* by trigram: the statements so far that have it among their rarest */
    const struct said *list;
    size_t *begin, *used;
    uint32_t *statement;
    uint32_t *shared, *touched; /* of the statement that is looked up: how many of these it shares with each; with which any */
};

static struct postings postings_of(const struct said *list, size_t n, size_t kinds, struct arena *a)
{
    struct postings p = {.list = list, .begin = ARENA_ARRAY(a, size_t, kinds + 1), .used = ARENA_ARRAY(a, size_t, kinds),
        .shared = ARENA_ARRAY(a, uint32_t, n), .touched = ARENA_ARRAY(a, uint32_t, n)};
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < rarest(&list[i]); k++)
            p.begin[list[i].trigrams[k] + 1]++;
    for (size_t k = 0; k < kinds; k++)
        p.begin[k + 1] = p.begin[k] + MIN_OF(p.begin[k + 1], (size_t)POSTED_MOST);
    p.statement = ARENA_ARRAY(a, uint32_t, p.begin[kinds]);
    return p;
}

static void postings_add(struct postings *p, size_t i)
{
    for (size_t k = 0; k < rarest(&p->list[i]); k++) {
        size_t t = p->list[i].trigrams[k];
        if (p->begin[t] + p->used[t] < p->begin[t + 1])
            p->statement[p->begin[t] + p->used[t]++] = (uint32_t)i;
    }
}

/* The earlier statements that share rare trigrams with statement i go to `touched`. */
static size_t postings_look(struct postings *p, size_t i)
{
    size_t n = 0;
    for (size_t k = 0; k < rarest(&p->list[i]); k++) {
        size_t t = p->list[i].trigrams[k];
        for (size_t j = p->begin[t]; j < p->begin[t] + p->used[t]; j++)
            if (p->shared[p->statement[j]]++ == 0)
                p->touched[n++] = p->statement[j];
    }
    return n;
}

/* Pairs of statement i with earlier ones; true where it has the very letters of one, which is then its only pair. */
static bool pairs_with_earlier(struct postings *p, size_t i, struct pairs *out)
{
    const struct said *me = &p->list[i];
    size_t before = out->n, n = postings_look(p, i);
    bool repeats = false;
    for (size_t k = 0; k < n; k++) {
        const struct said *other = &p->list[p->touched[k]];
        size_t shared = p->shared[p->touched[k]];
        p->shared[p->touched[k]] = 0;
        if (repeats || shared < MIN_OF((size_t)SHARED_LEAST, needs(MAX_OF(me->n, other->n))) || !same_language(me, other))
            continue;
        double text = overlap(me, other);
        repeats = text == 1 && same_letters(me, other);
        if (repeats)
            out->n = before;
        if (text >= TEXT_LEAST)
            pair_add(out, other, me, text);
    }
    return repeats;
}

/* A statement that repeats an earlier one letter by letter is paired with that alone, which stands for both. */
static void pairs_of(const struct said *list, size_t n, size_t kinds, struct pairs *out, struct arena *a)
{
    struct postings p = postings_of(list, n, kinds, a);
    for (size_t i = 0; i < n; i++)
        if (!pairs_with_earlier(&p, i, out))
            postings_add(&p, i);
}

static int most_alike_first(const void *a, const void *b)
{
    const struct voice_alike *x = a, *y = b;
    double votes_x = isnan(x->votes) ? -1 : x->votes, votes_y = isnan(y->votes) ? -1 : y->votes;
    if (x->text != y->text)
        return x->text > y->text ? -1 : 1;
    if (votes_x != votes_y)
        return votes_x > votes_y ? -1 : 1;
    if (x->statement_a != y->statement_a)
        return x->statement_a < y->statement_a ? -1 : 1;
    return (x->statement_b > y->statement_b) - (x->statement_b < y->statement_b);
}

/* The statements that are in a pair. */
static bool *wanted_of(const struct pairs *p, size_t statements, struct arena *a)
{
    bool *wanted = ARENA_ARRAY(a, bool, statements);
    for (size_t i = 0; i < p->n; i++) {
        if (p->list[i].a != SIZE_MAX)
            wanted[p->list[i].a] = true;
        if (p->list[i].b != SIZE_MAX)
            wanted[p->list[i].b] = true;
    }
    return wanted;
}

static bool is_alike(const struct said *x, const struct said *y, const struct voice_alike *pair)
{
    if (same_letters(x, y))
        return true;
    return isnan(pair->votes) ? differs_in_spelling_only(x, y) : pair->votes >= VOTES_LEAST;
}

bool voice_alike_of(const struct voice_data *d, struct arena *a, struct voice_alike **out, size_t *n, struct err *e)
{
    (void)e;
    struct arena scratch CLEANUP(arena_end) = {0};
    struct pairs p CLEANUP(pairs_end) = {0};
    size_t said_n = 0, kept = 0, *place = ARENA_ARRAY(&scratch, size_t, d->statement_n);
    struct said *list = said_all(d, &scratch, &said_n);
    pairs_of(list, said_n, rank_trigrams(list, said_n, &scratch), &p, &scratch);
    for (size_t i = 0; i < said_n; i++)
        place[list[i].statement] = i;
    struct columns c = columns_of(&d->votes, wanted_of(&p, d->votes.statements, &scratch), &scratch);
    for (size_t i = 0; i < p.n; i++) {
        votes_compare(&c, voice_least(&d->about), &p.list[i]);
        if (is_alike(&list[place[p.list[i].statement_a]], &list[place[p.list[i].statement_b]], &p.list[i]))
            p.list[kept++] = p.list[i];
    }
    *out = ARENA_ARRAY(a, struct voice_alike, kept);
    *n = kept;
    if (!kept)
        return true;
    qsort(p.list, kept, sizeof *p.list, most_alike_first);
    memcpy(*out, p.list, kept * sizeof *p.list);
    return true;
}
