// SPDX-License-Identifier: Apache-2.0
// The page's own words in zh-CN (first) and English. Words that the law asks for come from the
// server's policy pack, not from here.
import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { english } from './texts_en.ts';
import { chinese, type TextKey } from './texts_zh.ts';

export type Locale = 'zh-CN' | 'en';
export type Translate = (key: TextKey, values?: Record<string, string | number>) => string;

const storedAs = 'anban.locale';

function firstLocale(): Locale {
  const stored = localStorage.getItem(storedAs);
  if (stored === 'zh-CN' || stored === 'en') return stored;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}

type Added = Record<Locale, Record<string, string>>;

/** `added`: the words of one page, beside those that all share. */
export async function startLanguage(added: Added = { 'zh-CN': {}, en: {} }): Promise<void> {
  await i18next.init({
    lng: firstLocale(),
    fallbackLng: 'zh-CN',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: {
      'zh-CN': { translation: { ...chinese, ...added['zh-CN'] } },
      en: { translation: { ...english, ...added.en } },
    },
  });
  document.documentElement.lang = locale();
}

export const locale = (): Locale => (i18next.language === 'en' ? 'en' : 'zh-CN');

/** Words that the server gives in one language or by locale. */
export function spoken(words: string | Partial<Record<string, string>> | undefined): string {
  if (words === undefined || typeof words === 'string') return words ?? '';
  return words[locale()] ?? words['zh-CN'] ?? '';
}

export async function chooseLocale(next: Locale): Promise<void> {
  localStorage.setItem(storedAs, next);
  document.documentElement.lang = next;
  await i18next.changeLanguage(next);
}

function onChange(tell: () => void): () => void {
  i18next.on('languageChanged', tell);
  return () => i18next.off('languageChanged', tell);
}

/** The translate function; the component renders again when the language changes. */
export function useTexts(): Translate {
  useSyncExternalStore(onChange, locale);
  return (key, values) => i18next.t(key, values ?? {});
}
