/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands with sealed values share (key_steward.c, note.c). */
#ifndef DIWAN_STEWARD_PRIV_H
#define DIWAN_STEWARD_PRIV_H
#include "desk/desk_priv.h"
#include "store/seal.h"

/* The key of --steward-key, its passphrase asked for. */
MUST_USE bool desk_steward_key(struct request *r, struct steward_key *out, struct err *e);
/* Open the register that the request names; desk_run closes it. */
MUST_USE bool desk_open_register(struct request *r, struct answer *a, enum store_mode mode, struct err *e);
/* "Dana (12345 ...), Rebin (...)"; "" where there is none, or where *e is set. */
struct str desk_stewards_in_office(struct request *r, struct err *e);
#endif
