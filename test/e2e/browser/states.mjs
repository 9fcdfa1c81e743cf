// SPDX-License-Identifier: Apache-2.0
// Every state of the chat page, each reached as a person reaches it: by the server's clock, the
// scripted model server and by what is typed. Used by the tests and by pictures.mjs.
import { openChat, say, settled } from './browser.mjs';

export const adult = '1996-03-04';
export const minor = '2011-05-06';
export const elder = '1955-07-08';
export const morning = '2026-08-01T09:00:00+08:00';
const night = '2026-08-01T22:30:00+08:00';

const greeting = '你好呀，今天工作有点累，想找个人说说话。';
const reply = '辛苦了。忙了一天，能坐下来歇一会儿真好。今天最累的是哪一件事？';

async function opened(world, birthDate) {
  await world.server.characters();
  const key = await world.server.register(birthDate);
  return openChat(world.browser, world.server.url, { ...world.view, key });
}

/** One answered message, so that the transcript is not empty. */
async function talked(world, birthDate = adult) {
  await world.server.upstream({ reply });
  const open = await opened(world, birthDate);
  await say(open.page, greeting);
  await open.page.locator('.lines').getByText(reply).waitFor();
  await settled(open.page);
  return open;
}

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
      const chunks = [
        '嗯，我在听。',
        '有时候',
        '说出来',
        '会轻松一点。',
        ...Array(60).fill('慢慢说'),
      ];
      await world.server.upstream({ chunks, chunk_delay_ms: 400 });
      const open = await opened(world, adult);
      await say(open.page, greeting);
      await open.page.locator('.lines').getByText('有时候').waitFor();
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
      const open = await opened(world, minor);
      await world.server.setClock(night);
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
