// SPDX-License-Identifier: Apache-2.0
// The states of the chat page in which something stands against a person or is still missing:
// registration, suspected minor and appeal, minor mode, proving who one is, elders. Each is reached
// as a person reaches it. Used by the tests and by pictures.mjs.
import { say as sayTo } from '../talk.mjs';
import { meet, openChat, say, settled } from './browser.mjs';
import { adult, elder, minor } from './states.mjs';

export const student = '2006-01-01';
const child = '2014-05-06';
const agreement = { version: '1', accepted: true };
export const contact = {
  name: '王芳',
  relationship: 'mother',
  channel: 'sms',
  address: '13800138000',
};

/** What a schoolchild says; some of it is enough to be taken for one. */
export const young = [
  '零花钱一周二十够干嘛的啊,买两杯奶茶就没了',
  '我被防沉迷了，一小时到了，好气',
  '妈妈不让我一个人出小区门',
  '下个学期就九年级了，补习班从早上八点上到晚上九点',
  '坐标成都,09年的,开学就高二了,想找个人一起背单词',
  '我被防沉迷了，又是一小时，好气',
];

/** Registers without confirming anything; the personal key. */
export async function registered(server, more) {
  const body = { locale: 'zh-CN', region: 'CN', time_zone: 'Asia/Shanghai', agreement, ...more };
  return (await server.call('POST', '/anban/v1/registrations', body)).personal_key;
}

export const open = async (world, key) => ({
  ...(await openChat(world.browser, world.server.url, { ...world.view, key })),
  key,
});

async function opened(world, birthDate) {
  await world.server.characters();
  return open(world, await world.server.register(birthDate));
}

export const close = (page) =>
  page.getByRole('alertdialog').getByRole('button', { name: '知道了' }).click();

/** Talks in the page until minor mode is turned on; its dialog is open. */
export async function suspectedInPage({ page }, server) {
  await server.upstream({ reply: '嗯嗯，我在听。' });
  await meet(page, '你好');
  const strip = page.locator('.appeal-strip');
  for (const words of young) {
    await server.advance(3600);
    await say(page, words);
    await settled(page);
    if (await strip.isVisible()) break;
    if (await page.getByRole('alertdialog').isVisible()) break;
  }
  await strip.waitFor();
  await page.getByRole('alertdialog').waitFor();
}

/** The same without the page: quicker. */
export async function suspected(server, key) {
  for (const words of young) {
    const answer = await sayTo(server, undefined, words, {}, key);
    if (answer.events.includes('mode.changed')) return;
    await server.advance(3600);
  }
  throw new Error('nobody was taken for a minor');
}

const evidence = [{ kind: 'statement', reference: '我是大二学生，可以看我的学生证' }];
export const appeal = (server, key) =>
  server.call('POST', '/anban/v1/me/appeals', { decision: 'suspected_minor', evidence }, key);
export const decide = (server, id, outcome, reason, role = 'sandbox-operator') =>
  server.call('POST', `/anban/v1/appeals/${id}/decision`, { outcome, reason }, role);

/** A person who was taken for a minor in the morning. */
export async function suspect(world) {
  await world.server.characters();
  const key = await world.server.register(student);
  await suspected(world.server, key);
  await world.server.setClock('2026-08-06T09:30:00+08:00');
  return key;
}

export async function menu(page) {
  await page.getByRole('button', { name: '菜单' }).click();
  await page.getByRole('dialog').waitFor();
}

export async function inView(found) {
  await found.waitFor();
  await found.evaluate((each) => each.scrollIntoView({ block: 'center' }));
}

