// SPDX-License-Identifier: Apache-2.0
// A parent in one browser and the child in another: the invitation, the consents that a child under
// 14 needs, settings that the child's chat keeps at once, a loosening that waits and is announced,
// an alert without a word of the conversation, and a withdrawal that stops what runs.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { cannotRun } from '../server.mjs';
import { openChat, openPage, say, settled } from './browser.mjs';
import { accept, section, youngChild } from './guardian_states.mjs';
import { stage } from './stage.mjs';
import { heardBy } from './states.mjs';

const options = { skip: cannotRun, timeout: 180000 };
let server;
let browser;
stage((made) => ({ server, browser } = made));
beforeEach(async () => {
  if (cannotRun) return;
  await server.characters();
});

/** A child of twelve registers, and the code that only the mother's phone got. */
async function registered() {
  const known = await server.codes();
  const made = await server.call('POST', '/anban/v1/registrations', {
    birth_date: youngChild,
    locale: 'zh-CN',
    region: 'CN',
    time_zone: 'Asia/Shanghai',
    agreement: { version: '1', accepted: true },
    guardian: { name: '王芳', relationship: 'mother', channel: 'sms', address: '13800138000' },
  });
  return { key: made.personal_key, id: made.id, code: await server.newCode(known) };
}

const consent = (page, what) =>
  page.getByRole('button', { name: `同意 ${what}`, exact: true }).click();

/** Both sides: the parent has accepted and agreed, the child's chat is open. */
async function bound() {
  const { key, id, code } = await registered();
  const child = await openChat(browser, server.url, { key, size: 'phone' });
  await child.page.getByRole('heading', { name: '还差 2 步' }).waitFor();
  const path = `/guardian#code=${code}`;
  const parent = await openPage(browser, server.url, path, { size: 'phone' });
  assert.equal(await parent.page.evaluate(() => location.hash), '', 'the code leaves the address');
  await accept(parent.page);
  await child.page.reload();
  await child.page.getByText('未满14岁需要监护人单独同意').waitFor();
  await parent.page.getByRole('button', { name: '去看看' }).click();
  await consent(parent.page, '让孩子使用 AI 陪伴服务');
  await parent.page.getByText('已记录你的同意。').first().waitFor();
  const looked = child.page.waitForResponse((answer) => answer.url().endsWith('/me'));
  await child.page.getByRole('button', { name: '再看一下' }).click();
  await looked;
  await child.page.getByText('未满14岁需要监护人单独同意').waitFor();
  await consent(parent.page, '处理孩子的个人信息');
  await parent.page.getByText('孩子还不能开始聊天').waitFor({ state: 'detached' });
  await child.page.getByRole('button', { name: '再看一下' }).click();
  await child.page.getByRole('textbox', { name: '输入消息' }).waitFor();
  return { key, id, child: child.page, parent: parent.page, watched: [child.watched, parent.watched] };
}

/** The child says something; the AI notice of a new session is closed. */
async function talk(page, text) {
  await say(page, text);
  await settled(page);
  const known = page.getByRole('alertdialog').getByRole('button', { name: '知道了' });
  if (await known.isVisible()) await known.click();
}

async function choose(page, character) {
  await page.getByRole('button', { name: '菜单' }).click();
  await page.getByRole('radio', { name: character }).click();
  await page.keyboard.press('Escape');
}

/** The parent saves settings: each entry fills or checks one field. */
async function save(page, fill) {
  await section(page, '设置');
  await page.getByLabel('每天时长（分钟）').waitFor();
  await fill(page);
  await page.getByRole('button', { name: '保存' }).click();
  await page.locator('.done').waitFor();
}

const minutes = (text) => (page) => page.getByLabel('每天时长（分钟）').fill(text);
const banner = (page, text) => page.locator('.banner').getByText(text).first().waitFor();

test(
  'O-114 O-123 O-125: what a parent agrees to and sets is what the child’s chat keeps',
  options,
  async () => {
    const { id, child, parent, watched } = await bound();
    await server.upstream({ reply: '你好呀。' });
    await choose(child, '周老师');
    await talk(child, '你好');
    await child.locator('.lines').getByText('你好呀。').waitFor();

    await save(parent, async (page) => {
      await minutes('20')(page);
      await page.getByRole('checkbox', { name: '小安' }).check();
      await page.getByLabel('每月最多').fill('0');
      await page.getByText('保存后立即生效').first().waitFor();
    });
    await parent.locator('.done').getByText('每天时长：已立即生效。').waitFor();
    await talk(child, '今天画了画');
    await banner(child, '监护人');
    const asked = (await server.upstreamCalls()).count;
    await choose(child, '小安');
    await say(child, '你好小安');
    await child.getByText('监护人希望你不和这个角色聊天').first().waitFor();
    assert.equal((await server.upstreamCalls()).count, asked, 'the character is not asked');
    const body = { amount_fen: 100 };
    const path = `/anban/v1/users/${id}/spend/authorisations`;
    const bought = await server.call('POST', path, body, 'sandbox-app');
    assert.equal(bought.allowed, false);

    await save(parent, minutes('40'));
    await parent.locator('.done').getByText('8月2日 09:00 生效').waitFor();
    await parent.getByRole('heading', { name: '等待生效' }).waitFor();
    await choose(child, '周老师');
    await talk(child, '再画一张');
    await banner(child, '24');
    const limit = async () =>
      (await server.call('GET', `/anban/v1/users/${id}`, undefined, 'sandbox-app')).limits.quota_s;
    assert.equal(await limit(), 1200, 'looser values wait');
    await server.advance(24 * 3600 - 1);
    assert.equal(await limit(), 1200);
    await server.advance(1);
    assert.equal(await limit(), 2400);
    for (const each of watched) await each.passes();
  },
);

