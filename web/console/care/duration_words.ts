// SPDX-License-Identifier: Apache-2.0
// Durations of a policy in words: "1440min" is 24 hours. The largest unit that leaves no rest; days
// only from two on, since a limit of one day reads as its 24 hours. Pure.
import type { Words } from '../words.ts';

const seconds = { s: 1, min: 60, m: 60, h: 3600, d: 86400 };

/** From the largest; `least` of them, else the next smaller one. */
const units = [
  { name: 'days', each: seconds.d, least: 2 },
  { name: 'hours', each: seconds.h, least: 1 },
  { name: 'minutes', each: seconds.min, least: 1 },
  { name: 'seconds', each: 1, least: 0 },
] as const;

/** In words, or as it came where it is no duration ("22:00", 1000, "publishing"). */
export function durationWords(value: string, t: Words): string {
  const read = /^(\d{1,9})\s?(s|min|m|h|d)$/.exec(value);
  if (read === null) return value;
  const whole = Number(read[1]) * seconds[read[2] as keyof typeof seconds];
  for (const { name, each, least } of units) {
    const count = whole / each;
    if (!Number.isInteger(count) || count < least) continue;
    return t(count === 1 ? `care.one.${name}` : `care.several.${name}`, { count });
  }
  return value;
}
