// SPDX-License-Identifier: Apache-2.0
// What the duties of the law look like for the person in front of the page. Each title names the
// obligation that it proves; beside each "must" stands a "must not".
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cannotRun } from '../server.mjs';
import { meet, openChat, say, settled } from './browser.mjs';
import { stage } from './stage.mjs';
import { adult, elder, heardBy, minor, states } from './states.mjs';
import { words } from './words.mjs';

const options = { skip: cannotRun, timeout: 120000 };
let server;
let browser;
stage((made) => ({ server, browser } = made));

async function open(birthDate, view = {}) {
  const key = birthDate === null ? undefined : await server.register(birthDate);
  const opened = await openChat(browser, server.url, { ...view, key });
  return { ...opened, key };
}
const world = () => ({ browser, server, view: {}, words });
const calls = async () => (await server.upstreamCalls()).count;

test(
  'O-98: two-hour dialog comes once, offers the exit, and not before two hours',
  options,
  async () => {
    const { page, context } = await open(adult);
    await server.upstream({ reply: '嗯嗯。' });
    await meet(page, '我们聊聊吧');
    for (let step = 0; step < 11; step += 1) {
      await server.advance(600);
      await say(page, `继续（${step}）`);
      await settled(page);
    }
    await server.advance(599);
    await say(page, '还差一秒');
    await settled(page);
    assert.equal(await page.getByRole('alertdialog').count(), 0, 'not at 1 h 59 min 59 s');
    await server.advance(2);
    await say(page, '到两小时了');
    const dialog = page.getByRole('alertdialog');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /2\s*小时|两小时|两个小时/);
    assert.match(await dialog.innerText(), /AI|人工智能/);
    assert.equal(await dialog.getByRole('button', { name: /退出/ }).count(), 1);
    await dialog.getByRole('button', { name: '知道了' }).click();
    await say(page, '再说一句');
    await settled(page);
    assert.equal(await page.getByRole('alertdialog').count(), 0, 'once');
    await context.close();
  },
);

test('O-82 O-87: the crisis card shows numbers that dial, without the model', options, async () => {
  const { page, context } = await open(adult);
  await say(page, '我今晚就跳下去');
  const card = page.locator('.crisis');
  await card.waitFor();
  const numbers = await card.locator('a').evaluateAll((all) => all.map((each) => each.href));
  assert.ok(numbers.includes('tel:12356'), `12356 in ${numbers}`);
  await settled(page);
  assert.equal(await calls(), 0, 'the model is not asked');
  assert.equal(await page.getByRole('alertdialog').count(), 0, 'nothing covers the help');
  await context.close();
});

test('O-90: "reached" is said only after the delivery, a failure as it is', options, async () => {
  const { page, context } = await open(adult);
  await server.planOutbox('sms', 'timeout');
  await say(page, '我今晚就跳下去');
  await page.locator('.contact-pending').waitFor();
  await settled(page);
  await server.advance(5);
  assert.doesNotMatch(await page.locator('.crisis').innerText(), /已经联系|已联系/);
  await server.planOutbox('sms', 'delivered');
  await server.advance(60);
  await page.locator('.contact-delivered').waitFor();
  await context.close();
  await server.reset();
  await server.planOutbox('sms', 'delivered');
  const other = await open(adult);
  await server.planOutbox('sms', 'failed');
  await say(other.page, '我今晚就跳下去');
  await settled(other.page);
  await server.advance(1);
  await other.page.locator('.contact-failed').waitFor();
  assert.doesNotMatch(await other.page.locator('.crisis').innerText(), /已经联系|已联系到/);
  await other.context.close();
});

test('O-160 O-163: leaving stops the stream at once, and nothing pulls back', options, async () => {
  const { page, context } = await open(adult);
  await meet(page);
  await server.upstream({ chunks: Array(200).fill('慢慢说。'), chunk_delay_ms: 1000 });
  await say(page, '讲个长故事');
  await heardBy(server, page, '慢慢说');
  await page.getByRole('button', { name: '退出', exact: true }).click();
  await page.getByRole('heading', { name: '已退出' }).waitFor({ timeout: 1000 });
  const text = await page.locator('main').innerText();
  assert.doesNotMatch(text, /别走|不要走|再聊|舍不得|留下|想你/);
  const asked = await calls();
  await server.advance(60);
  assert.equal(await calls(), asked, 'nothing is asked of the model after leaving');
  await context.close();
});

test('O-162: a word leaves, and a question about leaving does not', options, async () => {
  await server.upstream({ reply: '可以在设置里找一找。' });
  const { page, context } = await open(adult);
  await meet(page, '不小心退出登录了怎么办');
  assert.equal(await page.getByRole('heading', { name: '已退出' }).count(), 0);
  await say(page, '不聊了，再见');
  await page.getByRole('heading', { name: '已退出' }).waitFor();
  await context.close();
});

test('O-112: a minor cannot choose a character for adults, and sees why', options, async () => {
  const { page, context } = await states['minor-characters'].reach(world());
  const barred = page.getByRole('radio', { disabled: true });
  assert.ok((await barred.count()) >= 1);
  assert.ok((await page.getByText('未满 18 岁不可用').count()) >= 1);
  await context.close();
});

