// SPDX-License-Identifier: Apache-2.0
// The words of this page, and names of open lists.
import { useTexts, type Translate } from '../common/language.ts';
import type { TextKey } from '../common/texts_zh.ts';
import type { Row } from './contract.ts';
import type { ConsoleKey } from './texts_zh.ts';

export type Words = (
  key: TextKey | ConsoleKey,
  values?: Record<string, string | number>,
) => string;

/** The page's own texts are added at the start (main.tsx), so every key is there. */
export const useWords = (): Words => useTexts() as Translate as Words;

/** A name of the server in words; one that the page does not know as it came. */
export function named(t: Words, prefix: string, name: string): string {
  const key = `${prefix}.${name}` as ConsoleKey;
  const words = t(key);
  return words === key ? name : words;
}

/** What the row is about, in a few words. */
export function titleOf(row: Row, t: Words): string {
  if (row.object === 'identity_review') {
    return t('row.review', { method: named(t, 'method', row.method ?? '') });
  }
  const decision = named(t, 'decision', row.decision ?? '');
  return t('row.appeal', { decision, round: row.round ?? 1 });
}
