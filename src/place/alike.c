/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How alike two names sound: the cheapest way to say one for the other, over their lengths. */
#include "place/place_priv.h"
#include <assert.h>
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

static int weight(char sound)
{
    if (is_vowel(sound))
        return 25;
    return sound == '~' ? 10 : sound == 'y' || sound == 'w' ? 50 : WHOLE;
}

/* Consonants in groups, from which none can be left out, and put for none of another group, for less than WHOLE. */
static int group_of(char sound)
{
    static const char *const groups[SOUND_GROUPS] = {"l", "r", "mn", "bp", "f", "kqgGj", "dDEFTtsSz"};
    for (int i = 0; i < SOUND_GROUPS; i++)
        if (sound && strchr(groups[i], sound))
            return i;
    return -1;
}

/* What joins the groups: between some of them there is a cheap step, and one of two like sounds can be left out cheaply. */
static uint8_t bridge_of(char sound, char before)
{
    if (sound == before && group_of(sound) >= 0)
        return BRIDGE_ALL;
    if (sound == 'v')
        return BRIDGE_LIPS;
    return sound == 'c' || sound == 'Z' || sound == 'x' ? BRIDGE_TONGUE : 0;
}

void sounds_weigh(struct sounds *s)
{
    for (size_t i = 0; i < s->n; i++) {
        int group = group_of(s->list[i]);
        s->length = (uint16_t)(s->length + weight(s->list[i]));
        s->bridges |= bridge_of(s->list[i], i ? s->list[i - 1] : 0);
        if (group >= 0)
            s->groups[group]++;
    }
}

/* What any way of saying the one for the other costs at least: each consonant that is too many in a group is a step, and a step
 * can take one from a group of each. */
static uint64_t cost_least(const struct sounds *a, const struct sounds *b)
{
    uint8_t bridges = a->bridges | b->bridges;
    int more = 0, fewer = 0;
    if (bridges & BRIDGE_ALL)
        return 0;
    for (int i = 0; i < SOUND_GROUPS; i++) {
        bool lips = i == 3 || i == 4, tongue = i > 4;
        int over = a->groups[i] - b->groups[i];
        if ((lips && bridges & BRIDGE_LIPS) || (tongue && bridges & BRIDGE_TONGUE))
            continue;
        more += MAX_OF(over, 0);
        fewer += MAX_OF(-over, 0);
    }
    return WHOLE * (uint64_t)MAX_OF(more, fewer);
}

/*
 * A way of saying the one name for the other, up to here, in one number, so that the better of two ways is the lesser number:
 * its cost first; of two that cost the same, what does not depend on which name came first. From the highest bits: the cost,
 * the worst step of a consonant, 255 less the consonants that have their like, what of the cost is vowels with no like.
 */
enum { COST_AT = 40, WORST_AT = 28, LIKE_AT = 20 };
#define WORST_BITS ((uint64_t)0xFFF << WORST_AT)
#define WAY_BEGIN ((uint64_t)255 << LIKE_AT)
_Static_assert(2 * SOUNDS_MOST < 256, "each sound may count for two that have their like");

struct step {
    uint64_t add;   /* to the way */
    uint64_t worst; /* of a consonant: its cost, at WORST_AT; else 0 */
};
static struct step swaps[2][SOUND_N][SOUND_N]; /* [either is without short vowels][of the one][of the other] */

static uint64_t way_step(uint64_t way, struct step s)
{
    uint64_t worst = way & WORST_BITS;
    return way + s.add + (s.worst > worst ? s.worst - worst : 0);
}

static struct step step_of(int cost, bool vowel)
{
    return (struct step){(uint64_t)cost << COST_AT, vowel ? 0 : (uint64_t)cost << WORST_AT};
}

static struct step step_alone(const struct sounds *s, size_t i, const struct sounds *other)
{
    int cost = gap(s, i, other);
    struct step step = step_of(cost, is_vowel(s->list[i]));
    if (is_vowel(s->list[i]) && cost != HALF && cost > 5)
        step.add += (uint64_t)cost;
    return step;
}

static struct step step_swapped(char a, char b, int cost)
{
    bool weak = is_vowel(a) || is_vowel(b) || (a == 'y' && b == 'y') || ((a == '~' || b == '~') && cost <= HALF);
    bool direction = a == b && strchr("!\"#$%&()+", a); /* a word of direction is a whole word */
    struct step step = step_of(cost, weak);
    step.add -= (uint64_t)((!weak && cost < STRANGE) + direction) << LIKE_AT;
    return step;
}

