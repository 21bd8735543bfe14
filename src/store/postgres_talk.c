/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PostgreSQL driver: asking and waiting. Ctrl-C stops what the server works at, but neither a commit nor a rollback. */
#include "store/postgres_priv.h"
#include <assert.h>
#include <errno.h>
#include <poll.h>

enum { LOOK_MS = 100 /* how often Ctrl-C is looked for while the server works */ };

/* ---- waiting ---- */

static void stop_server(struct postgres_connection *c)
{
    char said[256];
    PGcancel *cancel = PQgetCancel(c->pg);
    c->cancelled = true;
    if (cancel && !PQcancel(cancel, said, sizeof said))
        c->cancelled = false; /* again at the next look */
    PQfreeCancel(cancel);
}

void postgres_wait(struct postgres_connection *c, short events)
{
    struct pollfd p = {.fd = PQsocket(c->pg), .events = events};
    int ready = poll(&p, 1, LOOK_MS);
    if (ready <= 0 && interrupted() && !c->cancelled)
        stop_server(c);
}

PGresult *postgres_result(struct postgres_connection *c)
{
    while (PQisBusy(c->pg)) {
        postgres_wait(c, POLLIN);
        if (!PQconsumeInput(c->pg))
            break; /* lost: PQgetResult says so */
    }
    return PQgetResult(c->pg);
}

/* ---- one packet ---- */

void postgres_part(struct postgres_connection *c, uint64_t number, bool cursor)
{
    GROW(c->partings, c->parting_n, c->parting_room);
    c->partings[c->parting_n++] = (struct parting){number, cursor};
}

/* Cursors close before the steps (a table that one reads cannot be dropped), statements go after them (nothing may
 * come before a BEGIN). How many were sent. */
static size_t partings_send(struct postgres_connection *c, bool cursors, bool *sent)
{
    size_t n = 0, kept = 0;
    for (size_t i = 0; *sent && i < c->parting_n; i++) {
        struct parting p = c->partings[i];
        char sql[48];
        if (p.cursor != cursors) {
            c->partings[kept++] = p;
            continue;
        }
        snprintf(sql, sizeof sql, cursors ? "CLOSE d_%" PRIu64 : "DEALLOCATE s_%" PRIu64, p.number);
        *sent = PQsendQueryParams(c->pg, sql, 0, NULL, NULL, NULL, NULL, 1) == 1;
        n++;
    }
    c->parting_n = kept;
    return n;
}

static bool step_send(struct postgres_connection *c, const struct step_out *s)
{
    static const struct values nothing = {0};
    const struct values *v = s->values ? s->values : &nothing;
    if (s->sql && s->name)
        return PQsendPrepare(c->pg, s->name, s->sql, v->n, v->types) == 1;
    if (s->sql)
        return PQsendQueryParams(c->pg, s->sql, v->n, v->types, v->values, v->lengths, v->formats, 1) == 1;
    return PQsendQueryPrepared(c->pg, s->name, v->n, v->values, v->lengths, v->formats, 1) == 1;
}

static bool is_well(const PGresult *r)
{
    ExecStatusType status = PQresultStatus(r);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/* The answers up to the end of the packet; `*last` becomes that number `wanted`. */
static bool answers(struct postgres_connection *c, size_t wanted, PGresult **last, struct err *e)
{
    bool fine = true;
    size_t at = 0;
    for (;;) {
        PGresult *r = postgres_result(c);
        if (!r) {
            if (PQstatus(c->pg) == CONNECTION_BAD)
                return fine ? postgres_err(c, NULL, e) : false;
            at++;
            continue;
        }
        if (PQresultStatus(r) == PGRES_PIPELINE_SYNC) {
            PQclear(r);
            return fine;
        }
        if (fine && !is_well(r))
            fine = postgres_err(c, r, e);
        if (fine && last && at == wanted)
            *last = r;
        else
            PQclear(r);
    }
}

bool postgres_ask(struct postgres_connection *c, const struct step_out *steps, size_t n, PGresult **last, struct err *e)
{
    if (last)
        *last = NULL;
    if (!postgres_bulk_flush(c, e))
        return false;
    c->cancelled = false;
    bool sent = PQenterPipelineMode(c->pg) == 1;
    size_t before = partings_send(c, true, &sent);
    for (size_t i = 0; sent && i < n; i++)
        sent = step_send(c, &steps[i]);
    partings_send(c, false, &sent);
    if (!sent || PQpipelineSync(c->pg) != 1)
        return postgres_err(c, NULL, e);
    bool fine = answers(c, before + n - 1, last, e);
    if (PQstatus(c->pg) != CONNECTION_BAD && PQexitPipelineMode(c->pg) != 1)
        fine = fine && postgres_err(c, NULL, e);
    if (!fine && last && *last) {
        PQclear(*last);
        *last = NULL;
    }
    return fine;
}

bool postgres_run(struct postgres_connection *c, const char *sql, struct err *e)
{
    struct step_out step = {.sql = sql};
    return postgres_ask(c, &step, 1, NULL, e);
}

bool postgres_run_all(struct postgres_connection *c, const char *sql, struct err *e)
{
    /* What the server may forget goes first: a table that a cursor still reads cannot be changed. */
    if (!postgres_bulk_flush(c, e) || (c->parting_n && !postgres_run(c, "SELECT 1", e)))
        return false;
    c->cancelled = false;
    if (PQsendQuery(c->pg, sql) != 1)
        return postgres_err(c, NULL, e);
    bool fine = true;
    for (PGresult *r; (r = postgres_result(c)); PQclear(r))
        if (fine && !is_well(r))
            fine = postgres_err(c, r, e);
    return fine;
}

/* ---- the end of a transaction ---- */

/* A connection lost between the question and the answer leaves open what became of it. */
static bool not_known(struct postgres_connection *c, struct err *e)
{
    return err_set(e, ERR_SYSTEM, "%.300s: the connection to the server was lost at the very end: this change is either there "
        "as a whole or not at all; when the server is there again, look with `diwan show REGISTER imports`", c->shown);
}

bool postgres_finish_moment(struct postgres_connection *c, const char *how, struct err *e)
{
    bool commit = strcmp(how, "COMMIT") == 0;
    if (commit && !postgres_bulk_flush(c, e))
        return false;
    c->moment = MOMENT_NONE;
    c->reading = 0;
    size_t kept = 0; /* cursors end with their moment */
    for (size_t i = 0; i < c->parting_n; i++)
        if (!c->partings[i].cursor)
            c->partings[kept++] = c->partings[i];
    c->parting_n = kept;
    c->cancelled = true; /* Ctrl-C comes too late for this */
    if (PQsendQuery(c->pg, how) != 1)
        return postgres_err(c, NULL, e);
    bool fine = true, same = true;
    for (PGresult *r; (r = postgres_result(c)); PQclear(r)) {
        if (fine && !is_well(r))
            fine = PQstatus(c->pg) == CONNECTION_BAD && commit ? not_known(c, e) : postgres_err(c, r, e);
        same = same && strcmp(PQcmdStatus(r), how) == 0;
    }
    if (fine && commit && !same)
        return err_set(e, ERR_STORE, "%.300s: a step of this change failed, so nothing was changed", c->shown);
    return fine;
}
