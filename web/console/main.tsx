// SPDX-License-Identifier: Apache-2.0
// Starts the page for staff. Like the chat page it adds no style element: `style-src 'self'` holds.
import { createTheme, MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Announcer } from '../common/announcer.tsx';
import { startLanguage } from '../common/language.ts';
import '../common/look.css';
import '../common/plain.css';
import { startTextSize } from '../common/text_size.ts';
import './console.css';
import { ConsolePage } from './console_page.tsx';
import { consoleEnglish } from './texts_en.ts';
import { consoleChinese } from './texts_zh.ts';

const theme = createTheme({ primaryColor: 'teal', respectReducedMotion: true });

startTextSize();
await startLanguage({ 'zh-CN': consoleChinese, en: consoleEnglish });
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
          <ConsolePage />
        </Announcer>
      </MantineProvider>
    </StrictMode>,
  );
}
