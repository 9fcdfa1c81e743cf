// SPDX-License-Identifier: Apache-2.0
// The chat page with a keyboard and a screen reader: the skip link, Enter and the input method,
// focus in dialogs, sentences (not tokens) in the live region, the key of a set-up link.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cannotRun } from '../server.mjs';
import { meet, openChat, say } from './browser.mjs';
import { stage } from './stage.mjs';
import { adult, finished, heardBy } from './states.mjs';

const options = { skip: cannotRun, timeout: 120000 };
let server;
let browser;
stage((made) => ({ server, browser } = made));

async function open() {
  const key = await server.register(adult);
  return openChat(browser, server.url, { key });
}
const focused = (page) => page.evaluate(() => document.activeElement?.textContent ?? '');

test('the first tab stop skips to the message box', options, async () => {
  const { page, context } = await open();
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), '跳到输入框');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'message');
  await context.close();
});

test(
  'Enter sends, Shift+Enter does not, and neither does Enter inside an input method',
  options,
  async () => {
    await server.upstream({ reply: '收到。' });
    const { page, context } = await open();
    const box = page.getByRole('textbox', { name: '输入消息' });
    await box.fill('第一行');
    await box.press('Shift+Enter');
    assert.equal(await page.locator('.line-person').count(), 0);
    await box.evaluate((area) => {
      const init = { key: 'Enter', bubbles: true, cancelable: true, isComposing: true };
      area.dispatchEvent(new KeyboardEvent('keydown', init));
    });
    assert.equal(await page.locator('.line-person').count(), 0);
    await box.press('Enter');
    await page.locator('.lines').getByText('收到。').waitFor();
    await context.close();
  },
);

test(
  'a dialog takes the focus, keeps it, closes by Escape and gives it back',
  options,
  async () => {
    const { page, context } = await open();
    await page.getByRole('button', { name: '菜单' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab');
      const inside = await page.evaluate(() => {
        const at = document.activeElement;
        return at === document.body || at?.closest('dialog') !== null;
      });
      assert.ok(inside, 'the focus stays in the dialog');
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await focused(page), '菜单');
    await context.close();
  },
);

test('a streamed reply is spoken by the sentence, each once', options, async () => {
  const chunks = ['今天', '天气', '不错。', '出去', '走走', '吧。'];
  const { page, context } = await open();
  await meet(page);
  await server.upstream({ chunks, chunk_delay_ms: 1000 });
  await say(page, '天气好吗');
  await heardBy(server, page, '走走吧。');
  await finished(server, page);
  await page.waitForFunction(() =>
    document.querySelector('[aria-live=polite]').textContent.includes('走走吧。'),
  );
  const spoken = await page
    .locator('[aria-live=polite] p')
    .evaluateAll((all) => all.map((each) => each.textContent));
  assert.ok(
    spoken.every((each) => /[。！？]$/.test(each)),
    `whole sentences: ${spoken}`,
  );
  assert.equal(spoken.join('').match(/今天天气不错。/g)?.length, 1, `once: ${spoken}`);
  await context.close();
});

test(
  'the key of a set-up link leaves the address bar and stays on the device',
  options,
  async () => {
    const key = await server.register(adult);
    const { page, context } = await openChat(browser, server.url, { key });
    assert.equal(new URL(page.url()).hash, '');
    await page.reload();
    await page.getByRole('textbox', { name: '输入消息' }).waitFor();
    await context.close();
  },
);

test('the page speaks English where asked, and says so to the browser', options, async () => {
  const key = await server.register(adult);
  const { page, context, watched } = await openChat(browser, server.url, { key });
  await page.getByRole('button', { name: '菜单' }).click();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Menu' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  await watched.passes();
  await context.close();
});

test('without JavaScript the page says what it is and which numbers help', options, async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.url}/chat`);
  const text = await page.content();
  assert.match(text, /不是真人/);
  assert.match(text, /tel:12356/);
  await context.close();
});
