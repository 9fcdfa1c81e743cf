// SPDX-License-Identifier: Apache-2.0
// Every state of the chat page, each reached as a person reaches it: by the server's clock, the
// scripted model server and by what is typed. Used by the tests and by pictures.mjs.
import { meet, openChat, say, settled } from './browser.mjs';

export const adult = '1996-03-04';
export const minor = '2011-05-06';
export const elder = '1955-07-08';
export const morning = '2026-08-01T09:00:00+08:00';
const night = '2026-08-01T22:30:00+08:00';

const greeting = '你好呀，今天工作有点累，想找个人说说话。';
const reply = '辛苦了。忙了一天，能坐下来歇一会儿真好。今天最累的是哪一件事？';

async function opened(world, birthDate, at) {
  await world.server.characters();
  const key = await world.server.register(birthDate);
  if (at) await world.server.setClock(at);
  return openChat(world.browser, world.server.url, { ...world.view, key });
}

/** One answered message, so that the transcript is not empty. */
async function talked(world, birthDate = adult) {
  await world.server.upstream({ reply });
  const open = await opened(world, birthDate);
  await meet(open.page, greeting);
  await open.page.locator('.lines').getByText(reply).waitFor();
  return open;
}

/** Lets virtual seconds pass until it is there: the scripted model pauses in them. */
async function passUntil(server, locator) {
  for (let second = 0; second < 20 && !(await locator.isVisible()); second += 1) {
    await server.advance(1);
    await locator.waitFor({ timeout: 300 }).catch(() => undefined);
  }
  await locator.waitFor();
}

/** Virtual seconds pass until the words are said. */
export const heardBy = (server, page, text) =>
  passUntil(server, page.locator('.lines').getByText(text).first());

/** Virtual seconds pass until the reply is whole. */
export const finished = (server, page) =>
  passUntil(server, page.locator('.transcript[aria-busy="false"]'));

/** name → {large: also with large root text, reach(world)}; world is {browser, server, view}. */
export const states = {
  'first-open': {
    large: true,
    async reach({ browser, server, view }) {
      const open = await openChat(browser, server.url, view);
      await open.page.getByLabel('出生日期').fill(adult);
      await open.page.getByRole('heading', { name: '紧急联系人' }).waitFor();
      await open.page.evaluate(() => scrollTo(0, 0));
      return open;
    },
  },
  idle: { large: true, reach: (world) => talked(world) },
  streaming: {
    async reach(world) {
      const open = await talked(world);
      const chunks = ['嗯，我在听。', '有时候', '说出来', '会轻松一点。', '慢慢说，', '不着急。'];
      await world.server.upstream({ chunks, chunk_delay_ms: 1000 });
      await say(open.page, '我想说说昨天的事');
      await heardBy(world.server, open.page, '有时候');
      return open;
    },
  },
  'two-hours': {
    large: true,
    async reach(world) {
      const open = await talked(world);
      for (let step = 0; step < 12; step += 1) {
        await world.server.advance(600);
        await say(open.page, `再聊聊吧（${step + 1}）`);
        await settled(open.page);
      }
      await open.page.getByRole('alertdialog').waitFor();
      return open;
    },
  },
  crisis: {
    large: true,
    async reach(world) {
      const open = await talked(world);
      await say(open.page, '我今晚就跳下去');
      await open.page.locator('.crisis a[href^="tel:"]').first().waitFor();
      await settled(open.page);
      return open;
    },
  },
  blocked: {
    async reach(world) {
      const open = await talked(world);
      await say(open.page, world.words.blocked);
      await open.page.locator('.remarks').getByText('这条消息没有发给AI').waitFor();
      await settled(open.page);
      return open;
    },
  },
  replaced: {
    async reach(world) {
      const open = await talked(world);
      await world.server.upstream({ reply: world.words.badReply });
      await say(open.page, world.words.asksBadReply);
      await settled(open.page);
      await open.page.locator('.line-platform, .withdrawn').first().waitFor();
      return open;
    },
  },
  minor: { large: true, reach: (world) => talked(world, minor) },
  'minor-characters': {
    async reach(world) {
      const open = await talked(world, minor);
      await open.page.getByRole('button', { name: '菜单' }).click();
      await open.page.getByRole('dialog').waitFor();
      return open;
    },
  },
  'minor-night': {
    large: true,
    async reach(world) {
      const open = await opened(world, minor, night);
      await say(open.page, '睡不着，陪我聊聊');
      await open.page.locator('.lock').waitFor();
      return open;
    },
  },
  left: {
    large: true,
    async reach(world) {
      const open = await talked(world);
      await open.page.getByRole('button', { name: '退出', exact: true }).click();
      await open.page.getByRole('heading', { name: '已退出' }).waitFor();
      return open;
    },
  },
  'own-data': {
    async reach(world) {
      const open = await talked(world);
      await open.page.getByRole('button', { name: '菜单' }).click();
      await open.page.getByRole('button', { name: '复制或删除我的数据' }).click();
      await open.page.getByRole('button', { name: '显示对话记录' }).click();
      await open.page.getByRole('button', { name: '全选' }).waitFor();
      await open.page.getByRole('dialog').evaluate((box) => box.scrollTo(0, 0));
      return open;
    },
  },
  'erase-all': {
    async reach(world) {
      const open = await talked(world);
      await open.page.getByRole('button', { name: '菜单' }).click();
      await open.page.getByRole('button', { name: '复制或删除我的数据' }).click();
      await open.page.getByRole('button', { name: '全部删除' }).click();
      await open.page.getByRole('alertdialog').waitFor();
      return open;
    },
  },
  elder: { large: true, reach: (world) => talked(world, elder) },
  offline: {
    async reach(world) {
      const open = await talked(world);
      await open.context.setOffline(true);
      await open.page.getByRole('heading', { name: '网络已断开' }).waitFor();
      return open;
    },
  },
};
