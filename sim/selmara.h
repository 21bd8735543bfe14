/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sim: Selmara, a country that does not exist, in the open ocean. It writes public file formats, as anybody
 * might hand them in, and the truth they were drawn from, so that analysis can be held against it. It knows
 * core and nothing of the analysis.
 */
#ifndef DIWAN_SELMARA_H
#define DIWAN_SELMARA_H
#include "core/core.h"

/* Writes into the folder, which must exist, replacing what is there:
 *   selmara_adm1.geojson    borders of 12 governorates that share their vertices; names in en, ar, ckb
 *   selmara_population.csv  2021 to 2024 by governorate, header of the open table
 *   selmara_incidents.csv   about 1,700 incidents of 2021 to 2024 in the 49 columns of UCDP GED
 *   selmara_harm.csv        about 900 records of harm that does not kill, as a table with HXL tags, from July 2021
 *   selmara_observability.csv, selmara_phases.csv, selmara_aliases.csv, selmara_licences.csv   what people say of places and sources
 *   truth.json              the parameters they were drawn from, and what came of them
 * Each file says that it is invented. Same seed, same bytes. Fails with ERR_SYSTEM when a file cannot be written. */
MUST_USE bool selmara_write(const char *folder, uint64_t seed, struct err *e);
#endif
