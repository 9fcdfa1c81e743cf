// SPDX-License-Identifier: Apache-2.0
// The states in which something stands against a person or is still missing have no accessibility
// fault, ask no foreign server, break no rule of the Content-Security-Policy and scroll nowhere
// sideways: on a desktop, a phone, 320 px wide, with large text and in dark colours.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cannotRun, startSandbox } from '../server.mjs';
import { launch, narrow } from './browser.mjs';
import { states } from './standing_states.mjs';
import { morning } from './states.mjs';
import { words } from './words.mjs';

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
  dark: { size: 'phone', colorScheme: 'dark' },
};
const always = ['desktop', 'phone'];

for (const [name, state] of Object.entries(states)) {
  for (const [title, view] of Object.entries(views)) {
    if (!state.large && !always.includes(title)) continue;
    test(`O-110: the state "${name}", ${title}`, options, async () => {
      await server.reset();
      await server.setClock(morning);
      const { context, page, watched } = await state.reach({ browser, server, view, words });
      await watched.passes();
      const sideways = await page.evaluate(() => {
        const boxes = [document.documentElement, ...document.querySelectorAll('dialog[open]')];
        return boxes.some((box) => box.scrollWidth > box.clientWidth);
      });
      assert.ok(!sideways, 'nothing scrolls sideways');
      await context.close();
    });
  }
}
