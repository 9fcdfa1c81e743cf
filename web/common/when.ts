// SPDX-License-Identifier: Apache-2.0
// Times as people read them: the day and the minute, and how long until then.
import { locale, type Translate } from './language.ts';

/** "8月11日 09:30", in `zone` where one is given, else in the reader's own. */
export function dayAndTime(instant: string, zone?: string): string {
  const style: Intl.DateTimeFormatOptions = {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  };
  if (zone) style.timeZone = zone;
  return new Intl.DateTimeFormat(locale(), style).format(new Date(instant));
}

/** "2 天 3 小时", "40 分钟": the two largest units of whole minutes, never below one minute. */
export function span(milliseconds: number, t: Translate): string {
  const minutes = Math.max(1, Math.floor(Math.abs(milliseconds) / 60000));
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const parts: string[] = [];
  if (days > 0) parts.push(t('span.days', { count: days }));
  if (hours > 0) parts.push(t('span.hours', { count: hours }));
  if (days === 0 && (hours === 0 || minutes % 60 > 0)) {
    parts.push(t('span.minutes', { count: minutes % 60 }));
  }
  return parts.join(' ');
}
