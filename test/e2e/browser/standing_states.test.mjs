// SPDX-License-Identifier: Apache-2.0
// The states in which something stands against a person or is still missing have no accessibility
// fault, ask no foreign server, break no rule of the Content-Security-Policy and scroll nowhere
// sideways: on a desktop, a phone, 320 px wide, with large text and in dark colours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cannotRun } from '../server.mjs';
import { narrow } from './browser.mjs';
import { stage } from './stage.mjs';
import { states } from './standing_states.mjs';
import { words } from './words.mjs';

const options = { skip: cannotRun, timeout: 120000 };
let server;
let browser;
stage((made) => ({ server, browser } = made));

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
