// SPDX-License-Identifier: Apache-2.0
// Every state of the guardians' page, each reached as a guardian reaches it: with the code that
// went to their own address, by the server's clock and by what the child did.
import { minorBody, putUser, say } from '../talk.mjs';
import { openPage } from './browser.mjs';

export const mother = {
  id: 'g1',
  name: '王芳',
  relationship: 'mother',
  channel: 'sms',
  address: '13800138000',
};
const father = {
  id: 'g2',
  name: '李强',
  relationship: 'father',
  channel: 'sms',
  address: '13900139000',
};
export const adolescent = '2011-05-06';
export const youngChild = '2014-05-06';

/** A child whose guardian has not answered yet; the code that went to the guardian. */
export async function invited(server, birthDate = adolescent) {
  await server.characters();
  const known = await server.codes();
  await putUser(server, 'm', { ...minorBody(birthDate), guardian: mother });
  return server.newCode(known);
}

export const section = (page, name) =>
  page.getByRole('navigation').getByRole('button', { name, exact: true }).click();

/** Takes the code that is in the form and waits for the child. */
export async function accept(page) {
  await page.getByLabel('我是这个孩子的父母或其他监护人').check();
  await page.getByRole('button', { name: '接受并登录' }).click();
  await page.getByRole('heading', { level: 1, name: /^孩子（/ }).waitFor();
}

export async function signedIn(world, birthDate) {
  const code = await invited(world.server, birthDate);
  const open = await openPage(world.browser, world.server.url, `/guardian#code=${code}`, world.view);
  await accept(open.page);
  return open;
}

const opened = (world, path = '/guardian') =>
  openPage(world.browser, world.server.url, path, world.view);

/** Two days of a child, with a low mood and an intimacy request. */
async function used(server) {
  await server.setClock('2026-08-03T09:00:00+08:00');
  await say(server, 'm', '你好呀', { model: 'character:xiaoan' });
  await server.advance(600);
  await say(server, 'm', '最近什么都提不起劲，好难过好绝望', { model: 'character:xiaoan' });
  await server.setClock('2026-08-04T09:00:00+08:00');
  await say(server, 'm', '你当我女朋友吧，叫我老公', { model: 'character:zhou' });
  await server.advance(300);
  await say(server, 'm', '讲讲唐朝吧', { model: 'character:zhou' });
}

async function inSection(world, name, ready, birthDate) {
  const open = await signedIn(world, birthDate);
  await section(open.page, name);
  await open.page.getByText(ready).first().waitFor();
  return open;
}