static void tables_make(void)
{
    costs_set();
    for (char a = 1; a < SOUND_N - 1; a++)
        for (char b = 1; b < SOUND_N - 1; b++) {
            int cost = swap[(size_t)a][(size_t)b];
            bool against = is_vowel(a) && is_vowel(b) && cost >= FAR;
            swaps[0][(size_t)a][(size_t)b] = step_swapped(a, b, cost);
            /* a vowel that Arabic writes is long, and seldom heard as another */
            swaps[1][(size_t)a][(size_t)b] = step_swapped(a, b, against ? 2 * cost : cost);
        }
}

/* An n before b is said m. */
static bool is_said_m(const struct sounds *a, size_t i, const struct sounds *b, size_t j)
{
    char p = a->list[i], q = b->list[j];
    return ((p == 'n' && q == 'm') || (p == 'm' && q == 'n')) && i + 1 < a->n && j + 1 < b->n && a->list[i + 1] == 'b' &&
        b->list[j + 1] == 'b';
}

/* The cheapest way; one that costs more than `most` where every way does, found out as early as a whole row costs more. */
static uint64_t cheapest(const struct sounds *a, const struct sounds *b, uint64_t most)
{
    uint64_t row[SOUNDS_MOST + 1] = {WAY_BEGIN};
    struct step alone[SOUNDS_MOST + 1], said_m = step_swapped('n', 'm', 10);
    struct step (*costs)[SOUND_N] = swaps[a->abjad || b->abjad];
    for (size_t j = 0; j < b->n; j++) {
        alone[j] = step_alone(b, j, a);
        row[j + 1] = way_step(row[j], alone[j]);
    }
    for (size_t i = 0; i < a->n; i++) {
        struct step skipped = step_alone(a, i, b);
        const struct step *cost = costs[(size_t)a->list[i]];
        uint64_t corner = row[0], least = row[0] = way_step(corner, skipped);
        for (size_t j = 0; j < b->n; j++) {
            uint64_t above = row[j + 1];
            uint64_t way = way_step(corner, is_said_m(a, i, b, j) ? said_m : cost[(size_t)b->list[j]]);
            way = MIN_OF(way, way_step(above, skipped));
            row[j + 1] = MIN_OF(way, way_step(row[j], alone[j]));
            least = MIN_OF(least, row[j + 1]);
            corner = above;
        }
        if (least >> COST_AT > most)
            return least;
    }
    return row[b->n];
}

/* Three consonants carry a name over a vowel that is not written; of two, the vowels must agree as well. */
static bool is_sure(const struct likeness *l, uint64_t way)
{
    if (!l->compatible)
        return false;
    if (l->consonants >= 3)
        return l->score >= SURE_LEAST;
    uint64_t vowels = way & ((1 << LIKE_AT) - 1);
    return l->consonants == 2 && l->score >= 0.93 && vowels == 0 && way >> COST_AT <= 12;
}

static int longest_of(const struct sounds *a, const struct sounds *b)
{
    return MAX_OF(MAX_OF(a->length, b->length), 100);
}

static struct likeness likeness_of(uint64_t way, int longest)
{
    struct likeness l = {.score = MAX_OF(0.0, 1 - (double)(way >> COST_AT) / longest)};
    l.consonants = 255 - (int)(way >> LIKE_AT & 255);
    l.compatible = (way & WORST_BITS) >> WORST_AT < STRANGE;
    l.sure = is_sure(&l, way);
    return l;
}

struct likeness sounds_alike(const struct sounds *a, const struct sounds *b)
{
    pthread_once(&once, tables_make);
    if (!a->n || !b->n)
        return (struct likeness){0};
    return likeness_of(cheapest(a, b, UINT64_MAX), longest_of(a, b));
}

bool sounds_near(const struct sounds *a, const struct sounds *b, double least, struct likeness *out)
{
    assert(least > 0 && least <= 1);
    pthread_once(&once, tables_make);
    if (!a->n || !b->n)
        return false;
    int longest = longest_of(a, b);
    uint64_t most = (uint64_t)((1 - least) * longest) + 1; /* one more than may be: rounding decides nothing */
    if (cost_least(a, b) > most)
        return false;
    *out = likeness_of(cheapest(a, b, most), longest);
    return out->score >= least;
}
