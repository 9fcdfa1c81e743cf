// SPDX-License-Identifier: Apache-2.0
// A day, without an hour.
import { locale } from '../../common/language.ts';

/** "2026年8月1日" of "2026-08-01" or of an instant. */
export function dayWords(day: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T12:00`) : new Date(day);
  const style: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'short', day: 'numeric' };
  return new Intl.DateTimeFormat(locale(), style).format(at);
}

export const Day = ({ day }: { day: string }) => <time dateTime={day}>{dayWords(day)}</time>;
