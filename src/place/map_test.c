/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shapes for maps: neighbours stay joined at any tolerance, islands and holes, labels, size. */
#include "place/testing.h"

static struct store *of(void **state)
{
    return ((struct room *)*state)->s;
}

static size_t level_one(const struct gazetteer *g, size_t *indices, size_t most)
{
    size_t n = 0;
    for (size_t i = 0; i < gazetteer_count(g); i++)
        if (gazetteer_place(g, i)->level == 1 && n < most)
            indices[n++] = i;
    return n;
}

static struct map_shapes drawn(const struct gazetteer *g, float tolerance, struct arena *a)
{
    struct err e = {0};
    struct map_shapes m;
    size_t indices[64], n = level_one(g, indices, 64);
    assert_fine(map_make(g, indices, n, 372, 300, tolerance, a, &m, &e), e);
    return m;
}

static double ring_area(const struct map_ring *r)
{
    double twice = 0;
    for (size_t i = 0; i < r->n; i++) {
        const float *p = r->xy + 2 * i, *q = r->xy + 2 * ((i + 1) % r->n);
        twice += (double)p[0] * (double)q[1] - (double)q[0] * (double)p[1];
    }
    return fabs(twice) / 2;
}

static void four_squares(void **state)
{
    struct arena a CLEANUP(arena_end) = {0};
    borders_add(of(state), FOUR, -1);
    struct gazetteer *g = places_of(of(state));
    struct map_shapes m = drawn(g, 1, &a);
    assert_int_equal(m.area_n, 4);
    assert_int_equal(m.arc_n, 8); /* four shared, four around */
    size_t outer = 0;
    for (size_t i = 0; i < m.arc_n; i++)
        outer += m.arcs[i].right < 0;
    assert_int_equal(outer, 4);
    double squeeze = cos(35 * M_PI / 180), wide = 300 * squeeze;
    assert_near((double)m.height, 300, 1e-3);
    assert_near((double)m.width, wide, 1e-3);
    assert_near(m.km_per_unit, 2 * DEGREE_KM / 300, 1e-9);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(m.areas[i].ring_n, 1);
        assert_int_equal(m.areas[i].rings[0].n, 4);
        assert_near(ring_area(&m.areas[i].rings[0]), 150 * wide / 2, 0.01);
        assert_near((double)m.areas[i].label_r, wide / 4, wide / 50);
    }
    const struct map_area *kovrin = &m.areas[0]; /* XS-KO: north east, so at the right and on top: y runs downwards */
    assert_near((double)kovrin->label_x, wide * 3 / 4, 1);
    assert_true((double)kovrin->label_y < 150);
    gazetteer_free(&g);
}

/* A grid of cells whose shared edges wander; `cells` a side. */
static void wandering(struct buf *b, int cells, uint64_t seed)
{
    enum { STEPS = 24 };
    struct rng r;
    rng_init(&r, seed);
    size_t side = (size_t)cells + 1;
    double *jitter = mem_get(side * side * 2 * STEPS * 2 * sizeof *jitter);
    for (size_t i = 0; i < side * side * 2 * STEPS * 2; i++)
        jitter[i] = (rng_unit(&r) - 0.5) * 0.03;
    buf_text(b, "{\"features\":[");
    for (int y = 0; y < cells; y++)
        for (int x = 0; x < cells; x++) {
            buf_f(b, "%s{\"type\":\"Feature\",\"properties\":{\"name\":\"C%d-%d\",\"code\":\"C%d-%d\",\"level\":1},\"geometry\":{\"type\":"
                "\"Polygon\",\"coordinates\":[[", x || y ? "," : "", x, y, x, y);
            for (int edge = 0; edge < 4; edge++) /* south, east, north, west; each drawn from its lower end in the table */
                for (int k = 0; k < STEPS; k++) {
                    int flat = edge == 0 || edge == 2, back = edge >= 2, at = back ? STEPS - k : k;
                    int ex = edge == 1 ? x + 1 : x, ey = edge == 2 ? y + 1 : y;
                    double t = (double)at / STEPS;
                    size_t cell = ((size_t)ey * side + (size_t)ex) * 2 + (flat ? 0 : 1);
                    double wx = at % STEPS ? jitter[(cell * STEPS + (size_t)at) * 2] : 0, wy = at % STEPS ? jitter[(cell * STEPS + (size_t)at) * 2 + 1] : 0;
                    buf_char(b, '[');
                    buf_real(b, ex + (flat ? t : 0) + wx);
                    buf_char(b, ',');
                    buf_real(b, ey + (flat ? 0 : t) + wy);
                    buf_text(b, "],");
                }
            buf_f(b, "[%d,%d]]]}}", x, y);
        }
    buf_text(b, "]}");
    free(jitter);
}

struct step {
    float a[2], b[2];
};

static int step_order(const void *p, const void *q)
{
    return memcmp(p, q, sizeof(struct step));
}

