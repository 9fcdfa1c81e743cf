// SPDX-License-Identifier: Apache-2.0
// Every state of the care pages of staff has no accessibility fault, asks no foreign server, breaks no
// rule of the Content-Security-Policy and scrolls nowhere sideways: on a desktop, a phone, 320 px
// wide, with large text and in dark colours.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cannotRun, startSandbox } from '../server.mjs';
import { launch, narrow } from './browser.mjs';
import { states } from './care_states.mjs';
import { morning } from './states.mjs';

const options = { skip: cannotRun, timeout: 120000 };
let server;
let browser;
before(async () => {
  if (cannotRun) return;
  server = await startSandbox();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const views = {
  desktop: { size: 'desktop' },
  phone: { size: 'phone' },
  '320 px': { size: narrow },
  'phone, text 187.5 %': { size: 'phone', rootText: 187.5 },
  dark: { colorScheme: 'dark' },
};
const always = ['desktop', 'phone'];

for (const [name, state] of Object.entries(states)) {
  for (const [title, view] of Object.entries(views)) {
    if (!state.large && !always.includes(title)) continue;
    test(`the state "${name}" of the care pages, ${title}`, options, async () => {
      await server.reset();
      await server.setClock(morning);
      const { context, page, watched } = await state.reach({ browser, server, view });
      await watched.passes();
      const wide = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth > clientWidth;
      });
      assert.ok(!wide, 'nothing scrolls sideways');
      await context.close();
    });
  }
}