/** name → {large: also with large root text, reach(world)}; world is {browser, server, view}. */
export const states = {
  invitation: {
    large: true,
    reach: async (world) => opened(world, `/guardian#code=${await invited(world.server)}`),
  },
  'wrong-code': {
    async reach(world) {
      const open = await opened(world, '/guardian#code=ABCDEFGH');
      await open.page.getByLabel('我是这个孩子的父母或其他监护人').check();
      await open.page.getByRole('button', { name: '接受并登录' }).click();
      await open.page.getByText('确认码不对、已用过或已过期').waitFor();
      return open;
    },
  },
  unfilled: {
    async reach(world) {
      const open = await opened(world);
      await open.page.getByRole('button', { name: '接受并登录' }).click();
      await open.page.getByText('请填写 8 位确认码').waitFor();
      return open;
    },
  },
  declined: {
    async reach(world) {
      const open = await opened(world, `/guardian#code=${await invited(world.server)}`);
      await open.page.getByRole('button', { name: '不接受' }).click();
      await open.page.getByRole('heading', { name: '你没有接受' }).waitFor();
      return open;
    },
  },
  'overview-empty': { reach: (world) => inSection(world, '概览', '最近七天没有使用。') },
  overview: {
    large: true,
    async reach(world) {
      const open = await signedIn(world);
      await used(world.server);
      await open.page.reload();
      await open.page.getByRole('table').waitFor();
      return open;
    },
  },
  paused: {
    async reach(world) {
      const open = await signedIn(world);
      await open.page.getByRole('button', { name: '暂停 24 小时' }).click();
      await open.page.getByRole('button', { name: '暂停', exact: true }).click();
      await open.page.getByText(/^暂停中，8月2日 09:00 恢复。$/).waitFor();
      return open;
    },
  },
  'two-children': {
    async reach(world) {
      const open = await signedIn(world);
      await section(open.page, '更多');
      await open.page.getByRole('textbox', { name: '孩子的称呼' }).fill('小雨');
      await open.page.getByRole('button', { name: '保存称呼' }).click();
      await open.page.getByRole('heading', { level: 1, name: '小雨（14–15 岁）' }).waitFor();
      const body = minorBody(youngChild);
      await putUser(world.server, 'n', { ...body, guardian: { ...body.guardian, ...mother } });
      await open.page.reload();
      await open.page.getByRole('group', { name: '选择孩子' }).waitFor();
      return open;
    },
  },
  'signed-in-long': {
    async reach(world) {
      const open = await signedIn(world);
      await open.page.evaluate(() => {
        const kept = JSON.parse(localStorage.getItem('anban.guardian'));
        const since = Date.now() - 24 * 24 * 3600 * 1000;
        const old = kept.map((each) => ({ ...each, since }));
        localStorage.setItem('anban.guardian', JSON.stringify(old));
      });
      await open.page.reload();
      await open.page.getByText('登录快到期了').waitFor();
      const known = await world.server.codes();
      await open.page.getByRole('button', { name: '去延长' }).click();
      await open.page.getByRole('button', { name: '发送确认码' }).click();
      await open.page.getByLabel('确认码').fill(await world.server.newCode(known));
      await open.page.getByRole('button', { name: '确认', exact: true }).click();
      await open.page.getByText('已延长 30 天。').waitFor();
      return open;
    },
  },
  settings: { large: true, reach: (world) => inSection(world, '设置', '每天时长（分钟）') },
  'settings-changing': {
    async reach(world) {
      const open = await inSection(world, '设置', '每天时长（分钟）');
      const { page } = open;
      await page.getByLabel('每天时长（分钟）').fill('20');
      await page.getByRole('button', { name: '保存' }).click();
      await page.locator('.done').getByText('每天时长：已立即生效。').waitFor();
      await page.getByLabel('每天时长（分钟）').fill('40');
      await page.getByLabel('只在这段时间可以聊').check();
      await page.getByText('保存后立即生效').waitFor();
      return open;
    },
  },
  'settings-waiting': {
    large: true,
    async reach(world) {
      const open = await inSection(world, '设置', '每天时长（分钟）');
      const { page } = open;
      for (const minutes of ['20', '40']) {
        await page.getByLabel('每天时长（分钟）').fill(minutes);
        await page.getByRole('button', { name: '保存' }).click();
        await page.locator('.done').getByText('每天时长：').waitFor();
      }
      await page.getByRole('heading', { name: '等待生效' }).waitFor();
      return open;
    },
  },
  consents: {
    large: true,
    async reach(world) {
      return inSection(world, '同意', '孩子开始聊天前需要', youngChild);
    },
  },
  'consent-withdrawing': {
    async reach(world) {
      const open = await inSection(world, '同意', '孩子开始聊天前需要', youngChild);
      const name = '处理孩子的个人信息';
      await open.page.getByRole('button', { name: `同意 ${name}`, exact: true }).click();
      await open.page.getByRole('button', { name: `撤回同意 ${name}` }).click();
      await open.page.getByRole('alertdialog').getByText('正在进行的对话会马上停止').waitFor();
      return open;
    },
  },
  'record-empty': { reach: (world) => inSection(world, '记录', '还没有变更。') },
  record: {
    async reach(world) {
      const open = await inSection(world, '设置', '每天时长（分钟）');
      const { page } = open;
      await page.getByLabel('每天时长（分钟）').fill('20');
      await page.getByRole('button', { name: '保存' }).click();
      await page.locator('.done').waitFor();
      await say(world.server, 'm', '我不想活了，今晚就跳下去');
      await section(page, '记录');
      await page.getByText('孩子可能有危险').waitFor();
      return open;
    },
  },
  more: { large: true, reach: (world) => inSection(world, '更多', '王芳') },
  'second-guardian': {
    large: true,
    async reach(world) {
      const open = await inSection(world, '更多', '王芳');
      const { page } = open;
      await page.getByRole('button', { name: '邀请另一位监护人' }).click();
      await page.getByRole('textbox', { name: '称呼', exact: true }).fill(father.name);
      await page.getByLabel('与你的关系').selectOption(father.relationship);
      await page.getByLabel('手机号码').fill(father.address);
      await page.getByRole('button', { name: '发出邀请' }).click();
      await page.getByText('邀请链接').waitFor();
      await page.getByRole('img', { name: '邀请二维码' }).waitFor();
      return open;
    },
  },
  unlinking: {
    async reach(world) {
      const open = await inSection(world, '更多', '王芳');
      await open.page.getByRole('button', { name: '解除绑定' }).click();
      await open.page.getByRole('button', { name: '确定解除' }).click();
      await open.page.getByRole('button', { name: '撤回，继续绑定' }).waitFor();
      return open;
    },
  },
  deleted: {
    async reach(world) {
      const open = await inSection(world, '更多', '王芳');
      await say(world.server, 'm', '今天和小林吵架了');
      await open.page.getByRole('button', { name: '删除聊天记录' }).click();
      await open.page.getByRole('button', { name: '确定删除' }).click();
      await open.page.getByText(/已删除 1 轮对话。回执：rcp_\d+/).first().waitFor();
      return open;
    },
  },
  expired: {
    async reach(world) {
      const open = await signedIn(world);
      await world.server.advance(31 * 24 * 3600);
      await open.page.reload();
      await open.page.getByRole('heading', { name: '登录已过期' }).waitFor();
      return open;
    },
  },
  'no-child': {
    async reach(world) {
      const open = await signedIn(world);
      await world.server.call('DELETE', '/anban/v1/users/m', undefined, 'sandbox-app');
      await open.page.reload();
      await open.page.getByRole('heading', { name: '现在没有绑定的孩子' }).waitFor();
      return open;
    },
  },
  gone: {
    async reach(world) {
      const open = await signedIn(world);
      await world.server.call('DELETE', '/anban/v1/users/m', undefined, 'sandbox-app');
      await section(open.page, '设置');
      await open.page.getByRole('heading', { name: '不再能看到这个孩子' }).waitFor();
      return open;
    },
  },
  failed: {
    async reach(world) {
      const open = await signedIn(world);
      await open.page.route('**/settings', (route) => route.fulfill({ status: 503, body: '{}' }));
      await section(open.page, '设置');
      await open.page.getByText('暂时没有打开').waitFor();
      return open;
    },
  },
  offline: {
    async reach(world) {
      const open = await signedIn(world);
      await open.context.setOffline(true);
      await open.page.getByText('网络已断开').waitFor();
      return open;
    },
  },
};
