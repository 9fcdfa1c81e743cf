// SPDX-License-Identifier: Apache-2.0
// What staff do in their page, and what comes of it for the person: the whole way of an appeal, the
// queue by keyboard, who may decide, and a key that leaves no trace.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cannotRun } from '../server.mjs';
import { request, user } from '../talk.mjs';
import { say } from './browser.mjs';
import { busy, decide, reviews, rowOf, signIn, states, useKey } from './console_states.mjs';
import { stage } from './stage.mjs';
import { close, open, student, suspectedInPage, young } from './standing_states.mjs';

const options = { skip: cannotRun, timeout: 120000 };
let server;
let browser;
stage((made) => ({ server, browser } = made));
const world = () => ({ browser, server, view: {} });

async function decideInPage(page, outcome, reason) {
  await page.getByRole('radio', { name: outcome }).check();
  await page.getByRole('textbox', { name: '理由' }).fill(reason);
  await page.getByRole('button', { name: '提交决定' }).click();
}

test('O-128 O-129: taken for a minor, appealed in the chat, upheld at the desk, restored', options, async () => {
  await server.characters();
  const person = await open(world(), await server.register(student));
  const chat = person.page;
  await suspectedInPage(person, server);
  await close(chat);
  assert.equal(await chat.getByText('未成年人模式', { exact: true }).count(), 1);
  await chat.getByRole('button', { name: '我要申诉' }).click();
  await chat.getByRole('textbox', { name: '说明' }).fill('我是大二学生，可以看我的学生证');
  await chat.getByRole('button', { name: '提交申诉' }).click();
  await chat.getByRole('dialog').getByText('处理中').waitFor();
  await chat.getByRole('dialog').getByRole('button', { name: '关闭' }).click();

  const staff = await signIn(world());
  const desk = staff.page;
  await rowOf(desk, '被认为未成年').click();
  await desk.getByText('我是大二学生，可以看我的学生证').waitFor();
  const words = await desk.locator('body').innerText();
  assert.ok(young.every((each) => !words.includes(each)), 'no word of the conversation');
  await decideInPage(desk, '申诉成立', '学生证已核对。');
  await desk.getByText('已记录，并已告知本人。').first().waitFor();
  await desk.getByText('作出决定：申诉成立').waitFor();
  await desk.getByText('没有待处理的，都处理完了。').waitFor();

  await chat.getByRole('alertdialog').getByText('是我们弄错了').waitFor();
  await close(chat);
  await chat.getByText('成人模式', { exact: true }).waitFor();
  await chat.locator('.appeal-strip').waitFor({ state: 'detached' });
  await server.upstream({ reply: '早上好，今天想聊什么？' });
  await say(chat, '早上好');
  await chat.locator('.lines').getByText('今天想聊什么').waitFor();
  assert.equal((await server.call('GET', '/anban/v1/me', undefined, person.key)).mode, 'adult');
  await person.watched.passes();
  await staff.watched.passes();
  await person.context.close();
  await staff.context.close();
});

test('O-129: the queue is walked, a case opened, decided and left by keyboard alone', options, async () => {
  await busy(server);
  const { page, context } = await signIn(world());
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  await page.getByLabel('编号或人员').focus();
  await page.keyboard.press('Tab');
  assert.match(await focused(), /已超时/, 'the most urgent is first');
  await page.keyboard.press('ArrowDown');
  assert.match(await focused(), /第 2 次申诉/);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2 }).waitFor();
  assert.match(await focused(), /第 1 次申诉/, 'the case has the focus');
  await page.keyboard.press('Escape');
  await page.locator('.case').waitFor({ state: 'detached' });
  assert.match(await focused(), /已超时/, 'back where one was');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab'); // back to the list
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  assert.equal(await page.getByRole('radio', { name: '申诉成立' }).isChecked(), true);
  await page.keyboard.press('Tab');
  await page.keyboard.type('Student card seen.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('已记录，并已告知本人。').first().waitFor();
  assert.equal((await user(server, 'a')).mode, 'adult');
  await context.close();
});

