/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * disk: a VFS for SQLite that knows what of its files a power cut would leave, and writes that down at any moment.
 *
 * Bytes are safe once their file was synchronised; a new name and a new folder entry once the file or the folder was. What
 * was written since may be there, in part, or torn inside a sector of 512 bytes: each image of the disk draws its own lot.
 * Only files of the folder watched are followed; everything passes through to the real file system.
 */
#ifndef DIWAN_POWER_DISK_H
#define DIWAN_POWER_DISK_H
#include "core/core.h"

/* Becomes SQLite's default VFS; from now on files in `folder` are followed. Once for each folder. */
void disk_watch(const char *folder);
/* From now on, cuts are made: an image `into`/N/ at each synchronisation (before and after), and at about `share` of all other
 * changes; numbers go on from `*n`. NULL ends it. */
void disk_cut(const char *into, double share, int *n, struct rng *chance);
/* One image now. */
void disk_image(const char *into, int *n, struct rng *chance);
#endif