/** name → {large: also with large root text, reach(world)}; world is {browser, server, view}. */
export const states = {
  'missing-guardian-code': {
    large: true,
    async reach(world) {
      const key = await registered(world.server, { birth_date: minor, guardian: contact });
      const page = await open(world, key);
      await page.page.getByRole('heading', { name: '监护人确认' }).waitFor();
      return page;
    },
  },
  'missing-consent': {
    async reach(world) {
      const page = await opened(world, child);
      await page.page.getByRole('heading', { name: '监护人同意' }).waitFor();
      return page;
    },
  },
  'missing-contact': {
    large: true,
    async reach(world) {
      const made = await open(world, await registered(world.server, { birth_date: adult }));
      await made.page.getByRole('button', { name: '保存' }).click();
      await made.page.getByText('请填写称呼。').waitFor();
      return made;
    },
  },
  suspected: {
    large: true,
    async reach(world) {
      const made = await opened(world, student);
      await suspectedInPage(made, world.server);
      return made;
    },
  },
  'suspected-strip': {
    large: true,
    async reach(world) {
      const made = await open(world, await suspect(world));
      await made.page.getByText('弄错了可以申诉').waitFor();
      return made;
    },
  },
  'appeal-form': {
    large: true,
    async reach(world) {
      const made = await states['suspected-strip'].reach(world);
      const { page } = made;
      await page.getByRole('button', { name: '我要申诉' }).click();
      await page.getByRole('button', { name: '再加一条' }).click();
      await page.getByLabel('说明 1').fill('我是大二学生');
      await page.getByRole('button', { name: '提交申诉' }).click();
      await page.getByText('请写一点说明。').waitFor();
      return made;
    },
  },
  'appeal-open': {
    async reach(world) {
      const key = await suspect(world);
      await appeal(world.server, key);
      const made = await open(world, key);
      await made.page.getByText(/最晚 8月11日 09:30 前答复/).waitFor();
      await made.page.getByRole('button', { name: '查看申诉' }).click();
      await made.page.getByRole('dialog').getByText('处理中').waitFor();
      return made;
    },
  },
  'appeal-overdue': {
    async reach(world) {
      const key = await suspect(world);
      await appeal(world.server, key);
      await world.server.setClock('2026-08-11T09:31:00+08:00');
      const made = await open(world, key);
      await made.page.getByText('已经晚了，对不起').waitFor();
      return made;
    },
  },
  'appeal-rejected': {
    async reach(world) {
      const key = await suspect(world);
      const { id } = await appeal(world.server, key);
      await decide(world.server, id, 'rejected', '学生证看不清，请写明学校和入学年份。');
      const made = await open(world, key);
      await made.page.getByRole('button', { name: '再申诉一次' }).click();
      await made.page.getByRole('dialog').getByText('没有通过').first().waitFor();
      return made;
    },
  },
  'appeal-final': {
    async reach(world) {
      const key = await suspect(world);
      const first = await appeal(world.server, key);
      await decide(world.server, first.id, 'rejected', '学生证看不清。');
      const second = await appeal(world.server, key);
      await decide(world.server, second.id, 'rejected', '仍然无法核对。', 'sandbox-officer');
      const made = await open(world, key);
      await made.page.getByText('两次申诉都没有通过').waitFor();
      await made.page.getByRole('button', { name: '查看申诉' }).click();
      await made.page.getByText('12377').last().waitFor();
      return made;
    },
  },
  restored: {
    async reach(world) {
      const key = await suspect(world);
      const { id } = await appeal(world.server, key);
      const made = await open(world, key);
      await made.page.getByText('申诉已收到').waitFor();
      await decide(world.server, id, 'upheld', '学生证已核对。');
      await made.page.getByRole('alertdialog').getByText('是我们弄错了').waitFor();
      await made.page.locator('.appeal-strip').waitFor({ state: 'detached' });
      return made;
    },
  },
  suspension: {
    async reach(world) {
      const made = await opened(world, adult);
      const { page } = made;
      await meet(page, world.words.blocked);
      for (const time of ['第二次', '第三次']) {
        await say(page, `${world.words.blocked}，${time}`);
        await settled(page);
      }
      await say(page, '在吗');
      await page.getByText('你的使用已暂停。如果弄错了').first().waitFor();
      return made;
    },
  },
  'minor-rest': {
    async reach(world) {
      const made = await opened(world, minor);
      await world.server.upstream({ reply: '好呀。' });
      await meet(made.page, '你好');
      for (let step = 0; step < 4; step += 1) {
        await world.server.advance(480);
        await say(made.page, `再讲一个（${step + 1}）`);
        await settled(made.page);
      }
      await made.page.getByRole('alertdialog').getByText('看看周围').waitFor();
      return made;
    },
  },
  'minor-mode-asking': {
    large: true,
    async reach(world) {
      const made = await opened(world, adult);
      await menu(made.page);
      await made.page.getByRole('button', { name: '打开未成年人模式' }).click();
      await inView(made.page.getByRole('button', { name: '确定打开' }));
      return made;
    },
  },
  'minor-mode-chosen': {
    large: true,
    async reach(world) {
      const made = await states['minor-mode-asking'].reach(world);
      await made.page.getByRole('button', { name: '确定打开' }).click();
      await made.page.getByRole('button', { name: '退出未成年人模式' }).click();
      await inView(made.page.getByRole('dialog').getByText('现在还不能退出'));
      return made;
    },
  },
  identity: {
    large: true,
    async reach(world) {
      const made = await opened(world, adult);
      await menu(made.page);
      await made.page.getByRole('button', { name: '核验身份' }).click();
      await made.page.getByLabel('手机验证码').check();
      await made.page.getByLabel('手机号码').fill('13900139000');
      await made.page.getByRole('button', { name: '发送验证码' }).click();
      await made.page.getByText('验证码已经发出').waitFor();
      return made;
    },
  },
  'identity-wrong': {
    async reach(world) {
      const made = await opened(world, adult);
      await menu(made.page);
      await made.page.getByRole('button', { name: '核验身份' }).click();
      await made.page.getByLabel('身份证号码').first().check();
      await made.page.getByRole('textbox', { name: '身份证号码' }).fill('110105194912310021');
      await made.page.getByRole('button', { name: '提交核验' }).click();
      await made.page.getByText('请检查填写的内容').waitFor();
      return made;
    },
  },
  'elder-guidance': {
    large: true,
    async reach(world) {
      const made = await opened(world, elder);
      await world.server.upstream({ reply: '您好呀，今天天气不错，早饭吃了吗？' });
      await meet(made.page, '你好');
      await made.page.locator('.banner').getByText('用之前先说几句').waitFor();
      return made;
    },
  },
  'elder-scam': {
    large: true,
    async reach(world) {
      const made = await opened(world, elder);
      await meet(made.page, '你好');
      await say(made.page, '客服要我把验证码告诉他');
      await made.page.getByRole('alertdialog').getByText('先别给钱').waitFor();
      return made;
    },
  },
  'elder-contact': {
    async reach(world) {
      const key = await registered(world.server, {
        birth_date: elder,
        emergency_contact: contact,
      });
      const made = await open(world, key);
      await menu(made.page);
      await inView(made.page.getByText('联系人还没有确认'));
      return made;
    },
  },
  'elder-left': {
    async reach(world) {
      const made = await opened(world, elder);
      await meet(made.page, '你好');
      await say(made.page, '不聊了，再见');
      await made.page.getByRole('heading', { name: '已退出' }).waitFor();
      return made;
    },
  },
};
