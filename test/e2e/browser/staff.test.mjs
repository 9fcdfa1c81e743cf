// SPDX-License-Identifier: Apache-2.0
// Accounts of staff in their page: taking up an invitation with an authenticator, signing in with
// password and code, waiting after wrong tries, one's own password, and what an administrator does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeAt, serverTime } from '../authenticator.mjs';
import { cannotRun } from '../server.mjs';
import { request } from '../talk.mjs';
import { holdsInEveryState, stage } from './stage.mjs';
import { atAccounts, atWork, enter, invited, states, waiting, withApp } from './staff_states.mjs';

const options = { skip: cannotRun, timeout: 120000 };
let server;
let browser;
stage((made) => ({ server, browser } = made));
const world = () => ({ browser, server, view: {} });
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const fill = (page, label, value) => page.getByRole('textbox', { name: label }).fill(value);
const me = (key) => request(server, 'GET', '/anban/v1/staff/me', { key });
const storedKey = (page) =>
  page.evaluate(() => JSON.parse(sessionStorage.getItem('anban.console.session')).key);

test('an invitation is taken up: password, QR code, a wrong code, the right one, at work', options, async () => {
  const { page, context, watched, secret, made } = await withApp(world());
  assert.equal(page.url(), `${server.url}/console`, 'the token left the address');
  await fill(page, '验证码', '000000');
  await press(page, '完成并登录');
  await page.getByText('验证码不对。').waitFor();
  await fill(page, '验证码', codeAt(secret, await serverTime(server)));
  await press(page, '完成并登录');
  await page.getByRole('navigation').first().waitFor();
  assert.equal((await me(await storedKey(page))).json.id, made.id);
  await watched.passes();
  await context.close();
});

test('a link that was used says so and leads to signing in', options, async () => {
  const { page, context, made } = await invited(world());
  const body = { token: made.token, password: 'the other password' };
  const path = '/anban/v1/staff';
  const accepted = await request(server, 'POST', `${path}/accept`, { body });
  const code = codeAt(accepted.json.secret, await serverTime(server));
  await request(server, 'POST', `${path}/confirm`, { body: { token: made.token, code } });
  await fill(page, '新密码', '一句很好记的长口令呀');
  await press(page, '下一步');
  await page.getByText('这个邀请已用过').waitFor();
  await press(page, '去登录');
  await page.getByRole('heading', { name: '登录工作台' }).waitFor();
  await context.close();
});

test('signing in and out with password and code ends the session at the server', options, async () => {
  const { page, context, watched, account } = await atWork(world());
  const key = await storedKey(page);
  assert.equal((await me(key)).json.name, account.name);
  await watched.passes();
  await page.reload();
  await page.getByRole('navigation').first().waitFor();
  await press(page, '退出登录');
  await page.getByText('已退出登录。').waitFor();
  await page.waitForFunction(() => sessionStorage.length === 0);
  for (let i = 0; i < 50 && (await me(key)).status !== 401; i += 1) {
    await new Promise((accept) => setTimeout(accept, 20));
  }
  assert.equal((await me(key)).status, 401);
  await context.close();
});

test('a wrong password is refused, five ask to wait, and the page says how long', options, async () => {
  const { page, context, account } = await waiting(world());
  for (let i = 0; i < 5; i += 1) {
    await enter(world(), page, account, { password: 'not the password' });
    await page.getByText('登录名、密码或验证码不对').waitFor();
    const left = await page.evaluate(() => sessionStorage.length);
    assert.equal(left, 0, 'nothing is kept of it');
  }
  await enter(world(), page, account);
  await page.getByText('请过 30 秒再试').waitFor();
  await server.advance(30);
  await enter(world(), page, account);
  await page.getByRole('navigation').first().waitFor();
  await context.close();
});

test('a session that ended at the server leads back to signing in', options, async () => {
  const { page, context } = await atAccounts(world());
  await server.advance(12 * 3600);
  await page.reload();
  await page.getByText('登录已失效，请重新登录。').waitFor();
  await context.close();
});

test('an administrator invites, resets and removes; others see their own password only', options, async () => {
  const { page, context, watched } = await states['account-link'].reach(world());
  const address = await page.locator('.staff-link .hash').innerText();
  assert.match(address, new RegExp(`^${server.url}/console#invitation=si_`));
  await press(page, '我已交给本人');
  await page.getByRole('button', { name: '重置: 赵敏' }).click();
  await press(page, '重置账号');
  await page.getByText('给赵敏的邀请链接').waitFor();
  assert.notEqual(await page.locator('.staff-link .hash').innerText(), address);
  await page.getByRole('button', { name: '移除: 赵敏' }).click();
  await press(page, '移除账号');
  await page.locator('.staff-rows li').filter({ hasText: '赵敏' }).waitFor({ state: 'detached' });
  await fill(page, '姓名', '另一位');
  await fill(page, '登录名', 'wang.fang');
  await press(page, '生成邀请链接');
  await page.getByText('这个登录名已经有人用了。').waitFor();
  await fill(page, '登录名', '王芳');
  await press(page, '生成邀请链接');
  await page.getByText('以字母或数字开头').waitFor();
  watched.faults = watched.faults.filter((each) => !each.includes('409'));
  await watched.passes();
  await context.close();
  await server.reset();
  const plain = await atAccounts(world(), 'operator');
  assert.equal(await plain.page.getByRole('heading', { name: '工作人员' }).count(), 0);
  await plain.context.close();
});

test('one changes one’s own password and signs in with it', options, async () => {
  const { page, context, account } = await atAccounts(world(), 'operator');
  await server.advance(60);
  await fill(page, '现在的密码', account.password);
  await fill(page, '新密码', '换一句更好记的长口令呀');
  await fill(page, '验证码', codeAt(account.secret, await serverTime(server)));
  await press(page, '修改密码');
  await page.getByText('密码已修改').waitFor();
  await press(page, '退出登录');
  await server.advance(60);
  await enter(world(), page, account);
  await page.getByText('登录名、密码或验证码不对').waitFor();
  await enter(world(), page, { ...account, password: '换一句更好记的长口令呀' });
  await page.getByRole('navigation').first().waitFor();
  await context.close();
});

holdsInEveryState(states, 'accounts of staff', world);