/* Every step of a ring, lower end first, sorted. */
static struct step *all_steps(const struct map_shapes *m, size_t *n)
{
    size_t most = 0;
    for (size_t i = 0; i < m->area_n; i++)
        for (size_t r = 0; r < m->areas[i].ring_n; r++)
            most += m->areas[i].rings[r].n;
    struct step *list = mem_get((most + 1) * sizeof *list);
    *n = 0;
    for (size_t i = 0; i < m->area_n; i++)
        for (size_t r = 0; r < m->areas[i].ring_n; r++) {
            const struct map_ring *ring = &m->areas[i].rings[r];
            for (size_t k = 0; k < ring->n; k++) {
                struct step s;
                const float *p = ring->xy + 2 * k, *q = ring->xy + 2 * ((k + 1) % ring->n);
                bool turn = memcmp(p, q, sizeof s.a) > 0;
                memcpy(s.a, turn ? q : p, sizeof s.a);
                memcpy(s.b, turn ? p : q, sizeof s.b);
                list[(*n)++] = s;
            }
        }
    qsort(list, *n, sizeof *list, step_order);
    return list;
}

/* Inside the grid each step stands twice, to the last bit; only the rim stands once. The area is the whole. */
static void shared_borders_stay_shared(void **state)
{
    enum { CELLS = 5 };
    struct buf b CLEANUP(buf_end) = {0};
    wandering(&b, CELLS, 5);
    borders_add(of(state), b.p, -1);
    struct gazetteer *g = places_of(of(state));
    static const float tolerances[] = {0, 0.25f, 1, 3, 8, 30};
    for (size_t t = 0; t < ARRAY_LEN(tolerances); t++) {
        struct arena a CLEANUP(arena_end) = {0};
        struct map_shapes m = drawn(g, tolerances[t], &a);
        size_t n, once = 0, outer_steps = 0;
        struct step *list = all_steps(&m, &n);
        for (size_t i = 0, to; i < n; i = to) {
            for (to = i; to < n && step_order(&list[i], &list[to]) == 0; to++) {
            }
            assert_true(to - i <= 2);
            once += to - i == 1;
        }
        for (size_t i = 0; i < m.arc_n; i++) {
            assert_true(m.arcs[i].n >= 2);
            outer_steps += m.arcs[i].right < 0 ? m.arcs[i].n - 1 : 0;
        }
        assert_int_equal(once, outer_steps);
        assert_int_equal(m.arc_n, 2 * CELLS * (CELLS + 1) - 4); /* a corner cell's two rim edges have no junction between them */
        for (size_t i = 0; i < m.area_n; i++)
            assert_true(m.areas[i].ring_n == 1 && m.areas[i].rings[0].n >= 3);
        free(list);
    }
    gazetteer_free(&g);
}

static void fewer_corners_the_coarser(void **state)
{
    struct buf b CLEANUP(buf_end) = {0};
    wandering(&b, 4, 9);
    borders_add(of(state), b.p, -1);
    struct gazetteer *g = places_of(of(state));
    size_t before = SIZE_MAX;
    static const float tolerances[] = {0, 0.5f, 1, 2, 4};
    for (size_t t = 0; t < ARRAY_LEN(tolerances); t++) {
        struct arena a CLEANUP(arena_end) = {0};
        struct map_shapes m = drawn(g, tolerances[t], &a);
        size_t n;
        free(all_steps(&m, &n));
        assert_true(n <= before);
        before = n;
    }
    assert_true(before < 16 * 12);
    gazetteer_free(&g);
}

/* One inside another: the hole and what fills it are one arc; a tiny place keeps its shape, a tiny island goes. */
static void holes_and_islands(void **state)
{
    struct arena a CLEANUP(arena_end) = {0};
    borders_add(of(state), COLLECTION("{\"type\":\"Feature\",\"properties\":{\"shapeName\":\"Ring\",\"shapeISO\":\"A\",\"shapeGroup\":\"XXS\","
        "\"shapeType\":\"ADM1\"},\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[5,5],[5,5.02],"
        "[5.02,5.02],[5.02,5],[5,5]]],[[[11,1],[11.005,1],[11.005,1.005],[11,1.005],[11,1]]],[[[11,5],[11.5,5],[11.5,5.5],[11,5.5],[11,5]]]]}}"
        "," SQUARE("Dot", "B", "5", "5", "5.02", "5.02")), -1);
    struct gazetteer *g = places_of(of(state));
    struct map_shapes m = drawn(g, 1, &a);
    assert_int_equal(m.areas[0].ring_n, 3); /* outside, hole, large island; the speck is gone */
    assert_int_equal(m.areas[1].ring_n, 1);
    assert_true(m.areas[1].rings[0].n >= 3 && ring_area(&m.areas[1].rings[0]) > 0);
    size_t shared = 0;
    for (size_t i = 0; i < m.arc_n; i++) {
        shared += m.arcs[i].right >= 0;
        assert_memory_equal(m.arcs[i].xy, m.arcs[i].xy + 2 * (m.arcs[i].n - 1), 2 * sizeof(float)); /* all are loops here */
    }
    assert_int_equal(shared, 1);
    assert_int_equal(m.arc_n, 3);
    /* The hole holds the dot's very points. */
    double hole = INFINITY;
    for (size_t i = 0; i < 3; i++)
        hole = fmin(hole, ring_area(&m.areas[0].rings[i]));
    assert_near(hole, ring_area(&m.areas[1].rings[0]), 1e-9);
    gazetteer_free(&g);
}

