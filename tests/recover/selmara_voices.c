/* SPDX-License-Identifier: GPL-3.0-or-later */
/* selmara_voices FOLDER SEED STORY: the two dialogues of one invented country, with their truth. STORY as in sim/selmara.h. */
#include "sim/selmara.h"

int main(int argc, char **argv)
{
    int64_t seed;
    int told = 0;
    struct err e = {0};
    while (argc == 4 && told < SELMARA_VOICES_N && strcmp(selmara_voices_name((enum selmara_voices)told), argv[3]) != 0)
        told++;
    if (argc != 4 || !str_to_int(str_of(argv[2]), &seed) || seed < 0 || told == SELMARA_VOICES_N) {
        fprintf(stderr, "usage: selmara_voices FOLDER SEED groups|alike|cloud|chance\n");
        return 2;
    }
    if (selmara_voices_write(argv[1], (uint64_t)seed, (enum selmara_voices)told, &e))
        return 0;
    fprintf(stderr, "%s\n", e.text);
    return 1;
}
