/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SQLite3 Multiple Ciphers always starts its functions that encrypt single values, and leaves them out where it is built
 * without the two ciphers they need. Diwan has neither: there is nothing to start.
 */
#include <sqlite3.h>

int sqlite3_vle_init(sqlite3 *db, char **message, const void *routines);

int sqlite3_vle_init(sqlite3 *db, char **message, const void *routines)
{
    (void)db, (void)message, (void)routines;
    return SQLITE_OK;
}
