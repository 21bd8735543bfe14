/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The land of Selmara: three rows of four cells, each row set off against the next as bricks are, with
 * jittered corners and wiggly borders. A border is drawn once and used by both its sides, so that neighbours
 * share every vertex. Only + - * / and sqrt are used: the same land on every machine.
 */
#include "sim/selmara_priv.h"

enum { WIGGLE = 16, LINE_MOST = 2 * (SELMARA_COLUMNS + 1) }; /* pieces of a border; corners on one line */
static const double WEST = -18.0, NORTH = -33.4, CELL_WIDTH = 1.15, CELL_HEIGHT = 1.0;
static const double row_shift[SELMARA_ROWS] = {0.0, 0.4, 0.02};

struct corner {
    double x, y; /* cells from the north-west corner, y to the south */
    int row, column;
};
struct path {
    struct point p[WIGGLE + 1];
};
struct net { /* corners on the four lines between and around the rows, west to east, and all borders */
    struct corner corners[SELMARA_ROWS + 1][LINE_MOST];
    int corner_n[SELMARA_ROWS + 1];
    struct path along[SELMARA_ROWS + 1][LINE_MOST];          /* from corner i to i + 1 */
    struct path down[SELMARA_ROWS][SELMARA_COLUMNS + 1];     /* west side of a cell, north to south */
};

/* The wall of bricks is bent into the shape of a land: corners drawn in, coasts curved. */
static struct point to_point(double x, double y)
{
    double u = (x - 2.2) / 2.3, v = (y - 1.5) / 1.5; /* -1 to 1 over the land */
    x -= 0.5 * u * v * v + 0.2 * v * u * u;
    y += 0.7 * u * u * u - 0.5 * u - 0.28 * v * u * u;
    double longitude = (WEST + x * CELL_WIDTH) * 1e5, latitude = (NORTH - y * CELL_HEIGHT) * 1e5;
    return (struct point){(int32_t)(longitude - 0.5), (int32_t)(latitude - 0.5)}; /* both are negative */
}

/* A border from a to b: each middle is moved aside, and the halves by half as much (midpoint displacement). */
static void draw(struct rng *r, const struct corner *a, const struct corner *b, struct path *out)
{
    double x[WIGGLE + 1], y[WIGGLE + 1];
    x[0] = a->x, y[0] = a->y, x[WIGGLE] = b->x, y[WIGGLE] = b->y;
    for (int step = WIGGLE; step > 1; step /= 2)
        for (int i = 0; i < WIGGLE; i += step) {
            double dx = x[i + step] - x[i], dy = y[i + step] - y[i], aside = between(r, -0.14, 0.14);
            x[i + step / 2] = (x[i] + x[i + step]) / 2 - dy * aside;
            y[i + step / 2] = (y[i] + y[i + step]) / 2 + dx * aside;
        }
    for (int i = 0; i <= WIGGLE; i++)
        out->p[i] = to_point(x[i], y[i]);
}

static int west_first(const void *a, const void *b)
{
    const struct corner *p = a, *q = b;
    return (p->x > q->x) - (p->x < q->x);
}

static void net_make(struct net *n, struct rng *r)
{
    for (int line = 0; line <= SELMARA_ROWS; line++) {
        for (int row = MAX_OF(line - 1, 0); row <= MIN_OF(line, SELMARA_ROWS - 1); row++)
            for (int column = 0; column <= SELMARA_COLUMNS; column++) {
                double x = column + row_shift[row] + between(r, -0.11, 0.11), y = line + between(r, -0.14, 0.14);
                n->corners[line][n->corner_n[line]++] = (struct corner){x, y, row, column};
            }
        qsort(n->corners[line], (size_t)n->corner_n[line], sizeof n->corners[line][0], west_first);
        for (int i = 0; i + 1 < n->corner_n[line]; i++)
            draw(r, &n->corners[line][i], &n->corners[line][i + 1], &n->along[line][i]);
    }
}

static int corner_at(const struct net *n, int line, int row, int column)
{
    for (int i = 0; i < n->corner_n[line]; i++)
        if (n->corners[line][i].row == row && n->corners[line][i].column == column)
            return i;
    return -1;
}

static void net_close(struct net *n, struct rng *r)
{
    for (int row = 0; row < SELMARA_ROWS; row++)
        for (int column = 0; column <= SELMARA_COLUMNS; column++)
            draw(r, &n->corners[row][corner_at(n, row, row, column)], &n->corners[row + 1][corner_at(n, row + 1, row, column)],
                &n->down[row][column]);
}

/* Adds a border without its last point: the next one begins with it. */
static size_t add_path(struct point *ring, size_t n, const struct path *p, bool backwards)
{
    for (int i = 0; i < WIGGLE; i++)
        ring[n++] = p->p[backwards ? WIGGLE - i : i];
    return n;
}

/* Counter-clockwise: down the west side, east along the south, up the east side, west along the north. */
static void ring_of(const struct net *net, int row, int column, struct arena *a, struct point **ring, size_t *n)
{
    struct point *p = ARENA_ARRAY(a, struct point, WIGGLE * 2 * (LINE_MOST + 1));
    size_t k = add_path(p, 0, &net->down[row][column], false);
    int from = corner_at(net, row + 1, row, column), to = corner_at(net, row + 1, row, column + 1);
    for (int i = from; i < to; i++)
        k = add_path(p, k, &net->along[row + 1][i], false);
    k = add_path(p, k, &net->down[row][column + 1], true);
    from = corner_at(net, row, row, column), to = corner_at(net, row, row, column + 1);
    for (int i = to - 1; i >= from; i--)
        k = add_path(p, k, &net->along[row][i], true);
    *ring = p;
    *n = k;
}

