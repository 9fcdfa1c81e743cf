// SPDX-License-Identifier: Apache-2.0
// Every state of the chat page can be reached, has no accessibility fault, asks no foreign server
// and breaks no rule of the Content-Security-Policy, at both sizes and with large text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cannotRun } from '../server.mjs';
import { sizes } from './browser.mjs';
import { stage } from './stage.mjs';
import { states } from './states.mjs';
import { words } from './words.mjs';

let server;
let browser;
stage((made) => ({ server, browser } = made));

/** The label's contrast and size, whether it is in view, and whether the exit is. */
function labelFacts() {
  const label = document.querySelector('.ai-label');
  const box = label.getBoundingClientRect();
  const style = getComputedStyle(label);
  const parts = (text) => text.match(/[\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [a, b] = [light(style.color), light(style.backgroundColor)].sort((x, y) => y - x);
  const inView = box.top >= 0 && box.bottom <= innerHeight && box.left >= 0;
  return {
    text: label.textContent,
    contrast: (a + 0.05) / (b + 0.05),
    px: parseFloat(style.fontSize),
    inView: inView && box.right <= innerWidth && box.height > 0,
    sideways: document.documentElement.scrollWidth > innerWidth,
  };
}

async function labelIsInView(page) {
  const facts = await page.evaluate(labelFacts);
  assert.match(facts.text, /内容由AI生成/);
  assert.ok(facts.contrast >= 4.5, `contrast ${facts.contrast}`);
  assert.ok(facts.px >= 12, `size ${facts.px}px`);
  assert.ok(facts.inView, 'in view without scrolling');
  assert.ok(!facts.sideways, 'nothing scrolls sideways');
}

for (const [name, state] of Object.entries(states)) {
  for (const size of Object.keys(sizes)) {
    for (const rootText of state.large ? [100, 187.5] : [100]) {
      const title = `O-100 O-110: the state "${name}" at ${size}, text ${rootText} %`;
      test(title, { skip: cannotRun, timeout: 120000 }, async () => {
        const view = { size, rootText };
        const { context, page, watched } = await state.reach({ browser, server, view, words });
        await watched.passes();
        if (name !== 'first-open') await labelIsInView(page);
        await context.close();
      });
    }
  }
}

for (const name of ['first-open', 'idle', 'crisis', 'minor-night', 'own-data', 'blocked']) {
  test(
    `O-110: the state "${name}" in dark colours`,
    { skip: cannotRun, timeout: 120000 },
    async () => {
      const view = { colorScheme: 'dark' };
      const { context, page, watched } = await states[name].reach({ browser, server, view, words });
      await watched.passes();
      if (name !== 'first-open') await labelIsInView(page);
      await context.close();
    },
  );
}