test('O-112: no character for adults is barred to an adult', options, async () => {
  await server.characters();
  const { page, context } = await open(adult);
  await page.getByRole('button', { name: '菜单' }).click();
  assert.ok((await page.getByRole('radio').count()) >= 3);
  assert.equal(await page.getByRole('radio', { disabled: true }).count(), 0);
  await context.close();
});

test('O-118 O-119: a minor sees the minutes left and the rest hours', options, async () => {
  const { page, context } = await open(minor);
  const line = page.locator('.time-left');
  assert.match(await line.innerText(), /今天还可以聊 60 分钟/);
  assert.match(await line.innerText(), /22:00–06:00 休息/);
  await context.close();
  const grown = await open(adult);
  assert.equal(await grown.page.locator('.time-left').count(), 0, 'no countdown for adults');
  await grown.context.close();
});

test('O-119: the night lock is kind, and a cry for help is still answered', options, async () => {
  const { page, context } = await states['minor-night'].reach(world());
  assert.ok((await page.locator('.lock a[href="tel:12355"]').count()) === 1);
  await say(page, '我想从楼上跳下去');
  await page.locator('.crisis').waitFor();
  await context.close();
});

test(
  'O-72 O-74 O-76: nothing is ticked beforehand; what is missing is named at its field',
  options,
  async () => {
    const { page, watched, context } = await open(null);
    assert.equal(await page.getByRole('checkbox', { checked: true }).count(), 0);
    await page.getByRole('button', { name: '开始聊天' }).click();
    assert.equal(await page.getByText('请填写有效的出生日期。').count(), 1);
    assert.equal(await page.getByText('请先阅读并同意服务协议。').count(), 1);
    await page.getByLabel('出生日期').fill(adult);
    await page.getByRole('button', { name: '开始聊天' }).click();
    assert.equal(await page.getByText('请填写有效的手机号码或邮箱。').count(), 1);
    await watched.passes();
    await context.close();
  },
);

test('O-72 O-73 O-76: an adult registers in the page and talks', options, async () => {
  await server.upstream({ reply: '你好，我在。' });
  const { page, context } = await open(null);
  await page.getByLabel('出生日期').fill(adult);
  await page.getByLabel('称呼').fill('王芳');
  await page.getByLabel('与你的关系').selectOption('mother');
  await page.getByLabel('手机号码').fill('13800138000');
  await page.getByRole('checkbox', { name: /同意服务协议/ }).check();
  await page.getByRole('button', { name: '开始聊天' }).click();
  const box = page.getByRole('textbox', { name: '输入消息' });
  const code = page.getByLabel('确认码');
  await box.or(code).waitFor();
  if (await code.isVisible()) {
    await code.fill(await server.newCode());
    await page.getByRole('button', { name: '确认' }).click();
  }
  await box.waitFor();
  await say(page, '你好');
  await page.locator('.lines').getByText('你好，我在。').waitFor();
  await context.close();
});

test("O-75: a minor needs a guardian and the guardian's code", options, async () => {
  const { page, context } = await open(null);
  await page.getByLabel('出生日期').fill(minor);
  await page.getByRole('heading', { name: '监护人' }).waitFor();
  assert.equal(await page.getByRole('heading', { name: '紧急联系人' }).count(), 0);
  await page.getByLabel('称呼').fill('王芳');
  await page.getByLabel('与你的关系').selectOption('mother');
  await page.getByLabel('手机号码').fill('13800138000');
  await page.getByRole('checkbox', { name: /同意服务协议/ }).check();
  await page.getByRole('button', { name: '开始聊天' }).click();
  await page.getByLabel('确认码').fill('WRONG000');
  await page.getByRole('button', { name: '确认' }).click();
  await page.getByText('确认码不对或已过期。').waitFor();
  await page.getByLabel('确认码').fill(await server.newCode());
  await page.getByRole('button', { name: '确认' }).click();
  await page.getByRole('textbox', { name: '输入消息' }).waitFor();
  assert.equal(await page.getByText('未成年人模式').count(), 1);
  await context.close();
});

test('an elder gets text of at least 18 pt and targets of at least 60 px', options, async () => {
  for (const size of ['desktop', 'phone']) {
    const { page, context } = await open(elder, { size });
    await page.locator('.talk').waitFor();
    const small = await page.evaluate(() => {
      const seen = (each) => each.getClientRects().length > 0 && !each.closest('.unseen, .skip');
      const words = [...document.querySelectorAll('#root *')]
        .filter((each) => seen(each) && [...each.childNodes].some((one) => one.nodeType === 3))
        .filter((each) => parseFloat(getComputedStyle(each).fontSize) < 24);
      const targets = [...document.querySelectorAll('button, a, input, select, textarea')]
        .filter(seen)
        .map((each) => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
        .filter(([, box]) => box.height < 60 || box.width < 60);
      return { words: words.map((each) => each.outerHTML.slice(0, 80)), targets };
    });
    assert.deepEqual(small, { words: [], targets: [] });
    await context.close();
  }
});
