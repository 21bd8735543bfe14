/* SPDX-License-Identifier: GPL-3.0-or-later */
/* selmara_files FOLDER SEED STORY: the files of one invented country, with its truth. STORY as in sim/selmara.h. */
#include "sim/selmara.h"

static bool story_find(const char *name, enum selmara_told *out)
{
    for (int i = 0; i < SELMARA_TOLD_N; i++)
        if (strcmp(selmara_told_name((enum selmara_told)i), name) == 0) {
            *out = (enum selmara_told)i;
            return true;
        }
    return false;
}

int main(int argc, char **argv)
{
    enum selmara_told told;
    int64_t seed;
    struct err e = {0};
    if (argc != 4 || !str_to_int(str_of(argv[2]), &seed) || seed < 0 || !story_find(argv[3], &told)) {
        fprintf(stderr, "usage: selmara_files FOLDER SEED STORY\n");
        return 2;
    }
    if (selmara_write(argv[1], (uint64_t)seed, told, &e))
        return 0;
    fprintf(stderr, "%s\n", e.text);
    return 1;
}