bool land_holds(const struct land *l, size_t place, struct point p)
{
    const struct point *ring = l->places[place].ring;
    size_t n = l->places[place].n;
    bool inside = false;
    for (size_t i = 0, j = n - 1; i < n; j = i++) { /* crossings of a ray to the east, in whole numbers */
        if ((ring[i].latitude > p.latitude) == (ring[j].latitude > p.latitude))
            continue;
        int64_t dy = (int64_t)ring[j].latitude - ring[i].latitude, dx = (int64_t)ring[j].longitude - ring[i].longitude;
        int64_t left = ((int64_t)p.longitude - ring[i].longitude) * dy, right = dx * ((int64_t)p.latitude - ring[i].latitude);
        if (dy > 0 ? left < right : left > right)
            inside = !inside;
    }
    return inside;
}

static void name_town(struct rng *r, char out[24])
{
    static const char *const heads[] = {"Ar", "Bel", "Cal", "Dor", "Esk", "Fen", "Gal", "Hel", "Ith", "Jor", "Kel", "Lor", "Mir",
        "Nol", "Osk", "Pel", "Quel", "Ros", "Sel", "Tor", "Ul", "Ver", "Wen", "Yar", "Zor"};
    static const char *const middles[] = {"a", "e", "i", "o", "u", "ari", "eli", "ona", "ume"};
    static const char *const ends[] = {"dra", "lyth", "mok", "nith", "rak", "sket", "tis", "vek", "zan", "bren", "gul", "ph"};
    size_t head = rng_below(r, ARRAY_LEN(heads)), middle = rng_below(r, ARRAY_LEN(middles)), end = rng_below(r, ARRAY_LEN(ends));
    snprintf(out, 24, "%s%s%s", heads[head], middles[middle], ends[end]);
}

static void settle(struct land *l, size_t place, struct rng *r)
{
    int32_t west = INT32_MAX, east = INT32_MIN, south = INT32_MAX, north = INT32_MIN;
    for (size_t i = 0; i < l->places[place].n; i++) {
        struct point p = l->places[place].ring[i];
        west = MIN_OF(west, p.longitude), east = MAX_OF(east, p.longitude);
        south = MIN_OF(south, p.latitude), north = MAX_OF(north, p.latitude);
    }
    for (size_t i = 0; i < SELMARA_TOWNS; i++) {
        struct point p;
        do {
            p.longitude = west + (int32_t)rng_below(r, (uint64_t)(east - west));
            p.latitude = south + (int32_t)rng_below(r, (uint64_t)(north - south));
        } while (!land_holds(l, place, p));
        l->places[place].towns[i] = p;
        name_town(r, l->places[place].town_names[i]);
    }
}

void land_make(struct land *l, uint64_t seed)
{
    struct rng r;
    rng_init(&r, hash_64("land", 4, seed));
    struct net *net = ARENA_NEW(&l->arena, struct net);
    net_make(net, &r);
    net_close(net, &r);
    for (size_t i = 0; i < SELMARA_PLACES; i++) {
        int row = (int)i / SELMARA_COLUMNS, column = (int)i % SELMARA_COLUMNS;
        ring_of(net, row, column, &l->arena, &l->places[i].ring, &l->places[i].n);
        settle(l, i, &r);
        if (row == 0) {
            struct point coast = net->along[0][corner_at(net, 0, 0, column)].p[WIGGLE / 2];
            l->places[i].off_coast = (struct point){coast.longitude, coast.latitude + 20000}; /* 0.2 degrees: about 22 km */
        }
    }
    l->middle = to_point(SELMARA_COLUMNS / 2.0 + 0.2, SELMARA_ROWS / 2.0);
}

static void degrees(struct buf *out, int32_t v)
{
    buf_fixed(out, v / 1e5, 5);
}

static void ring_json(const struct land *l, size_t place, struct buf *out)
{
    const struct point *ring = l->places[place].ring;
    size_t n = l->places[place].n;
    for (size_t i = 0; i <= n; i++) {
        buf_text(out, i ? ",[" : "[");
        degrees(out, ring[i % n].longitude);
        buf_char(out, ',');
        degrees(out, ring[i % n].latitude);
        buf_char(out, ']');
    }
}

void land_geojson(const struct land *l, struct buf *out)
{
    buf_text(out, "{\"type\":\"FeatureCollection\",\"note\":\"" SELMARA_NOTE "\",\"features\":[");
    for (size_t i = 0; i < SELMARA_PLACES; i++) {
        const struct selmara_place *p = &selmara_places[i];
        buf_f(out, "%s\n{\"type\":\"Feature\",\"properties\":{\"shapeName\":\"%s\",\"shapeISO\":\"%s\",\"shapeID\":\"%s-ADM1-%zu\",", i ? "," : "",
            p->name, p->code, SELMARA_CODE, i + 1);
        buf_f(out, "\"shapeGroup\":\"%s\",\"shapeType\":\"ADM1\",\"valid_on\":\"" SELMARA_BORDERS_SINCE "\",\"name_ar\":\"%s\",\"name_ckb\":\"%s\",", SELMARA_CODE, p->name_ar, p->name_ckb);
        buf_text(out, "\"country\":\"" SELMARA_COUNTRY "\",\"country_ar\":\"سلمارا\",\"country_ckb\":\"سەلمارا\",\"note\":\"" SELMARA_NOTE "\"},");
        buf_text(out, "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[");
        ring_json(l, i, out);
        buf_text(out, "]]}}");
    }
    buf_text(out, "\n]}\n");
}
