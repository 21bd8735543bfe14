/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many died, given that a source of UCDP reported so many: the published error model of one number (METHOD C.5). */
#include "math/maths_priv.h"

#include <assert.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_expint.h>

enum { ROUND_NUMBERS = 10, TERMS = 2 + ROUND_NUMBERS, PARAMETERS = 3 };

/* Numbers that coders round to, or that a threshold of the data set makes special: each has a term of its own. */
static const double round_numbers[ROUND_NUMBERS] = {2, 3, 13, 20, 24, 40, 101, 200, 1001, 2000};

/*
 * Published parameters of the R package uncertainUCDP 0.7.6 (Vesco, Randahl et al., fitted to what experts of UCDP said).
 * Rows: log1p of the location, log of the scale, logit of the weight. Columns: 1, log1p(reported), the round numbers.
 */
static const double parameters[REPORTED_TYPES][PARAMETERS][TERMS] = {
    [REPORTED_STATE] = {
        {0.6092097054637312, 0.9324507192219162, 0.0807676387205496, -0.2465218463190673, -0.4411162510668343, -0.3916634175006301,
            -0.4804013559871615, -0.3020014151168469, -0.2353835375684483, -0.2122711521626282, -0.0431074604966183, -0.0758645970452764},
        {-0.3044289071546391, 0.8226387653679335, 0.1151186592369194, -0.2492937184313990, -0.4906063214455827, -1.2287748757830688,
            -1.6782584281879267, -1.2651728856483597, -0.9146726036060380, -0.7337064143462868, -0.1956744306979708, 0.1645689095895295},
        {-0.0856951769966267, -0.0527370435394720, 0.4203709028243693, -0.2594245794185978, 0.3268178711887991, -0.1346999747126190,
            -0.7323700981311378, -0.1410938246733362, -0.0722457773815738, -0.0217663339445328, -0.0131401036553488, -0.0431660061781238}},
    [REPORTED_NON_STATE] = {
        {0.5747179738690656, 0.9360514634959110, -0.0351862075368441, -0.2767191923789258, -0.3965099429231019, -0.3675151134482652,
            -0.4942555199546827, -0.2697696777222507, -0.2340665823427858, -0.2351382060986229, -0.0387472005073828, -0.0103058540786541},
        {-0.7021939232540402, 0.8553305341024482, 0.1184858513340100, -0.0646938277005036, -0.5181350106579090, -1.5365779296483870,
            -1.7224939072412166, -1.3373959214290907, -0.9124267927304949, -0.8663911456451284, -0.6830052875535048, 0.3305110871061805},
        {-0.3412821863106821, -0.0300607659031123, 0.7892620743375627, 0.3424462813634252, 0.1861378153253344, -0.2778222708583505,
            -0.6655420829018708, -0.0317247575874066, 0.1782639238531077, 0.0227553070966226, 0.1175029253794602, -0.0874696642256502}},
    [REPORTED_ONE_SIDED] = {
        {0.5398097000292040, 0.9398326041356719, 0.0183628327634646, -0.1481964859917897, -0.3731061674144678, -0.3171628360801031,
            -0.4254789930404309, -0.2706146657403073, -0.2215613330366448, -0.1894212452511506, -0.0731725951017583, -0.0243949991644561},
        {-0.7619699052872996, 0.8706412447905078, 0.0302828860601427, -0.0474650279661608, -0.3793272050135700, -1.5307919863979513,
            -1.7489161394224748, -1.2231296694410303, -0.8740751529455351, -0.5752035348064987, -0.2830514111844646, 0.2305915023310864},
        {-0.3414045398055136, -0.0180615089621999, 0.5200612548653967, 0.2717355801596009, 0.2996266695992612, -0.3202279447779253,
            -0.7399890510882405, -0.0877841683930626, -0.0280023137947378, 0.0291041810043834, 0.0171546129079170, 0.0322767006532010}},
};

static double linear(const double terms[TERMS], double deaths)
{
    double sum = terms[0] + terms[1] * log1p(deaths);
    for (size_t i = 0; i < ROUND_NUMBERS; i++)
        if (deaths == round_numbers[i])
            sum += terms[2 + i];
    return sum;
}

struct reported_error reported_error(enum reported_type type, double deaths)
{
    assert((unsigned)type < REPORTED_TYPES && isfinite(deaths) && deaths >= 0);
    return (struct reported_error){.reported = deaths, .loc = expm1(linear(parameters[type][0], deaths)),
        .scale = exp(linear(parameters[type][1], deaths)), .weight = 1 / (1 + exp(-linear(parameters[type][2], deaths)))};
}

