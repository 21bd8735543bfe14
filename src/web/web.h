/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * web: the room where people sit together: one register, open to a browser. A supervisor holds the socket and the key; a worker answers; if it crashes it is back
 * within a second. One thread writes and commits what participants do in groups; pages are read from snapshots.
 *
 * Every address that answers is a row of one table (pages.c gathers web_*_pages of the files here): who may, what it needs, what it runs. Nothing is reachable that is not in it.
 */
#ifndef DIWAN_WEB_H
#define DIWAN_WEB_H
#include "account/account.h"
#include "desk/desk.h"
#include "voice/room.h"

struct web_options {
    const char *path;               /* of the register */
    const struct key_source *keys;
    const char *listen;             /* address; NULL: 127.0.0.1 and ::1 */
    int port;                       /* 0: any that is free; it is said on stderr */
    const char *certificate, *key;  /* files in PEM; NULL: plain HTTP (behind a reverse proxy, or on this machine) */
    const char *public_address;     /* as people reach it: "https://room.example.org"; for posters and links. NULL: as the request says on loopback */
    bool quiet;
    struct speech speech;           /* of what is said to whoever started it */
};
/* Serve until SIGINT or SIGTERM; then no new request is taken, those at work are answered (10 s at most), and it returns true. ERR_SYSTEM where the address is taken. */
MUST_USE bool web_serve(const struct web_options *o, struct err *e);
/* The table of pages as JSON: [{method, path, may, form:[...], about}], for tests and for the steward. */
void web_pages_json(struct buf *out);

#endif
