/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case_voices.h"

bool voices_stats(struct case_run *run, const struct case_voices *v, struct err *e)
{
    (void)run, (void)v, (void)e;
    return true;
}
