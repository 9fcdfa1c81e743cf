// SPDX-License-Identifier: Apache-2.0
// A person's own data in the page: copy, erase part, erase all; consents off until asked for.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { cannotRun } from '../server.mjs';
import { meet, openChat, say, settled } from './browser.mjs';
import { stage } from './stage.mjs';
import { adult } from './states.mjs';

const options = { skip: cannotRun, timeout: 120000 };
let server;
let browser;
stage((made) => ({ server, browser } = made));

/** A person with two turns and the dialog "my data" open. */
async function opened() {
  const key = await server.register(adult);
  const { page, context } = await openChat(browser, server.url, { key });
  await server.upstream({ reply: '听起来不错。' });
  await meet(page, '我种了一盆薄荷');
  await say(page, '我养了一只橘猫');
  await settled(page);
  await page.getByRole('button', { name: '菜单' }).click();
  await page.getByRole('button', { name: '复制或删除我的数据' }).click();
  return { key, page, context };
}

test('O-105: the copy as JSON and as Markdown holds the words and the label', options, async () => {
  const { page, context } = await opened();
  for (const name of ['下载 JSON', '下载 Markdown']) {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    const text = await readFile(await (await coming).path(), 'utf8');
    assert.match(text, /薄荷/);
    assert.match(text, /内容由AI生成/);
  }
  await context.close();
});

test('one conversation is erased and the other stays', options, async () => {
  const { page, context } = await opened();
  await page.getByRole('button', { name: '显示对话记录' }).click();
  await page.getByRole('checkbox', { name: /薄荷/ }).check();
  await page.getByRole('button', { name: '删除所选（1）' }).click();
  await page.getByText('已删除 1 条。').first().waitFor();
  assert.equal(await page.getByRole('checkbox', { name: /薄荷/ }).count(), 0);
  assert.equal(await page.getByRole('checkbox', { name: /橘猫/ }).count(), 1);
  await context.close();
});

test('erasing everything asks once, gives a receipt and ends the key', options, async () => {
  const { key, page, context } = await opened();
  await page.getByRole('button', { name: '全部删除' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '取消' }).click();
  assert.ok(await server.call('GET', '/anban/v1/me', undefined, key), 'cancel erases nothing');
  await page.getByRole('button', { name: '全部删除' }).click();
  await page.getByRole('button', { name: '确定删除' }).click();
  await page.getByRole('heading', { name: '已全部删除' }).waitFor();
  await assert.rejects(server.call('GET', '/anban/v1/me', undefined, key), /401|404/);
  assert.equal(await page.evaluate(() => localStorage.getItem('anban.key')), null);
  await context.close();
});

test(
  'training consent is off until the person turns it on, and can be taken back',
  options,
  async () => {
    const { key, page, context } = await opened();
    const training = page.getByRole('checkbox', { name: '同意把我的对话用于训练模型' });
    assert.equal(await training.isChecked(), false);
    const granted = async () => {
      const list = await server.call('GET', '/anban/v1/me/consents', undefined, key);
      return list.data.some((each) => each.purpose === 'training' && each.granted);
    };
    assert.equal(await granted(), false);
    await training.click();
    await page.getByText('已保存。').first().waitFor();
    assert.equal(await granted(), true);
    await training.click();
    await page.waitForFunction(() => !document.querySelector('input[name=training]').checked);
    assert.equal(await granted(), false);
    await context.close();
  },
);