/* A long edge with a neighbour's corner on it, and a gap of some metres: no outer border inside. */
static void edges_that_miss_corners(void **state)
{
    struct arena a CLEANUP(arena_end) = {0};
    borders_add(of(state), COLLECTION(SQUARE("Long", "A", "0", "0", "4", "2") ","
        SQUARE("Left", "B", "0", "2", "2", "4") "," SQUARE("Right", "C", "2", "2", "4", "4")), -1);
    struct gazetteer *g = places_of(of(state));
    struct map_shapes m = drawn(g, 1, &a);
    size_t inner = 0;
    for (size_t i = 0; i < m.arc_n; i++)
        inner += m.arcs[i].right >= 0;
    assert_int_equal(inner, 3);
    assert_int_equal(m.areas[0].rings[0].n, 5); /* the long one has got the corner */
    gazetteer_free(&g);
}

static void slivers_are_no_border(void **state)
{
    struct arena a CLEANUP(arena_end) = {0};
    borders_add(of(state), "{\"features\":[{\"type\":\"Feature\",\"properties\":{\"name\":\"A\",\"level\":1,\"iso3\":\"XXS\"},\"geometry\":{\"type\":"
        "\"Polygon\",\"coordinates\":[[[0,0],[2,0],[2,1],[2.004,2],[0,2],[0,0]]]}},{\"type\":\"Feature\",\"properties\":{\"name\":\"B\",\"level\":1,"
        "\"iso3\":\"XXS\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[2,0],[4,0],[4,2],[2.004,2],[2.01,1.5],[2,1],[2.003,0.5],[2,0]]]}}]}",
        -1);
    struct gazetteer *g = places_of(of(state));
    struct map_shapes m = drawn(g, 0.1f, &a);
    size_t outer = 0;
    for (size_t i = 0; i < m.arc_n; i++)
        outer += m.arcs[i].right < 0;
    assert_int_equal(outer, 2);
    gazetteer_free(&g);
}

static void nothing_to_draw(void **state)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    struct map_shapes m;
    borders_add(of(state), FOUR, -1);
    struct gazetteer *g = NULL;
    assert_fine(gazetteer_load(of(state), false, &g, &e), e);
    size_t index = 1;
    assert_false(map_make(g, &index, 1, 372, 300, 1, &a, &m, &e));
    assert_int_equal(e.code, ERR_ABSENT);
    assert_false(map_make(g, &index, 0, 372, 300, 1, &a, &m, &e));
    gazetteer_free(&g);
}

static void one_place_alone(void **state)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    struct map_shapes m;
    borders_add(of(state), FOUR, -1);
    struct gazetteer *g = places_of(of(state));
    size_t index = (size_t)coded(g, "XS-VA");
    assert_fine(map_make(g, &index, 1, 100, 100, 50, &a, &m, &e), e); /* coarser than the place: it keeps an extent */
    assert_int_equal(m.arc_n, 1);
    assert_int_equal(m.areas[0].index, index);
    assert_true(m.areas[0].rings[0].n >= 3);
    assert_true((double)m.areas[0].label_r > 0);
    gazetteer_free(&g);
}

static void the_same_twice(void **state)
{
    struct buf b CLEANUP(buf_end) = {0};
    struct arena a1 CLEANUP(arena_end) = {0}, a2 CLEANUP(arena_end) = {0};
    wandering(&b, 4, 3);
    borders_add(of(state), b.p, -1);
    struct gazetteer *g = places_of(of(state));
    struct map_shapes p = drawn(g, 1, &a1), q = drawn(g, 1, &a2);
    assert_int_equal(p.arc_n, q.arc_n);
    for (size_t i = 0; i < p.arc_n; i++) {
        assert_int_equal(p.arcs[i].n, q.arcs[i].n);
        assert_memory_equal(p.arcs[i].xy, q.arcs[i].xy, p.arcs[i].n * 2 * sizeof(float));
    }
    gazetteer_free(&g);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, room_begin, room_end)
    const struct CMUnitTest tests[] = {T(four_squares), T(shared_borders_stay_shared), T(fewer_corners_the_coarser), T(holes_and_islands),
        T(edges_that_miss_corners), T(slivers_are_no_border), T(nothing_to_draw), T(one_place_alone), T(the_same_twice)};
    return cmocka_run_group_tests_name("place map", tests, NULL, NULL);
}
