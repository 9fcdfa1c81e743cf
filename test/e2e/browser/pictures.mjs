// SPDX-License-Identifier: Apache-2.0
// Takes a picture of every state of the chat page: node browser/pictures.mjs FOLDER [STATE…].
// Two sizes, and with a reader's large text (187.5 %) where the state asks for it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from '../server.mjs';
import { launch, sizes } from './browser.mjs';
import { morning, states } from './states.mjs';
import { words } from './words.mjs';

const [folder, ...wanted] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node browser/pictures.mjs FOLDER [STATE…]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const server = await startSandbox();
const browser = await launch();
let faults = 0;
for (const [name, state] of Object.entries(states)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const size of Object.keys(sizes)) {
    for (const rootText of state.large ? [100, 187.5] : [100]) {
      const file = `chat-${name}-${size}${rootText === 100 ? '' : '-large'}.png`;
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
