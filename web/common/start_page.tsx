// SPDX-License-Identifier: Apache-2.0
// Starts a page. Mantine adds no style element here: its variables and classes come from static
// CSS, so that `style-src 'self'` is enough.
import { createTheme, MantineProvider } from '@mantine/core';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Announcer } from './announcer.tsx';
import { startLanguage } from './language.ts';
import { startTextSize } from './text_size.ts';

const theme = createTheme({ primaryColor: 'teal', respectReducedMotion: true });

/** Shows `page` in #root, with `texts` (by language) beside those that all pages share. */
export async function startPage(page: ReactNode, texts?: Parameters<typeof startLanguage>[0]) {
  startTextSize();
  await startLanguage(texts);
  const root = document.getElementById('root');
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <Announcer>{page}</Announcer>
      </MantineProvider>
    </StrictMode>,
  );
}
