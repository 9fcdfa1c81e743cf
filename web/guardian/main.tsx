// SPDX-License-Identifier: Apache-2.0
// Starts the guardians' page. Mantine adds no style element here: its variables and classes come
// from static CSS, so that `style-src 'self'` is enough.
import { createTheme, MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Announcer } from '../common/announcer.tsx';
import { startLanguage } from '../common/language.ts';
import '../common/look.css';
import '../common/plain.css';
import { startTextSize } from '../common/text_size.ts';
import './guardian.css';
import { GuardianPage } from './guardian_page.tsx';
import { english } from './texts_en.ts';
import { chinese } from './texts_zh.ts';

const theme = createTheme({ primaryColor: 'teal', respectReducedMotion: true });

startTextSize();
await startLanguage({ 'zh-CN': chinese, en: english });
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <Announcer>
          <GuardianPage />
        </Announcer>
      </MantineProvider>
    </StrictMode>,
  );
}
