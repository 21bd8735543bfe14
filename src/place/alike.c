/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How alike two names sound: the cheapest way to say one for the other, over their lengths. */
#include "place/place_priv.h"
#include <pthread.h>

/* Costs in hundredths of a consonant. */
enum { WHOLE = 100, STRANGE = 36 /* a step that costs as much is no variant of the same sound */, HALF = 8, FAR = 20, SOUND_N = 128 };

static uint8_t swap[SOUND_N][SOUND_N];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static bool is_vowel(char c)
{
    switch (c) {
    case 'a': case 'e': case 'i': case 'o': case 'u': case '@': case 'A': case '*': return true;
    default: return false;
    }
}

static void pair_set(char a, char b, uint8_t cost)
{
    swap[(size_t)a][(size_t)b] = swap[(size_t)b][(size_t)a] = cost;
}

/* What stands for what, and what it costs. Consonants: transliterations differ (dh, th, z for ذ), Kurdish says s for ث and z
 * for ذ, Arabic writes p as b, Egypt says g for ج. Vowels: near ones are near. */
static void costs_set(void)
{
    static const struct {
        char a, b;
        uint8_t cost;
    } list[] = {{'b', 'p', 0}, {'H', 'h', 0}, {'H', '~', 0}, {'h', '~', 0}, {'E', 'd', 0}, {'F', 'z', 0}, {'E', 'F', 5}, {'E', 'D', 5},
        {'F', 'D', 5}, {'D', 'd', 10}, {'D', 'z', 15}, {'E', 'z', 15}, {'F', 'd', 20}, {'T', 'D', 10}, {'T', 't', 20}, {'T', 's', 15},
        {'T', 'z', 25}, {'T', 'd', 30}, {'s', 'S', 40}, {'s', 'z', 40}, {'q', 'k', 5}, {'q', 'g', 20}, {'k', 'g', 25}, {'G', 'g', 5}, {'G', 'q', 30},
        {'j', 'g', 10}, {'j', 'Z', 10}, {'c', 'j', 20}, {'c', 'S', 25}, {'c', 'k', 30}, {'Z', 'z', 30}, {'x', 'k', 25}, {'x', 'H', 25},
        {'x', 'h', 25}, {'f', 'v', 10}, {'v', 'w', 10}, {'v', 'b', 30}, {'w', 'u', 15}, {'w', 'o', 15}, {'y', 'i', 8}, {'y', 'e', 10},
        {'y', 'A', 8}, {'~', '@', 2}, {'~', 'a', 5}, {'~', 'e', 5}, {'~', 'A', 10},
        {'a', '@', 2}, {'e', '@', 5}, {'i', '@', 20}, {'o', '@', 25}, {'u', '@', 20}, {'i', 'e', 5}, {'o', 'u', 5}, {'a', 'e', 10},
        {'a', 'o', 20}, {'a', 'u', 20}, {'a', 'i', 20}, {'e', 'o', 25}, {'i', 'u', 30}, {'i', 'o', 30}, {'e', 'u', 30},
        {'a', 'A', 0}, {'i', 'A', 0}, {'e', 'A', 5}, {'@', 'A', 5}, {'o', 'A', 25}, {'u', 'A', 25},
        {'*', 'a', 2}, {'*', '@', 2}, {'*', 'e', 2}, {'*', 'i', 2}, {'*', 'o', 2}, {'*', 'u', 2}, {'*', 'A', 2}};
    for (char a = 1; a < SOUND_N - 1; a++)
        for (char b = 1; b < SOUND_N - 1; b++)
            swap[(size_t)a][(size_t)b] = a == b ? 0 : is_vowel(a) != is_vowel(b) ? 200 : WHOLE;
    for (size_t i = 0; i < ARRAY_LEN(list); i++)
        pair_set(list[i].a, list[i].b, list[i].cost);
}

/* A sound of s without its like in the other name. */
static int gap(const struct sounds *s, size_t i, const struct sounds *other)
{
    char c = s->list[i], before = i ? s->list[i - 1] : 0, after = i + 1 < s->n ? s->list[i + 1] : 0;
    if (!is_vowel(c)) {
        switch (c) {
        case '~': return 5;
        case 'y': return before == 'i' || before == 'A' ? HALF : 15;
        case 'w': return before == 'u' || before == 'o' ? 15 : 60;
        case 'h': return 50;
        default: return c == before ? (s->abjad ? 30 : 10) : WHOLE;
        }
    }
    if (other->arabic && ((c == 'i' && after == 'y') || (c == 'u' && after == 'w')))
        return HALF; /* iya is written ya */
    if (s->abjad && (is_vowel(before) || is_vowel(after)))
        return 10; /* ai over an ayn is heard as one */
    if (s->abjad)
        return c == '@' || c == '*' ? 10 : c == 'A' ? 15 : other->abjad ? 20 : 30; /* a long vowel is heard by all */
    return other->abjad ? 6 : i + 1 < s->n && after != '~' ? 15 : 25; /* a last vowel is heard */
}

