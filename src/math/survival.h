/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * survival: how long it takes until something happens, where of some it is only known that it had not happened yet.
 *
 * The product-limit estimator with its pointwise interval, and the median with the interval that follows from it. Equals R survival
 * 3.x survfit(Surv(time, happened) ~ 1, conf.type = "log-log") and SAS PROC LIFETEST, which has that interval by default.
 */
#ifndef DIWAN_SURVIVAL_H
#define DIWAN_SURVIVAL_H
#include "core/core.h"

struct survival_step { /* from `time` on, up to the next step */
    double time;
    int64_t at_risk, happened; /* just before; at that time */
    double survival;           /* share to whom it has not happened by then, that time included */
    double error;              /* Greenwood 1926: S sqrt(sum d/(r(r-d))); NAN where S is 0 */
    double lo, hi;             /* S^exp(+-z g/|log S|), g the error of log S (Kalbfleisch & Prentice 1980, 1.3); NAN where S is 0 */
};
struct survival {
    struct survival_step *steps; /* one for each time at which it happened, in order; in the arena */
    size_t n;
    int64_t cases, happened;
    struct estimate median; /* n = cases; see survival_of */
};
/* Kaplan & Meier 1958, JASA 53:457. times[i] >= 0, any unit: when it happened to i, or else (happened[i] false) until when it is known that it had not. A case that is still open at the
 * time of another's event was at risk then. `confidence` in (0, 1). The median is the first time at which S falls to a half or below, in the middle of the step where S is exactly a half
 * (as R); NAN while S stays above: it has not come to half of them yet. Its bounds are where the two curves of the interval do the same (Brookmeyer & Crowley 1982, Biometrics 38:29); NAN
 * where a curve never falls so far: no upper bound is known. n = 0: everything NAN and no step. O(n log n). */
void survival_of(const double *times, const bool *happened, size_t n, double confidence, struct arena *a, struct survival *out);
#endif
