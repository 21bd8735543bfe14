/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/agenda_out.h"
#include "brief/agenda_book.h"

static bool recorded(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_audit(s, "agenda", STR("all of it, with answers before harm and signatures, into a file"), e);
}

bool agenda_out(struct request *r, struct answer *a, const struct agenda_book *b, struct str path, bool all, struct err *e)
{
    bool csv = str_ends(path, ".csv");
    if (!csv && !str_ends(path, ".xlsx"))
        return err_set(e, ERR_USAGE, "-o: \"%.*s\" ends in no form of an agenda; use .xlsx (all of its tables) or .csv (the logical framework)", STR_F(path));
    if (csv && all)
        return err_set(e, ERR_USAGE, "--all goes with a workbook: -o FILE.xlsx");
    a->file.most = (size_t)1 << 30;
    if (csv)
        agenda_logframe(b, &r->speech, &a->file);
    else if (!agenda_xlsx(r->store, b, &r->speech, all, &a->file, e) || (all && !store_task(r->store, recorded, NULL, e)))
        return false;
    if (!csv)
        DESK_NOTE(r, a, T("{file}: change it, and bring it back with `diwan add REGISTER {file}`; the logical framework is worked out anew each time."), desk_slot("file", path));
    return true;
}