test('O-121 O-122: a parent hears within a minute, and reads no word of it', options, async () => {
  const { child, parent } = await bound();
  const began = Date.now();
  await say(child, '我不想活了，今晚就跳下去');
  await child.locator('.crisis').waitFor();
  await section(parent, '记录');
  await parent.getByText('孩子可能有危险').waitFor();
  const sent = (await server.outbox()).filter((each) => each.event === 'crisis.contact');
  assert.equal(sent.length, 1);
  assert.equal(sent[0].to, '13800138000');
  assert.ok(Date.now() - began < 60000, 'within a minute');
  for (const name of ['概览', '记录', '更多']) {
    await section(parent, name);
    await parent.getByRole('heading', { level: 3 }).first().waitFor();
    assert.doesNotMatch(await parent.locator('main').innerText(), /不想活|跳下去/, name);
  }
  assert.doesNotMatch(sent[0].body, /不想活|跳下去/);
});

test('O-114: a consent withdrawn stops the child’s reply within a second', options, async () => {
  const { child, parent } = await bound();
  await server.upstream({ reply: '好呀。' });
  await talk(child, '你好');
  await server.upstream({ chunks: Array(200).fill('慢慢说。'), chunk_delay_ms: 1000 });
  await say(child, '讲个长故事');
  await heardBy(server, child, '慢慢说');
  await section(parent, '同意');
  await parent.getByRole('button', { name: '撤回同意 让孩子使用 AI 陪伴服务' }).click();
  const began = Date.now();
  await parent.getByRole('alertdialog').getByRole('button', { name: '撤回同意' }).click();
  const stopped = child.locator('.transcript[aria-busy="false"]');
  await stopped.or(child.getByText('未满14岁需要监护人单独同意')).waitFor({ timeout: 1000 });
  assert.ok(Date.now() - began <= 1000);
  await parent.getByText('孩子还不能开始聊天').waitFor();
  await child.reload();
  await child.getByText('未满14岁需要监护人单独同意').waitFor();
});

test('O-125: a pause holds at once and lifts by itself after a day', options, async () => {
  const { child, parent, id } = await bound();
  await server.upstream({ reply: '好呀。' });
  await talk(child, '你好');
  await section(parent, '概览');
  await parent.getByRole('button', { name: '暂停 24 小时' }).click();
  await parent.getByRole('button', { name: '暂停', exact: true }).click();
  await parent.getByText('暂停中，8月2日 09:00 恢复。').waitFor();
  const asked = (await server.upstreamCalls()).count;
  await say(child, '还在吗');
  await child.locator('.lock').waitFor();
  assert.equal((await server.upstreamCalls()).count, asked);
  await server.advance(24 * 3600);
  const { limits } = await server.call('GET', `/anban/v1/users/${id}`, undefined, 'sandbox-app');
  assert.equal(limits.quota_s, 3600, 'as before the pause');
});

test('O-126: an invited second parent comes by the code of the picture', options, async () => {
  const { parent, id } = await bound();
  await section(parent, '更多');
  await parent.getByRole('button', { name: '邀请另一位监护人' }).click();
  await parent.getByRole('textbox', { name: '称呼', exact: true }).fill('李强');
  await parent.getByLabel('与你的关系').selectOption('father');
  await parent.getByLabel('手机号码').fill('13900139000');
  await parent.getByRole('button', { name: '发出邀请' }).click();
  await parent.getByRole('img', { name: '邀请二维码' }).waitFor();
  const link = await parent.locator('.done a').getAttribute('href');
  assert.ok(link.startsWith(`${server.url}/guardian#code=`));
  const path = link.slice(server.url.length);
  const father = await openPage(browser, server.url, path, { size: 'phone' });
  await accept(father.page);
  await save(father.page, minutes('10'));
  const { limits } = await server.call('GET', `/anban/v1/users/${id}`, undefined, 'sandbox-app');
  assert.equal(limits.quota_s, 600, 'the strictest holds');
  await section(parent, '设置');
  await parent.getByText('另一位监护人设得更严').waitFor();
});
