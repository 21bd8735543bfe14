/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PostgreSQL driver: what its failures mean, each as one sentence with what to do. */
#include "store/postgres_priv.h"

/* The first line of what the server or libpq says, without its full stop. */
static struct str first_line(const char *text)
{
    struct str s = str_of(text);
    if (str_starts(s, "ERROR:  "))
        s = (struct str){s.p + 8, s.n - 8};
    size_t n = 0;
    while (n < s.n && s.p[n] != '\n')
        n++;
    while (n > 0 && s.p[n - 1] == '.')
        n--;
    return (struct str){s.p, MIN_OF(n, (size_t)240)};
}

static bool lost(const struct postgres_connection *c, struct err *e)
{
    return err_set(e, ERR_SYSTEM, "%.300s: the connection to the server was lost: nothing of this change was kept; when the "
        "server is there again, try again", c->shown);
}

/* Classes of SQLSTATE (PostgreSQL, appendix A) that want words of their own; *e stays as it was for others. */
static bool known_state(const struct postgres_connection *c, const char *state, struct str said, struct err *e)
{
    const char *path = c->shown;
    if (strcmp(state, "57014") == 0 && interrupted())
        return err_set(e, ERR_STOPPED, "as you asked; the register is as it was before");
    if (strcmp(state, "55P03") == 0)
        return err_set(e, ERR_STORE, "%.300s: another program is writing to this register and did not finish within %.3g "
            "seconds: nothing was changed; wait for it, or stop it, then try again", path, c->wait_ms / 1000.0);
    if (strcmp(state, "57014") == 0)
        return err_set(e, ERR_STORE, "%.300s: the server ended a step that took too long (its statement_timeout): nothing was "
            "changed; ask whoever runs the server for more time", path);
    if (strncmp(state, "08", 2) == 0 || strncmp(state, "57P0", 4) == 0 || strcmp(state, "25P03") == 0)
        return lost(c, e);
    if (strcmp(state, "53100") == 0)
        return err_set(e, ERR_SYSTEM, "%.300s: the disk of the server is full: nothing of this change was kept; make room, "
            "then try again", path);
    if (strncmp(state, "53", 2) == 0)
        return err_set(e, ERR_SYSTEM, "%.300s: the server ran out of means (%.*s): nothing of this change was kept; try again "
            "later, or ask whoever runs it", path, STR_F(said));
    if (strncmp(state, "58", 2) == 0 || strncmp(state, "XX", 2) == 0)
        return err_set(e, ERR_SYSTEM, "%.300s: the server failed while the register was read or written (%.*s, %s): nothing of "
            "this change was kept; ask whoever runs it to look after its disk", path, STR_F(said), state);
    if (strcmp(state, "42501") == 0)
        return err_set(e, ERR_SYSTEM, "%.300s: no permission for this on the register (%.*s): nothing was changed; ask its "
            "owner for the right", path, STR_F(said));
    if (strcmp(state, "25006") == 0)
        return err_set(e, ERR_SYSTEM, "%.300s: no permission to write to this register, which is open for reading only: "
            "nothing was changed", path);
    if (strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0)
        return err_set(e, ERR_STORE, "%.300s: another program changed the register at the same moment: nothing was changed; "
            "try again", path);
    if (strcmp(state, "22021") == 0 || strcmp(state, "22P05") == 0)
        return err_set(e, ERR_INPUT, "%.300s: a text is not UTF-8, so the register cannot keep it (%.*s): nothing was changed",
            path, STR_F(said));
    if (strncmp(state, "23", 2) == 0 || strncmp(state, "22", 2) == 0)
        return err_set(e, ERR_STORE, "%.300s: the register refused a change that does not fit (%.*s): nothing was changed", path,
            STR_F(said));
    return false;
}

bool postgres_err(const struct postgres_connection *c, const PGresult *r, struct err *e)
{
    const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    const char *message = r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    if (!state || !message)
        return PQstatus(c->pg) == CONNECTION_BAD ? lost(c, e)
                                                 : err_set(e, ERR_STORE, "%.300s: the register failed: %.*s (PostgreSQL)",
                                                       c->shown, STR_F(first_line(PQerrorMessage(c->pg))));
    struct str said = first_line(message);
    e->code = ERR_NONE;
    known_state(c, state, said, e);
    if (e->code != ERR_NONE)
        return false;
    return err_set(e, ERR_STORE, "%.300s: the register failed: %.*s (PostgreSQL %s)", c->shown, STR_F(said), state);
}

/* Of several attempts the last tells. */
static const char *last_line(const char *text)
{
    const char *last = text;
    for (const char *p = text; *p; p++)
        if (*p == '\n' && p[1])
            last = p + 1;
    return last;
}

/* The server's language may be any: what libpq knows by itself comes first, English words second. */
bool postgres_connect_err(const struct postgres_connection *c, struct err *e)
{
    const char *all = PQerrorMessage(c->pg), *path = c->shown;
    struct str said = first_line(last_line(all));
    if (PQconnectionNeedsPassword(c->pg))
        return err_set(e, ERR_DENIED, "%.300s: the server wants a password: write it into ~/.pgpass, or set PGPASSWORD", path);
    if (strstr(all, "password authentication failed") || PQconnectionUsedPassword(c->pg))
        return err_set(e, ERR_DENIED, "%.300s: the server did not accept this user with this password: check ~/.pgpass or "
            "PGPASSWORD, and the user's name", path);
    if (strstr(all, "database \"") && strstr(all, "does not exist"))
        return err_set(e, ERR_ABSENT, "%.300s: the server has no such database: check its name, or have it made", path);
    if (strstr(all, "role \"") && strstr(all, "does not exist"))
        return err_set(e, ERR_DENIED, "%.300s: the server does not know this user: check the name, or have the user made", path);
    if (strstr(all, "pg_hba.conf") || strstr(all, "eer authentication failed") || strstr(all, "permission denied for database"))
        return err_set(e, ERR_DENIED, "%.300s: the server does not let this user in from here (%.*s): ask whoever runs it", path,
            STR_F(said));
    if (strstr(all, "too many connections") || strstr(all, "too many clients") || strstr(all, "remaining connection slots"))
        return err_set(e, ERR_SYSTEM, "%.300s: the server has too many connections: try again later", path);
    return err_set(e, ERR_SYSTEM, "%.300s: there is no connection to the server: %.*s: check the address, and whether the server "
        "runs", path, STR_F(said));
}
