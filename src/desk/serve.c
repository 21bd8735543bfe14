/* SPDX-License-Identifier: GPL-3.0-or-later */
/* serve: the row of the table; what it does is the room `web`, above. */
#include "desk/desk_priv.h"

const struct operation operation_serve = {.name = "serve", .brief = T("open the register to a browser"),
    .usage = "REGISTER [--port N] [--listen ADDRESS] [--certificate FILE --certificate-key FILE] [--address URL]",
    .text = T("Participants answer on a phone, practitioners hold dialogues, researchers and policy makers read. It listens on this machine alone unless --listen says otherwise. Ctrl-C ends it; nothing that was acknowledged is lost."),
    .example = "diwan serve iraq.diwan", .source = "docs/room.md",
    .options = (const struct option_spec[]){{"port", OPTION_WHOLE, "N", T("where it listens (8080); 0: any port that is free")},
        {"listen", OPTION_TEXT, "ADDRESS", T("the address it listens on; without it: this machine alone")},
        {"certificate", OPTION_TEXT, "FILE", T("speak TLS with this certificate (PEM)")},
        {"certificate-key", OPTION_TEXT, "FILE", T("the certificate's key (PEM)")},
        {"address", OPTION_TEXT, "URL", T("how people reach it, for posters and links: https://room.example.org")},
        {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_REGISTER, .serves = true};
