/* SPDX-License-Identifier: GPL-3.0-or-later */
/* key: everything about the keys of registers. Its first argument is a verb. */
#include "desk/key_priv.h"

static const struct verb *const verbs[] = {&verb_suggest, &verb_change, &verb_unlock, &verb_lock, &verb_shares, &verb_recover, &verb_pair, &verb_steward, &verb_reseal,
    NULL}; /* in the order of help */

static const struct option_spec options[] = {
    {"for", OPTION_WHOLE, "MINUTES", T("unlock: how long the key is kept (15)")},
    {"of", OPTION_WHOLE, "N", T("shares: how many are made")},
    {"need", OPTION_WHOLE, "M", T("shares: how many of them recover the key")},
    {"o", OPTION_TEXT, "FILE|FOLDER", T("shares: the folder that they are written to; pair: the file of the secret half")},
    {"name", OPTION_TEXT, "NAME", T("pair, steward: how the steward is called")},
    {"add", OPTION_TEXT, "FILE.pub|DIGITS", T("steward: the public half of a new one")},
    {"end", OPTION_WHOLE, "N", T("steward: seal nothing to that one any more")},
    {"steward-key", OPTION_TEXT, "FILE", T("the secret file of a steward; its passphrase is asked for, or taken from DIWAN_STEWARD_PASSPHRASE")},
    {"stewards", OPTION_TEXT, "CODE", T("reseal: that the fingerprints of exactly these stewards were compared")},
    {"now", OPTION_FLAG, NULL, T("lock: also end every Diwan of yours that is at work")},
    {"new-key-file", OPTION_TEXT, "FILE", T("change, recover: a file that holds the new passphrase, instead of asking")},
    {NULL, OPTION_FLAG, NULL, NULL},
};

const struct operation operation_key = {.name = "key", .brief = T("keys of encrypted registers: change, share, recover, lock; stewards"), .usage = "VERB [REGISTER] [arguments]",
    .text = T("The verb may stand before or behind the register. Nobody can recover a forgotten passphrase without shares. Leaving in a hurry: `diwan key lock`, which asks nothing."),
    .example = "diwan key suggest", .source = "", .options = options, .needs = NEEDS_NONE, .verbs = verbs};
