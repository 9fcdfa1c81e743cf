// SPDX-License-Identifier: Apache-2.0
// Every state of the page for staff, each reached as staff reach it, over people who appealed and
// identities that wait. Used by the tests and by pictures.mjs.
import { adultBody, putUser, request, say } from '../talk.mjs';
import { openPage } from './browser.mjs';
import { young } from './standing_states.mjs';

const born2006 = { ...adultBody, birth_date: '2006-01-01' };
const number = '11010519491231002X';

/** These persons are taken for minors, hour by hour, and stand so at `2026-08-06 09:30`. */
export async function suspects(server, ids) {
  for (const id of ids) await putUser(server, id, born2006);
  for (const words of young) {
    for (const id of ids) await say(server, id, words);
    await server.advance(3600);
  }
  await server.setClock('2026-08-06T09:30:00+08:00');
}

export async function appeal(server, id, words) {
  const evidence = [{ kind: 'statement', reference: words }];
  const answer = await request(server, 'POST', `/anban/v1/users/${id}/appeals`, {
    key: 'sandbox-app',
    body: { decision: 'suspected_minor', evidence },
  });
  return answer.json;
}

export const decide = (server, id, outcome, reason, key = 'sandbox-operator') =>
  server.call('POST', `/anban/v1/appeals/${id}/decision`, { outcome, reason }, key);

/** Three accounts of one identity: the third waits. */
export async function reviews(server) {
  const { birth_date: _, ...unaged } = adultBody;
  for (const id of ['r1', 'r2', 'r3']) {
    await putUser(server, id, { ...unaged, identity: { method: 'resident_id', number } });
  }
}

/** One overdue, one second appeal, one fresh, one decided. */
export async function busy(server) {
  await suspects(server, ['a', 'b', 'c', 'd']);
  await appeal(server, 'a', '我是大二学生，2006年出生，可以看我的学生证和校园卡。');
  const first = await appeal(server, 'b', '我已经工作两年了。');
  await decide(server, first.id, 'rejected', '没有写明单位，无法核对。');
  const upheld = await appeal(server, 'd', '我是研究生。');
  await server.setClock('2026-08-10T10:00:00+08:00');
  await decide(server, upheld.id, 'upheld', '学生证已核对。');
  await appeal(server, 'b', '在花店上班，可以打单位电话核对。');
  await server.setClock('2026-08-11T10:00:00+08:00');
  await appeal(server, 'c', '我在准备考研，身份已经在应用里核验过。');
}

/** From the page that asks for login and password to the one that asks for a key. */
export const useKey = (page) => page.getByRole('button', { name: '改用密钥' }).click();

export async function signIn(world, role = 'operator') {
  const open = await opened(world);
  await useKey(open.page);
  await open.page.getByLabel('密钥', { exact: false }).first().fill(`sandbox-${role}`);
  await open.page.getByRole('button', { name: '登录' }).click();
  await open.page.getByRole('heading', { level: 1, name: '申诉' }).waitFor();
  await open.page.locator('.desk-list [role="status"]').waitFor();
  return open;
}

export const opened = (world) =>
  openPage(world.browser, world.server.url, '/console#/appeals', world.view);
export const rowOf = (page, name) => page.locator('.case-row').filter({ hasText: name });

async function atWork(world, role) {
  await busy(world.server);
  return signIn(world, role);
}

async function inCase(world, name, role) {
  const open = await atWork(world, role);
  await rowOf(open.page, name).first().click();
  await open.page.getByRole('heading', { name: '审计记录' }).waitFor();
  await open.page.getByText('提交申诉').first().waitFor();
  return open;
}

/** name → {large: also with large root text, reach(world)}; world is {browser, server, view}. */
export const states = {
  'sign-in': { large: true, reach: opened },
  'sign-in-wrong': {
    async reach(world) {
      const open = await opened(world);
      await useKey(open.page);
      await open.page.getByLabel('密钥', { exact: false }).first().fill('ak_wrong');
      await open.page.getByRole('button', { name: '登录' }).click();
      await open.page.getByText('密钥不对或已失效。').waitFor();
      return open;
    },
  },
  empty: { reach: (world) => signIn(world) },
  queue: { large: true, reach: (world) => atWork(world) },
  filtered: {
    async reach(world) {
      const open = await atWork(world);
      await open.page.getByLabel('编号或人员').fill('没有这个人');
      await open.page.getByText('没有符合条件的。').waitFor();
      return open;
    },
  },
  decided: {
    async reach(world) {
      const open = await atWork(world);
      await open.page.getByLabel('状态').selectOption('decided');
      await rowOf(open.page, '申诉成立').click();
      await open.page.getByText('学生证已核对。').waitFor();
      return open;
    },
  },
  case: { large: true, reach: (world) => inCase(world, '已超时') },
  'case-second': {
    large: true,
    reach: (world) => inCase(world, '第 2 次申诉', 'lead'),
  },
  'case-faults': {
    large: true,
    async reach(world) {
      const open = await inCase(world, '已超时');
      await open.page.getByRole('button', { name: '提交决定' }).click();
      await open.page.getByText('请选择结果。').waitFor();
      return open;
    },
  },
  'case-done': {
    async reach(world) {
      const open = await inCase(world, '已超时');
      const { page } = open;
      await page.getByRole('radio', { name: '申诉成立' }).check();
      await page.getByRole('textbox', { name: '理由' }).fill('学生证和校园卡已核对。');
      await page.getByRole('button', { name: '提交决定' }).click();
      await page.locator('.done').waitFor();
      await page.getByText('作出决定').waitFor();
      return open;
    },
  },
  'case-reader': {
    async reach(world) {
      const open = await inCase(world, '已超时', 'auditor');
      const { page } = open;
      await page.getByRole('radio', { name: '申诉成立' }).check();
      await page.getByRole('textbox', { name: '理由' }).fill('已核对。');
      await page.getByRole('button', { name: '提交决定' }).click();
      await page.getByText('你的密钥只能查看，不能决定。').waitFor();
      return open;
    },
  },
  reviews: {
    large: true,
    async reach(world) {
      await reviews(world.server);
      const open = await signIn(world);
      await open.page.getByRole('button', { name: '身份复核' }).click();
      await rowOf(open.page, '身份证号码').click();
      await open.page.getByText('进入复核').waitFor();
      return open;
    },
  },
  failed: {
    async reach(world) {
      const open = await signIn(world);
      await open.page.route('**/anban/v1/appeals**', (route) =>
        route.fulfill({ status: 503, body: '{}' }),
      );
      await open.page.getByRole('button', { name: '身份复核' }).click();
      await open.page.getByRole('button', { name: '申诉', exact: true }).click();
      await open.page.getByText('队列没有读出来，请再试一次。').waitFor();
      return open;
    },
  },
};