static int weight(char c)
{
    if (is_vowel(c))
        return 25;
    return c == '~' ? 10 : c == 'y' || c == 'w' ? 50 : WHOLE;
}

static int length_of(const struct sounds *s)
{
    int sum = 0;
    for (size_t i = 0; i < s->n; i++)
        sum += weight(s->list[i]);
    return sum;
}

struct way { /* of saying the one for the other, up to here */
    int cost, vowels /* of it: vowels with no like */, worst /* step of a consonant */, consonants;
};

static struct way way_step(struct way w, int cost, bool vowel, bool alone)
{
    w.cost += cost;
    if (vowel)
        w.vowels += alone && cost != HALF && cost > 5 ? cost : 0;
    else {
        w.worst = MAX_OF(w.worst, cost);
        w.consonants += !alone && cost < STRANGE;
    }
    return w;
}

/* The cheaper; of two that cost the same, what does not depend on which name came first. */
static struct way better(struct way a, struct way b)
{
    if (a.cost != b.cost)
        return a.cost < b.cost ? a : b;
    if (a.worst != b.worst)
        return a.worst < b.worst ? a : b;
    if (a.consonants != b.consonants)
        return a.consonants > b.consonants ? a : b;
    return a.vowels <= b.vowels ? a : b;
}

static struct way swapped(struct way w, char a, char b, int cost)
{
    bool weak = is_vowel(a) || is_vowel(b) || (a == 'y' && b == 'y') || ((a == '~' || b == '~') && cost <= HALF);
    w = way_step(w, cost, weak, false);
    w.consonants += a == b && strchr("!\"#$%&()+", a); /* a word of direction is a whole word */
    return w;
}

static int swap_cost(const struct sounds *a, size_t i, const struct sounds *b, size_t j)
{
    char p = a->list[i], q = b->list[j];
    bool said_m = ((p == 'n' && q == 'm') || (p == 'm' && q == 'n')) && i + 1 < a->n && j + 1 < b->n && a->list[i + 1] == 'b' &&
        b->list[j + 1] == 'b';
    int cost = swap[(size_t)p][(size_t)q];
    bool against = is_vowel(p) && is_vowel(q) && cost >= FAR && (a->abjad || b->abjad);
    return said_m ? 10 : against ? 2 * cost : cost; /* a vowel that Arabic writes is long, and seldom heard as another */
}

static struct way cheapest(const struct sounds *a, const struct sounds *b)
{
    struct way row[SOUNDS_MOST + 1] = {{0}};
    for (size_t j = 0; j < b->n; j++)
        row[j + 1] = way_step(row[j], gap(b, j, a), is_vowel(b->list[j]), true);
    for (size_t i = 0; i < a->n; i++) {
        struct way corner = row[0];
        row[0] = way_step(row[0], gap(a, i, b), is_vowel(a->list[i]), true);
        for (size_t j = 0; j < b->n; j++) {
            struct way above = row[j + 1];
            struct way w = swapped(corner, a->list[i], b->list[j], swap_cost(a, i, b, j));
            w = better(w, way_step(above, gap(a, i, b), is_vowel(a->list[i]), true));
            row[j + 1] = better(w, way_step(row[j], gap(b, j, a), is_vowel(b->list[j]), true));
            corner = above;
        }
    }
    return row[b->n];
}

/* Three consonants carry a name over a vowel that is not written; of two, the vowels must agree as well. */
static bool is_sure(const struct likeness *l, const struct way *w)
{
    if (!l->compatible)
        return false;
    if (l->consonants >= 3)
        return l->score >= 0.90;
    return l->consonants == 2 && l->score >= 0.93 && w->vowels == 0 && w->cost <= 12;
}

struct likeness sounds_alike(const struct sounds *a, const struct sounds *b)
{
    pthread_once(&once, costs_set);
    struct likeness l = {0};
    if (!a->n || !b->n)
        return l;
    struct way w = cheapest(a, b);
    int longest = MAX_OF(MAX_OF(length_of(a), length_of(b)), 100);
    l.score = MAX_OF(0.0, 1 - (double)w.cost / longest);
    l.consonants = w.consonants;
    l.compatible = w.worst < STRANGE;
    l.sure = is_sure(&l, &w);
    return l;
}