test('O-129: nobody decides twice, and a second appeal is not for who may not', options, async () => {
  await busy(server);
  const { page, context } = await signIn(world());
  await rowOf(page, '第 2 次申诉').click();
  await page.getByText('没有写明单位，无法核对。').waitFor();
  await decideInPage(page, '维持原决定', '无法核对。');
  await page.getByText('这一件要由另一位主管或合规官决定。').waitFor();
  await page.keyboard.press('Escape');
  await rowOf(page, '已超时').click();
  const queue = await request(server, 'GET', '/anban/v1/appeals', { key: 'sandbox-lead' });
  await decide(server, queue.json.data[0].id, 'rejected', '照片看不清。', 'sandbox-lead');
  await decideInPage(page, '申诉成立', '已核对。');
  await page.getByText('同事刚刚处理了这一件').waitFor();
  assert.equal((await user(server, 'a')).mode, 'minor');
  await context.close();
});

test('O-129: without a reason or an outcome nothing is decided', options, async () => {
  const { page, context } = await states['case-faults'].reach(world());
  assert.equal(await page.getByRole('radio', { checked: true }).count(), 0, 'none beforehand');
  await page.getByText('请写理由。').waitFor();
  const queue = await request(server, 'GET', '/anban/v1/appeals', { key: 'sandbox-lead' });
  assert.equal(queue.json.data.length, 3);
  await context.close();
});

test('O-80: an identity that waits is accepted at the desk, and counts from then on', options, async () => {
  await reviews(server);
  assert.equal((await user(server, 'r3')).identity, null);
  const { page, context } = await signIn(world());
  await page.getByRole('button', { name: '身份复核' }).click();
  await rowOf(page, '身份证号码').click();
  await decideInPage(page, '同意再开账号', '本人到场核对。');
  await page.getByText('作出决定：同意').waitFor();
  assert.equal((await user(server, 'r3')).identity.method, 'resident_id');
  await context.close();
});

test('a key stands in no address, outlives a reload of the tab only, and goes with signing out', options, async () => {
  const { page, context } = await signIn(world());
  assert.equal(page.url(), `${server.url}/console#/appeals`);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: '申诉' }).waitFor();
  const other = await context.newPage();
  await other.goto(`${server.url}/console#/appeals`);
  await other.getByRole('heading', { name: '登录工作台' }).waitFor();
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByText('已退出登录。').waitFor();
  const kept = await page.evaluate(() => [
    ...Object.values(sessionStorage),
    ...Object.values(localStorage),
    document.cookie,
  ]);
  assert.ok(kept.every((each) => !each.includes('sandbox-')));
  await context.close();
});

test('half an hour without a touch signs out, and not before', options, async () => {
  const { page, context } = await signIn(world());
  await page.clock.install();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: '申诉' }).waitFor();
  await page.clock.runFor('29:00');
  assert.equal(await page.getByRole('heading', { name: '登录工作台' }).count(), 0);
  await page.keyboard.press('Tab');
  await page.clock.runFor('29:30');
  assert.equal(await page.getByRole('heading', { name: '登录工作台' }).count(), 0);
  await page.clock.runFor('00:31');
  await page.getByText('半小时没有操作').waitFor();
  await context.close();
});

test('keys of apps and of persons open nothing here', options, async () => {
  const key = await server.register(student);
  const { page, context } = await states['sign-in'].reach(world());
  await useKey(page);
  for (const wrong of ['sandbox-app', key]) {
    await page.getByLabel('密钥', { exact: false }).first().fill(wrong);
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText('这不是工作人员的密钥。').waitFor();
    await page.getByLabel('密钥', { exact: false }).first().fill('');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText('请输入密钥。').waitFor();
  }
  await context.close();
});