double reported_coefficient(enum reported_type type, size_t parameter, size_t term)
{
    assert((unsigned)type < REPORTED_TYPES && parameter < PARAMETERS && term < TERMS);
    return parameters[type][parameter][term];
}

/* The continuous part below q, without its share of the whole. */
static double gumbel(const struct reported_error *r, double q)
{
    return exp(-exp(-(q - r->loc) / r->scale));
}

double reported_mean(const struct reported_error *r)
{
    return (1 - r->weight) * (r->loc + M_EULER * r->scale) + r->weight * r->reported;
}

double reported_below(const struct reported_error *r, double q)
{
    return (1 - r->weight) * gumbel(r, q) + (q >= r->reported ? r->weight : 0);
}

double reported_quantile(const struct reported_error *r, double p)
{
    assert(p > 0 && p < 1);
    double before = (1 - r->weight) * gumbel(r, r->reported); /* where the atom begins */
    if (p >= before && p <= before + r->weight)
        return r->reported;
    double hazard = p < before ? -log(p / (1 - r->weight)) : -log1p(-(1 - p) / (1 - r->weight));
    return MAX_OF(0, r->loc - r->scale * log(hazard));
}

/* ---- mean and variance of one number that cannot be negative ----------------------------------- */

/* The integral of E1(v)/v from u on = that of x exp(-u e^x) over x >= 0; u > 0. Simpson; the rest lies below 1e-16. */
static double second_tail(double u)
{
    enum { STEPS = 200 };
    double end = log1p(40 / u), step = end / STEPS, sum = 0;
    for (int i = 0; i <= STEPS; i++) {
        double x = i * step;
        sum += (i == 0 || i == STEPS ? 1 : i % 2 ? 4 : 2) * x * exp(-u * exp(x));
    }
    return sum * step / 3;
}

/* With G the Gumbel part and u = exp(loc/scale): E max(G,0) = E G + scale E1(u), and E max(G,0)^2 = E G^2 less what lies
 * below zero, 2 scale^2 second_tail(u). */
void reported_moments(const struct reported_error *r, double *mean, double *variance)
{
    double ratio = r->loc / r->scale, first = r->loc + M_EULER * r->scale;
    double second = first * first + M_PI * M_PI / 6 * r->scale * r->scale;
    if (ratio < 4) { /* beyond, what lies below zero is under exp(-50) */
        double u = exp(ratio);
        first += r->scale * gsl_sf_expint_E1(u);
        second -= 2 * r->scale * r->scale * second_tail(u);
    }
    *mean = (1 - r->weight) * first + r->weight * r->reported;
    double square = (1 - r->weight) * second + r->weight * r->reported * r->reported;
    *variance = MAX_OF(0, square - *mean * *mean);
}

/* ---- the sum over events ----------------------------------------------------------------------- */

enum { DRAWN_MOST = 100 }; /* events drawn one by one: the widest; the sum of all others is as good as normal */

struct kind { /* events of one type and number */
    struct reported_error error;
    double mean, variance;
    int64_t count;
    uint64_t order; /* type and number, to break ties */
};

