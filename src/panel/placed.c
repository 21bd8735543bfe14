/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The second scan: table `placed`, in key order. In a large register it runs beside the first one, on a connection and a
 * thread of its own; what it says is taken only when both saw the same generation of the register.
 */
#include "panel/panel_priv.h"

#include <assert.h>
#include <pthread.h>

enum { WORTH_A_THREAD = 50000 }; /* records; below that opening a second connection costs more than it saves */

struct placed_row {
    int64_t origin, incident, place_origin, place, named_origin, named; /* place, named 0: unknown */
    uint8_t level, how;
};

struct placed_scan {
    struct store *s; /* to read from; closed at the end when `own` */
    bool own, started, ok;
    pthread_t thread;
    int64_t generation;
    struct placed_row *rows;
    size_t n, room;
    struct err e;
};

static bool read_rows(struct placed_scan *scan, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(scan->s,
        "SELECT incident_origin, incident, level, place_origin, place, how, named_origin, named FROM placed"
        " ORDER BY incident_origin, incident, level",
        WITH_NOTHING);
    while (rows_next(r)) {
        int64_t level = rows_int(r, 2);
        if (level < 0 || level >= PLACE_LEVELS)
            continue;
        GROW(scan->rows, scan->n, scan->room);
        struct placed_row *row = &scan->rows[scan->n++];
        *row = (struct placed_row){.origin = rows_int(r, 0), .incident = rows_int(r, 1), .place = rows_int(r, 4),
            .level = (uint8_t)level, .how = (uint8_t)rows_int(r, 5)};
        if (row->place)
            row->place_origin = rows_int(r, 3);
        if (!rows_null(r, 7)) {
            row->named_origin = rows_int(r, 6);
            row->named = rows_int(r, 7);
        }
    }
    return rows_end(&r, e);
}

static bool look(struct store *s, void *context, struct err *e)
{
    struct placed_scan *scan = context;
    return store_generation(s, &scan->generation, e) && read_rows(scan, e);
}

static void *beside(void *context)
{
    struct placed_scan *scan = context;
    scan->ok = store_look(scan->s, look, scan, &scan->e);
    return NULL;
}

struct placed_scan *placed_begin(struct store *s, int64_t records)
{
    struct placed_scan *scan = mem_get(sizeof *scan);
    scan->s = s;
    if (records < WORTH_A_THREAD || store_in_task(s)) /* nobody else sees what a task has not committed */
        return scan;
    struct store *own = NULL;
    if (!store_open_again(s, STORE_READ, &own, &scan->e))
        return scan; /* no second connection: placed_take reads on the first */
    scan->s = own;
    scan->own = true;
    scan->started = pthread_create(&scan->thread, NULL, beside, scan) == 0;
    return scan;
}

static void wait_for(struct placed_scan *scan)
{
    if (scan->started)
        pthread_join(scan->thread, NULL);
    scan->started = false;
}

void placed_end(struct placed_scan **it)
{
    struct placed_scan *scan = *it;
    *it = NULL;
    if (!scan)
        return;
    wait_for(scan);
    if (scan->own)
        store_close(&scan->s);
    free(scan->rows);
    free(scan);
}

/* The scan's rows, read now where no thread did, or where another process wrote between the two. */
static bool rows_ready(struct placed_scan *scan, struct store *s, int64_t generation, struct err *e)
{
    wait_for(scan);
    if (scan->ok && scan->generation == generation)
        return true;
    if (scan->own)
        store_close(&scan->s);
    scan->own = false;
    scan->s = s;
    scan->n = 0;
    return read_rows(scan, e);
}

static int32_t place_of(const struct incident_columns *c, struct pair_map *places, int64_t origin, int64_t place)
{
    uint32_t index = 0;
    if (place == 0)
        return -1;
    if (!pair_find(places, origin, place, &index)) {
        int found = gazetteer_index(c->places, origin, place); /* -1: the place went out of use */
        index = (uint32_t)(found + 1);
        pair_put(places, origin, place, index);
    }
    return (int32_t)index - 1;
}

bool placed_take(struct placed_scan *scan, struct store *s, struct incident_columns *c, const int64_t *origins, struct err *e)
{
    if (!rows_ready(scan, s, c->generation, e))
        return false;
    struct pair_map places CLEANUP(pair_end) = {0};
    for (int level = 0; level < PLACE_LEVELS; level++)
        for (size_t i = 0; c->place[level] && i < c->n; i++)
            c->place[level][i] = c->named[level][i] = -1;
    size_t i = 0;
    for (size_t k = 0; k < scan->n; k++) {
        const struct placed_row *row = &scan->rows[k];
        while (i < c->n && (origins[i] < row->origin || (origins[i] == row->origin && c->id[i] < row->incident)))
            i++;
        if (i == c->n)
            break;
        if (origins[i] != row->origin || c->id[i] != row->incident || !c->place[row->level])
            continue; /* of a record not in use, or of a level whose borders are gone */
        c->how[row->level][i] = row->how;
        c->place[row->level][i] = place_of(c, &places, row->place_origin, row->place);
        c->named[row->level][i] = place_of(c, &places, row->named_origin, row->named);
    }
    return true;
}
