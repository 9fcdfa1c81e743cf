// SPDX-License-Identifier: Apache-2.0
// The words of this page, and how it writes times, dates, sums and names.
import { locale, useTexts, type Translate } from '../common/language.ts';
import type { TextKey } from '../common/texts_zh.ts';
import type { Service } from './contract.ts';
import type { GuardianKey } from './texts_zh.ts';

export type Words = (
  key: TextKey | GuardianKey,
  values?: Record<string, string | number>,
) => string;

/** The page's own texts are added at the start (main.tsx), so every key is there. */
export const useWords = (): Words => useTexts() as Translate as Words;

/** "1 小时 20 分钟": whole minutes; a started minute counts as none. */
export function duration(seconds: number, t: Words): string {
  const minutes = Math.floor(seconds / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return t('unit.minutes', { minutes });
  return rest === 0 ? t('unit.hours', { hours }) : t('unit.hours_minutes', { hours, minutes: rest });
}

const inLocale = (style: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(), style);

/** A calendar date of the server ("2026-08-03"), which is no instant and has no zone. */
export const dateWords = (date: string): string =>
  inLocale({ month: 'short', day: 'numeric', weekday: 'short', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );

export const instantWords = (instant: string): string =>
  inLocale({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(
    new Date(instant),
  );

export const yuan = (fen: number): string => (fen % 100 === 0 ? `${fen / 100}` : (fen / 100).toFixed(2));

/** The words of an open list; a name that the page does not know is shown as `other`. */
export function nameOf(t: Words, prefix: string, name: string, other: GuardianKey): string {
  const key = `${prefix}.${name}` as GuardianKey;
  const words = t(key);
  return words === key ? t(other) : words;
}

export const characterName = (service: Service, id: string): string =>
  service.characters.find((each) => each.id === id)?.name ?? id;

/** The seven dates from `from` on. */
export function datesOf(from: string, until: string): string[] {
  const dates: string[] = [];
  const last = Date.parse(`${until}T00:00:00Z`);
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= last && dates.length < 31; at += 86400000) {
    dates.push(new Date(at).toISOString().slice(0, 10));
  }
  return dates;
}
