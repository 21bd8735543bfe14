/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * people: the smallest group of people of whom a register tells anything. The program has a floor, PEOPLE_K; the stewards of a register may set
 * a larger number (fact `k`), and never a smaller one. It travels in what is read of a register (struct voice_dialogue), not beside it.
 */
#ifndef DIWAN_STORE_PEOPLE_H
#define DIWAN_STORE_PEOPLE_H
#include "store/store.h"

enum { PEOPLE_K_MOST = 1000 }; /* that can be set: above it hardly any dialogue would say anything */
/* The one place where what was set (0: nothing) meets the floor. */
static inline int64_t people_least(int64_t set) { return MAX_OF(set, (int64_t)PEOPLE_K); }
/* Numbers of votes are told in steps of so many, where what a few said must not follow by subtraction: tens, and as many of them as the smallest group needs. */
static inline int64_t people_step(int64_t set) { return (people_least(set) + 9) / 10 * 10; }
/* Of this register, at least PEOPLE_K. ERR_STORE where the fact is no number: then nothing about people is told. */
MUST_USE bool store_people(struct store *s, int64_t *least, struct err *e);
/* In a task; the caller writes the audit. ERR_USAGE, with what is allowed, outside PEOPLE_K to PEOPLE_K_MOST. PEOPLE_K is kept as none. */
MUST_USE bool store_people_set(struct store *s, int64_t least, struct err *e);
#endif
