// SPDX-License-Identifier: Apache-2.0
// Takes pictures of the pages: node browser/pictures.mjs FOLDER [PICTURE…]. Every state at two
// sizes, and with a reader's large text (187.5 %) where the state asks for it; PICTURE names some
// of them ("crisis-phone", "idle-phone-large"), and "chosen" those of docs/pictures.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from '../server.mjs';
import { launch, sizes } from './browser.mjs';
import { states as care } from './care_states.mjs';
import { states as desk } from './console_states.mjs';
import { states as staff } from './staff_states.mjs';
import { states as standing } from './standing_states.mjs';
import { morning, states as talking } from './states.mjs';
import { words } from './words.mjs';

/** Those that the documents show. */
const chosen = [
  'first-open-desktop',
  'idle-desktop',
  'idle-phone-large',
  'streaming-phone',
  'two-hours-phone',
  'crisis-phone',
  'replaced-phone',
  'minor-characters-phone',
  'minor-night-phone',
  'own-data-desktop',
  'elder-phone',
  'left-phone',
  'appeal-rejected-phone',
  'case-desktop',
  'care-claimed-desktop',
  'care-timeline-desktop',
  'care-close-phone',
  'care-figures-desktop',
];

const [folder, ...named] = process.argv.slice(2);
const wanted = named.includes('chosen') ? chosen : named;
if (!folder) {
  console.error('usage: node browser/pictures.mjs FOLDER [PICTURE… | chosen]');
  process.exit(2);
}
const pages = { chat: { ...talking, ...standing }, console: { ...care, ...desk, ...staff } };
const states = Object.entries(pages).flatMap(([prefix, all]) =>
  Object.entries(all).map(([name, state]) => ({ prefix, name, state })),
);
mkdirSync(folder, { recursive: true });
const server = await startSandbox();
const browser = await launch();
let faults = 0;
for (const { prefix, name, state } of states) {
  for (const size of Object.keys(sizes)) {
    for (const rootText of state.large ? [100, 187.5] : [100]) {
      const picture = `${name}-${size}${rootText === 100 ? '' : '-large'}`;
      if (wanted.length > 0 && !wanted.includes(picture)) continue;
      const file = `${prefix}-${picture}.png`;
      await server.reset();
      await server.setClock(morning);
      try {
        const view = { size, rootText };
        const { context, page } = await state.reach({ browser, server, view, words });
        await page.screenshot({ path: join(folder, file) });
        await context.close();
        console.log(file);
      } catch (fault) {
        faults += 1;
        console.error(`${file}: ${fault.message.split('\n')[0]}`);
      }
    }
  }
}
await browser.close();
await server.stop();
process.exit(faults === 0 ? 0 : 1);
