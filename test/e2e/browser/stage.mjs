// SPDX-License-Identifier: Apache-2.0
// What the browser tests of a file stand on, and what every state of a page has to hold.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { cannotRun, startSandbox } from '../server.mjs';
import { launch, narrow } from './browser.mjs';
import { morning } from './states.mjs';

/** A sandbox, emptied and set to `morning` before each test, and a browser; both handed over once. */
export function stage(handOver) {
  let server;
  let browser;
  before(async () => {
    if (cannotRun) return;
    server = await startSandbox();
    browser = await launch();
    handOver({ server, browser });
  });
  beforeEach(async () => {
    if (cannotRun) return;
    await server.reset();
    await server.setClock(morning);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });
}

/** The button of exactly that name. */
export const button = (page, name) => page.getByRole('button', { name, exact: true });

const views = {
  desktop: { size: 'desktop' },
  phone: { size: 'phone' },
  '320 px': { size: narrow },
  'phone, text 187.5 %': { size: 'phone', rootText: 187.5 },
  dark: { colorScheme: 'dark' },
};
const always = ['desktop', 'phone'];

/**
 * A test for each state: no accessibility fault, no foreign server, no breach of the
 * Content-Security-Policy, nothing that scrolls sideways. Large ones in every view. `world()` is what
 * stage() handed over.
 */
export function holdsInEveryState(states, page, world) {
  for (const [name, state] of Object.entries(states)) {
    for (const [title, view] of Object.entries(views)) {
      if (!state.large && !always.includes(title)) continue;
      const options = { skip: cannotRun, timeout: 120000 };
      test(`the state "${name}" of ${page}, ${title}`, options, async () => {
        const open = await state.reach({ ...world(), view });
        await open.watched.passes();
        const wide = await open.page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth > clientWidth;
        });
        assert.ok(!wide, 'nothing scrolls sideways');
        await open.context.close();
      });
    }
  }
}
