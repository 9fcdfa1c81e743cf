// SPDX-License-Identifier: Apache-2.0
// The first minutes of a newcomer: what `anban serve` prints opens a page that talks, and the key
// it prints for other clients talks too, in the page and outside it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cannotRun, startServe } from '../server.mjs';
import { launch, meet, openChat, say, settled } from './browser.mjs';

const options = { skip: cannotRun, timeout: 120000 };
let server;
let browser;
before(async () => {
  if (cannotRun) return;
  server = await startServe();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const printedPageKey = (from) => /open with key +\S+\/chat#key=(\S+)/.exec(from.heard())[1];

async function talks(key) {
  const { context, page, watched } = await openChat(browser, server.url, { key });
  await meet(page);
  const replies = page.locator('.transcript');
  assert.match(await replies.innerText(), /演示伙伴/, 'the demonstration companion answers');
  await say(page, '活着好累，真的撑不下去了');
  await settled(page);
  assert.match(await replies.innerText(), /12356/);
  await watched.passes();
  await context.close();
}

test('the printed link opens a page that talks', options, async () => {
  await talks(printedPageKey(server));
});

test('the key for other clients opens the page as well', options, async () => {
  await talks(server.key);
});

test('O-100: other clients find the label in the words; the page shows it itself', options, async () => {
  const fresh = await startServe();
  const ask = (key, headers = {}) =>
    fetch(`${fresh.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ model: 'demo', messages: [{ role: 'user', content: '今天吃什么好' }] }),
    });
  const structured = { 'Anban-Notices': 'structured' };
  try {
    const { choices } = await (await ask(fresh.key)).json();
    assert.match(choices[0].message.content, /^内容由AI生成/);
    assert.equal((await ask(fresh.key, structured)).status, 403);
    assert.equal((await ask(printedPageKey(fresh), structured)).status, 200);
  } finally {
    await fresh.stop();
  }
});
