// SPDX-License-Identifier: Apache-2.0
// The bar of the pages before the conversation: name, text size, language, help.
import { Button } from '@mantine/core';
import { chooseLocale, locale, useTexts } from './language.ts';
import { chooseTextSize, useTextSize } from './text_size.ts';

export function DisplayChoices() {
  const t = useTexts();
  const size = useTextSize();
  const large = size === 'large';
  return (
    <>
      <Button variant="default" onClick={() => chooseTextSize(large ? 'ordinary' : 'large')}>
        {large ? t('app.ordinary_text') : t('app.large_text')}
      </Button>
      <Button
        variant="default"
        lang={locale() === 'en' ? 'zh-CN' : 'en'}
        onClick={() => void chooseLocale(locale() === 'en' ? 'zh-CN' : 'en')}
      >
        {t('app.other_language')}
      </Button>
    </>
  );
}

export function TopBar() {
  const t = useTexts();
  return (
    <header className="top-bar">
      <span className="brand">{t('app.name')}</span>
      <div className="choices">
        <DisplayChoices />
      </div>
    </header>
  );
}
