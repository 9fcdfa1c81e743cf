// SPDX-License-Identifier: Apache-2.0
// Every state of the guardians' page can be reached, has no accessibility fault, asks no foreign
// server and breaks no rule of the Content-Security-Policy, at both sizes, with large text, in dark
// colours and on the narrowest phone; and nothing scrolls sideways.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cannotRun } from '../server.mjs';
import { sizes } from './browser.mjs';
import { states } from './guardian_states.mjs';
import { stage } from './stage.mjs';

let server;
let browser;
stage((made) => ({ server, browser } = made));

const narrow = { width: 320, height: 568 };

/** What reaches beyond the page's right edge. */
function sideways() {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  return [...document.querySelectorAll('body *')]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
    .map((each) => `${each.tagName} ${each.className}`);
}

async function holds(name, view) {
  const { context, page, watched } = await states[name].reach({ browser, server, view });
  await watched.passes();
  assert.deepEqual(await page.evaluate(sideways), [], 'nothing scrolls sideways');
  await context.close();
}

for (const [name, state] of Object.entries(states)) {
  for (const size of Object.keys(sizes)) {
    for (const rootText of state.large ? [100, 187.5] : [100]) {
      const title = `O-122 O-126: guardian state "${name}" at ${size}, text ${rootText} %`;
      test(title, { skip: cannotRun, timeout: 120000 }, () => holds(name, { size, rootText }));
    }
  }
  if (!state.large) continue;
  for (const [how, view] of [
    ['in dark colours', { colorScheme: 'dark', size: 'phone' }],
    ['320 px wide', { size: narrow }],
  ]) {
    const title = `O-122 O-126: guardian state "${name}" ${how}`;
    test(title, { skip: cannotRun, timeout: 120000 }, () => holds(name, view));
  }
}
