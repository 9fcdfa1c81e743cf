// SPDX-License-Identifier: Apache-2.0
// Every state of the care pages of staff, each reached as staff reach it, over people who truly
// wrote for help in this sandbox. Used by the tests and by pictures.mjs.
import { adultBody, putUser, request, say } from '../talk.mjs';
import { openPage } from './browser.mjs';

export const grave = '我今晚就跳下去';
const plain = '我真的不想活了，想自杀';
const lost = '我刚被骗了，八万块转给了骗子';

/** The cases of the sandbox as `key` sees them. */
export const casesOf = async (server, state = 'all', key = 'sandbox-operator') =>
  (await request(server, 'GET', `/anban/v1/cases?state=${state}&limit=200`, { key })).json.data;

/** POST cases/{id}/{part} as `key`; the whole answer. */
export const actOn = (server, id, part, body = {}, key = 'sandbox-operator') =>
  request(server, 'POST', `/anban/v1/cases/${id}/${part}`, { key, body });

/** One who says that it will be tonight, one who wants to die, one who lost money. */
export async function peopleInNeed(server) {
  const all = { lin: ['今天和家里吵架了，谁都不想理。', grave], chen: [plain], gao: [lost] };
  for (const [id, said] of Object.entries(all)) {
    await putUser(server, id, adultBody);
    for (const words of said) await say(server, id, words);
    await server.advance(20);
  }
  return casesOf(server);
}

export const caseOf = (cases, person) => cases.find((each) => each.person === person);

/** Signs in with a key of the sandbox and opens what stands behind the # of the address. */
export async function atDesk(world, role = 'operator', place = 'cases') {
  const { browser, server, view } = world;
  const open = await openPage(browser, server.url, `/console#/${place}`, view);
  const { page } = open;
  await signInHere(page, role);
  await page.getByRole('navigation').first().waitFor();
  return open;
}

export async function signInHere(page, role) {
  const other = page.getByRole('button', { name: /^(改用密钥|Use a key instead)$/ });
  await other.click();
  const english = await page.getByRole('heading', { name: 'Sign in' }).count();
  const [key, go] = english ? ['Key', 'Sign in'] : ['密钥', '登录'];
  await page.getByLabel(key, { exact: false }).first().fill(`sandbox-${role}`);
  await page.getByRole('button', { name: go, exact: true }).click();
}

export const rowOf = (page, person) =>
  page.locator('.case-row').filter({ has: page.getByText(person, { exact: true }) });

async function busyDesk(world, role, place) {
  const cases = await peopleInNeed(world.server);
  const open = await atDesk(world, role, place);
  await rowOf(open.page, 'lin').waitFor();
  return { ...open, cases };
}

/** The gravest case is open. */
export async function inCase(world, role) {
  const open = await busyDesk(world, role);
  await rowOf(open.page, 'lin').click();
  await open.page.getByRole('heading', { name: '经过' }).waitFor();
  const shows = role === 'auditor' ? open.page.getByText('你的角色看不到经过') : null;
  await (shows ?? open.page.locator('.event-turn')).first().waitFor();
  return open;
}

/** The gravest case is open and in one's hand. */
export async function claimed(world) {
  const open = await inCase(world);
  await open.page.getByRole('button', { name: '我来处理' }).click();
  await open.page.getByText('这一件由你处理了。').first().waitFor();
  await open.page.getByRole('button', { name: '转交', exact: true }).waitFor();
  return open;
}

const withForm = (name, more = async () => {}) => ({
  async reach(world) {
    const open = await claimed(world);
    await open.page.getByRole('button', { name, exact: true }).click();
    await more(open.page, world);
    return open;
  },
});

/** name → {large: also with large root text, reach(world)}; world is {browser, server, view}. */
export const states = {
  'care-empty': {
    async reach(world) {
      const open = await atDesk(world);
      await open.page.getByText('没有待处理的，都处理完了。').waitFor();
      return open;
    },
  },
  'care-queue': { large: true, reach: (world) => busyDesk(world) },
  'care-overdue': {
    async reach(world) {
      await peopleInNeed(world.server);
      await world.server.advance(400);
      const open = await atDesk(world);
      await open.page.locator('.case-row .due-over').first().waitFor();
      return open;
    },
  },
  'care-filtered': {
    async reach(world) {
      const open = await busyDesk(world);
      await open.page.getByLabel('编号或人员').fill('没有这个人');
      await open.page.getByText('没有符合条件的。').waitFor();
      return open;
    },
  },
  'care-case': { large: true, reach: (world) => inCase(world) },
  'care-claimed': { large: true, reach: claimed },
  'care-timeline': {
    async reach(world) {
      const open = await claimed(world);
      const timeline = open.page.getByRole('heading', { name: '经过' });
      await timeline.evaluate((heading) => heading.scrollIntoView());
      return open;
    },
  },
  'care-figures': {
    async reach(world) {
      const { server } = world;
      const { id } = caseOf(await peopleInNeed(server), 'lin');
      await actOn(server, id, 'claim');
      await actOn(server, id, 'close', { outcome: 'contact_took_over' });
      const open = await atDesk(world, 'operator', 'figures');
      await open.page.locator('figure.chart').first().waitFor();
      return open;
    },
  },
  'care-reader': { reach: (world) => inCase(world, 'auditor') },
  'care-hidden': {
    async reach(world) {
      const open = await claimed(world);
      await open.page.keyboard.press('Alt+KeyH');
      await open.page.getByText('（文字已遮住）').first().waitFor();
      return open;
    },
  },
  'care-conflict': {
    async reach(world) {
      const open = await inCase(world);
      const { page, cases } = open;
      await actOn(world.server, caseOf(cases, 'lin').id, 'claim', {}, 'sandbox-lead');
      await page.getByRole('button', { name: '我来处理' }).click();
      await page.getByText('没有做成：同事刚刚接手了').waitFor();
      await page.getByText('正在处理这一件，你可以查看').first().waitFor();
      return open;
    },
  },
  'care-note': withForm('记录'),
  'care-hand-over': withForm('转交'),
  'care-escalate': withForm('上报'),
  'care-merge': withForm('合并'),
  'care-close': {
    large: true,
    ...withForm('结束', async (page) => {
      await page.getByRole('button', { name: '结束这一件' }).click();
      await page.getByText('请选择结果。').waitFor();
    }),
  },
  'care-closed': {
    ...withForm('结束', async (page) => {
      await page.getByRole('radio', { name: '聊过之后平静下来' }).check();
      await page.getByRole('button', { name: '结束这一件' }).click();
      await page.locator('.done').getByText('聊过之后平静下来').waitFor();
    }),
  },
  'care-unmask': {
    async reach(world) {
      const open = await claimed(world);
      await open.page.getByRole('button', { name: '查看原文' }).first().click();
      await open.page.getByRole('button', { name: '记录理由并查看' }).click();
      await open.page.getByText('请写明理由。').waitFor();
      return open;
    },
  },
  'care-failed': {
    async reach(world) {
      const open = await atDesk(world, 'operator', 'appeals');
      const dead = (route) => route.fulfill({ status: 503, body: '{}' });
      await open.page.route('**/anban/v1/cases**', dead);
      await open.page.getByRole('button', { name: '求助与预警' }).click();
      await open.page.getByText('队列没有读出来，请再试一次。').waitFor();
      return open;
    },
  },
};
