/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of math share among themselves. */
#ifndef DIWAN_MATHS_PRIV_H
#define DIWAN_MATHS_PRIV_H
#include "math/maths.h"

void errors_off(void); /* GSL's aborting error handler; before any of its functions that may fail */

/* Quantiles with GSL's aborting error handler off. `df` > 0. p in (0, 1). */
double normal_quantile(double p);
double normal_above(double z); /* upper tail of the normal distribution */
double student_above(double t, double df);
double student_quantile(double p, double df);
/* Quantile of the gamma distribution with scale 1, shape > 0; of the beta distribution. Exact to a few ulp of
 * the distribution function: GSL's own inverse is the start, bisection on its function the finish. */
double gamma_quantile(double p, double shape);
double beta_quantile(double p, double a, double b);
#endif
