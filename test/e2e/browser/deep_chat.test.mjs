// SPDX-License-Identifier: Apache-2.0
// deep-chat, a stock chat component that speaks OpenAI's protocol, in Chromium against /v1 with
// nothing changed but URL and key: streaming, a crisis answer in words, leaving, a readable error.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { cannotRun } from '../server.mjs';
import { stage } from './stage.mjs';
import { adult, minor } from './states.mjs';

const bundle = join(import.meta.dirname, '../node_modules/deep-chat/dist/deepChat.bundle.js');
const options = { skip: cannotRun, timeout: 120000 };
let server;
let browser;
stage((made) => ({ server, browser } = made));

/** A page of the test's own on the server's origin that holds nothing but the component. */
async function open(birthDate, stream = true) {
  const key = await server.register(birthDate);
  const context = await browser.newContext();
  context.setDefaultTimeout(20000);
  const page = await context.newPage();
  const html =
    '<!doctype html><meta charset="utf-8"><script type="module" src="/deep.js"></script><body></body>';
  await page.route(`${server.url}/deep.html`, (route) =>
    route.fulfill({ contentType: 'text/html', body: html }),
  );
  const script = await readFile(bundle, 'utf8');
  await page.route(`${server.url}/deep.js`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: script }),
  );
  await page.goto(`${server.url}/deep.html`);
  await page.evaluate(
    ([personal, url, streams]) => {
      const chat = document.createElement('deep-chat');
      chat.directConnection = {
        openAI: { key: personal, chat: { model: 'demo' }, completions: { model: 'demo' } },
      };
      chat.connect = { url, stream: streams };
      chat.errorMessages = { displayServiceErrorMessages: true };
      document.body.append(chat);
    },
    [key, `${server.url}/v1/chat/completions`, stream],
  );
  await page.waitForFunction(() => document.querySelector('deep-chat')?.submitUserMessage);
  const say = (text) =>
    page.evaluate(
      (words) => document.querySelector('deep-chat').submitUserMessage({ text: words }),
      text,
    );
  const heard = (pattern) =>
    page.waitForFunction(
      (source) =>
        new RegExp(source).test(document.querySelector('deep-chat').shadowRoot.textContent),
      pattern.source,
    );
  return { page, context, say, heard };
}

for (const stream of [true, false]) {
  test(`deep-chat hears a reply, ${stream ? 'streamed' : 'whole'}`, options, async () => {
    await server.upstream({ chunks: ['今天', '天气', '真好。'] });
    const { context, say, heard } = await open(adult, stream);
    await say('你好');
    await heard(/今天天气真好。/);
    await context.close();
  });
}

test('O-82 O-87: deep-chat shows help in words, without the model', options, async () => {
  const { context, say, heard } = await open(adult);
  await say('我今晚就跳下去');
  await heard(/12356/);
  assert.equal((await server.upstreamCalls()).count, 0);
  await context.close();
});

test('O-119: deep-chat shows the night refusal as a sentence', options, async () => {
  const { context, say, heard } = await open(minor);
  await server.setClock('2026-08-01T22:30:00+08:00');
  await say('睡不着');
  await heard(/[一-鿿]{4,}/);
  await heard(/休息|晚|明天/);
  await context.close();
});