static int wider_first(const void *a, const void *b)
{
    const struct kind *x = a, *y = b;
    if (x->variance != y->variance)
        return x->variance > y->variance ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Between the ordered values, linear on (n-1) p. */
static double between(const double *v, size_t n, double p)
{
    double at = p * (double)(n - 1);
    size_t low = (size_t)at;
    return low + 1 < n ? v[low] + (at - (double)low) * (v[low + 1] - v[low]) : v[n - 1];
}

/* Add one value of each of `draws` equal slices of a distribution to the totals, in an order drawn anew: a Latin hypercube
 * (McKay, Beckman & Conover 1979, Technometrics 21:239), much steadier than plain draws. `slices` is left in another order. */
static void add_shuffled(double *totals, double *slices, size_t draws, struct rng *rng)
{
    for (size_t i = draws; i > 0; i--) {
        size_t pick = (size_t)rng_below(rng, i);
        double v = slices[pick];
        slices[pick] = slices[i - 1];
        slices[i - 1] = v;
        totals[i - 1] += v;
    }
}

static size_t kinds_of(const struct reported *groups, size_t n, struct kind *out)
{
    size_t kinds = 0;
    for (size_t i = 0; i < n; i++) {
        if (groups[i].count <= 0)
            continue;
        struct kind *k = &out[kinds++];
        k->error = reported_error(groups[i].type, groups[i].deaths);
        reported_moments(&k->error, &k->mean, &k->variance);
        k->count = groups[i].count;
        k->order = (uint64_t)groups[i].deaths * REPORTED_TYPES + (uint64_t)groups[i].type;
    }
    qsort(out, kinds, sizeof *out, wider_first);
    return kinds;
}

struct estimate reported_sum(const struct reported *groups, size_t n, size_t draws, uint64_t seed, double confidence)
{
    assert(draws >= 2 && confidence > 0 && confidence < 1);
    struct arena a CLEANUP(arena_end) = {0};
    struct kind *kinds = ARENA_ARRAY(&a, struct kind, MAX_OF(n, 1));
    size_t kind_n = kinds_of(groups, n, kinds);
    if (kind_n == 0)
        return ESTIMATE_NONE;
    double *totals = ARENA_ARRAY(&a, double, draws), *slices = ARENA_ARRAY(&a, double, draws);
    struct sum mean = {0}, rest_mean = {0}, rest_variance = {0};
    struct estimate out = {0};
    struct rng rng;
    rng_init(&rng, seed);
    int64_t left = DRAWN_MOST;
    for (size_t k = 0; k < kind_n; k++) {
        int64_t drawn = MIN_OF(left, kinds[k].count), others = kinds[k].count - drawn;
        left -= drawn;
        out.n += kinds[k].count;
        sum_add(&mean, (double)kinds[k].count * kinds[k].mean);
        sum_add(&rest_mean, (double)others * kinds[k].mean);
        sum_add(&rest_variance, (double)others * kinds[k].variance);
        for (size_t i = 0; drawn && i < draws; i++)
            slices[i] = reported_quantile(&kinds[k].error, ((double)i + 0.5) / (double)draws);
        for (int64_t i = 0; i < drawn; i++)
            add_shuffled(totals, slices, draws, &rng);
    }
    double spread = sqrt(sum_value(&rest_variance)), middle = sum_value(&rest_mean);
    for (size_t i = 0; i < draws; i++)
        slices[i] = middle + (spread > 0 ? spread * normal_quantile(((double)i + 0.5) / (double)draws) : 0);
    add_shuffled(totals, slices, draws, &rng);
    qsort(totals, draws, sizeof *totals, ascending);
    out.value = sum_value(&mean);
    out.lo = MAX_OF(0, between(totals, draws, (1 - confidence) / 2));
    out.hi = between(totals, draws, 1 - (1 - confidence) / 2);
    return out;
}

/* ---- grouping ---------------------------------------------------------------------------------- */

enum { COMMON = 1024 }; /* numbers below are counted in a table, the few above sorted */

static int by_type_and_number(const void *a, const void *b)
{
    const struct reported *x = a, *y = b;
    if (x->type != y->type)
        return x->type < y->type ? -1 : 1;
    return (x->deaths > y->deaths) - (x->deaths < y->deaths);
}

size_t reported_group(const uint8_t *ucdp_type, const int32_t *deaths, size_t n, struct arena *a, struct reported **out)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    int64_t *common = ARENA_ARRAY(&scratch, int64_t, REPORTED_TYPES * COMMON);
    size_t kinds = 0, large = 0;
    for (size_t i = 0; i < n; i++) {
        if (ucdp_type[i] < 1 || ucdp_type[i] > REPORTED_TYPES || deaths[i] < 0)
            continue;
        if (deaths[i] < COMMON)
            kinds += common[(size_t)(ucdp_type[i] - 1) * COMMON + (size_t)deaths[i]]++ == 0;
        else
            large++;
    }
    struct reported *groups = *out = ARENA_ARRAY(a, struct reported, kinds + large + 1);
    size_t used = 0;
    for (size_t i = 0; i < REPORTED_TYPES * COMMON; i++)
        if (common[i])
            groups[used++] = (struct reported){.type = (enum reported_type)(i / COMMON), .deaths = (double)(i % COMMON), .count = common[i]};
    for (size_t i = 0; large && i < n; i++)
        if (ucdp_type[i] >= 1 && ucdp_type[i] <= REPORTED_TYPES && deaths[i] >= COMMON)
            groups[used++] = (struct reported){.type = (enum reported_type)(ucdp_type[i] - 1), .deaths = deaths[i], .count = 1};
    if (large)
        qsort(groups, used, sizeof *groups, by_type_and_number);
    size_t kept = 0;
    for (size_t i = 0; i < used; i++)
        if (kept && by_type_and_number(&groups[kept - 1], &groups[i]) == 0)
            groups[kept - 1].count += groups[i].count;
        else
            groups[kept++] = groups[i];
    return kept;
}
