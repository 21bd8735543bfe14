/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/core.h"
#include <signal.h>

static volatile sig_atomic_t stop_asked;

static void on_signal(int number)
{
    (void)number;
    stop_asked = 1;
}

void interrupt_catch(void)
{
    struct sigaction act = {.sa_handler = on_signal}; /* without SA_RESTART, so that reads return */
    sigemptyset(&act.sa_mask);
    act.sa_flags = (int)SA_RESETHAND; /* a second Ctrl-C ends at once; the register is safe either way */
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
}

bool interrupted(void)
{
    return stop_asked != 0;
}

void interrupt_clear(void)
{
    stop_asked = 0;
}

void progress_begin(struct progress *p, const char *label, double total)
{
    if (!p)
        return;
    p->label = label;
    p->total = total;
    p->done = 0;
    p->rows = 0;
    if (p->show)
        p->show(p);
}

bool progress_step(struct progress *p, double done, int64_t rows, struct err *e)
{
    if (interrupted() || (p && p->stop && p->stop(p)))
        return err_set(e, ERR_STOPPED, "as you asked; the register is as it was before");
    if (p) {
        p->done = done;
        p->rows = rows;
        if (p->show)
            p->show(p);
    }
    return true;
}

void progress_finish(struct progress *p)
{
    if (!p)
        return;
    p->done = p->total;
    p->label = NULL;
    if (p->show)
        p->show(p);
}
