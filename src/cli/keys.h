/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keys: where the command line gets passphrases from. To open: --key-file, DIWAN_PASSPHRASE, the kernel's keyring (`diwan key unlock`), the
 * terminal. For a new register: the same without the keyring. To change: --new-key-file, DIWAN_NEW_PASSPHRASE, the terminal. For a
 * steward's secret file: DIWAN_STEWARD_PASSPHRASE, the terminal.
 */
#ifndef DIWAN_KEYS_H
#define DIWAN_KEYS_H
#include "desk/desk.h"

struct keys {
    const struct request *request; /* its options and language, once they are read */
    struct secret passphrase, new_passphrase, steward_passphrase; /* of the environment */
    bool told_swap, told_loss;
    struct key_source source;
};
/* Takes these variables out of the environment: as early in main as can be. Until keys_end, `r` and `k` stay where they are. */
void keys_begin(struct keys *k, struct request *r);
void keys_end(struct keys *k);
#endif
