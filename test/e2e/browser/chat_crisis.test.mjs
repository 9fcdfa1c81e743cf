// SPDX-License-Identifier: Apache-2.0
// Help at one touch in the chat page (O-86, O-138), for adults, minors and elders, and the days
// after a crisis (O-84): what the person in front of the page sees and can press.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cannotRun } from '../server.mjs';
import { meet, openChat, say, settled } from './browser.mjs';
import { casesOf, grave } from './care_states.mjs';
import { button, stage } from './stage.mjs';
import { adult, elder, minor } from './states.mjs';
import { states as standing } from './standing_states.mjs';

const options = { skip: cannotRun, timeout: 120000 };
const despair = '我好绝望，活着太累了';
const day = 24 * 3600;
let server;
let browser;
stage((made) => ({ server, browser } = made));
const world = (view = {}) => ({ browser, server, view });

async function open(birthDate, view = {}) {
  const key = await server.register(birthDate);
  return { ...(await openChat(browser, server.url, { ...view, key })), key };
}

/** What a screen reader says of the card's links, and where they lead. */
const dials = (page) =>
  page
    .locator('.crisis .help-lines a')
    .evaluateAll((all) => all.map((each) => [each.innerText.split('\n')[0], each.href]));
const platform = (page) => page.locator('.crisis').getByRole('button', { name: '联系平台' });
const dialogOf = (page) => page.getByRole('dialog', { name: '需要帮助时' });

test('O-86: numbers and the platform are one touch away, by keyboard too', options, async () => {
  const { page, context, watched, key } = await open(adult);
  await say(page, grave);
  await platform(page).waitFor();
  await settled(page);
  const first = (await dials(page)).slice(0, 3);
  assert.deepEqual(first, [
    ['拨打12356', 'tel:12356'],
    ['拨打120', 'tel:120'],
    ['拨打110', 'tel:110'],
  ]);
  const link = page.getByRole('link', { name: '拨打12356 全国统一心理援助热线' });
  await link.focus();
  for (let tab = 0; tab < 3; tab += 1) await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '联系平台');
  await page.keyboard.press('Enter');
  await dialogOf(page).getByText('平台已经收到你的求助').waitFor();
  assert.ok((await casesOf(server)).length === 1, 'which is true: the staff has a case');
  assert.equal(await button(page, '找人工').count(), 0);
  await watched.passes();
  await page.keyboard.press('Escape');
  await dialogOf(page).waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '联系平台');
  await context.close();
  const again = await openChat(browser, server.url, { key });
  await platform(again.page).click();
  await dialogOf(again.page).getByText('平台已经收到你的求助').waitFor();
  await again.context.close();
});

test('O-86: where nobody has a case the page does not say so', options, async () => {
  const { page, context } = await open(adult);
  await say(page, despair);
  await platform(page).waitFor();
  await settled(page);
  await platform(page).click();
  await dialogOf(page).getByText('有危险时，直接写在对话里').waitFor();
  assert.equal(await page.getByText('平台已经收到你的求助').count(), 0);
  assert.deepEqual(await casesOf(server), []);
  await context.close();
});

test('O-86: a minor has the youth line at one touch, and the platform', options, async () => {
  const { page, context, watched } = await open(minor, { size: 'phone' });
  await say(page, '我不想活了');
  await platform(page).waitFor();
  await settled(page);
  const offered = await dials(page);
  assert.ok(offered.some(([words, to]) => words === '拨打12355' && to === 'tel:12355'), `${offered}`);
  await platform(page).click();
  await dialogOf(page).getByText('平台已经收到你的求助').waitFor();
  await watched.passes();
  await context.close();
});

test('O-86 O-139: one touch of an elder asks the staff for a person', options, async () => {
  const { page, context, watched } = await open(elder, { size: 'phone' });
  await say(page, despair);
  await platform(page).waitFor();
  await settled(page);
  assert.deepEqual(await casesOf(server), []);
  const box = await platform(page).boundingBox();
  assert.ok(box.height >= 60 && box.width >= 60, JSON.stringify(box));
  await platform(page).click();
  await page.locator('.line-person').getByText('找人工').waitFor();
  await page.getByText(/您的求助已经(转给工作人员|记下来)/).first().waitFor();
  assert.deepEqual((await casesOf(server)).map((each) => each.kind), ['elder_help']);
  await watched.passes();
  await context.close();
});

test('O-138: the warning of a trick offers the platform at one touch, too', options, async () => {
  const lost = await standing['elder-scam'].reach(world());
  await settled(lost.page);
  const warning = lost.page.getByRole('alertdialog');
  await warning.getByRole('button', { name: '联系平台' }).click();
  await dialogOf(lost.page).getByText('平台已经收到你的求助').waitFor();
  await lost.context.close();
  const { page, context } = await open(elder);
  await meet(page);
  await say(page, '帮我转账投资');
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('link', { name: '拨打96110 反诈预警咨询' }).waitFor();
  await settled(page);
  await dialog.getByRole('button', { name: '联系平台' }).click();
  await page.locator('.line-person').getByText('找人工').waitFor();
  await page.getByText(/您的求助已经(转给工作人员|记下来)/).first().waitFor();
  await context.close();
});

test('O-86: the help of the header tells the same, and asks nothing itself', options, async () => {
  const { page, context } = await open(elder);
  await meet(page);
  const asked = (await server.upstreamCalls()).count;
  await button(page, '求助').click();
  await dialogOf(page).getByText('也可以找平台的工作人员帮忙').waitFor();
  await dialogOf(page).getByRole('button', { name: '关闭' }).click();
  assert.deepEqual(await casesOf(server), [], 'opening it is no call');
  await button(page, '求助').click();
  await dialogOf(page).getByRole('button', { name: '找人工' }).click();
  await page.getByText(/您的求助已经(转给工作人员|记下来)/).first().waitFor();
  assert.ok((await server.upstreamCalls()).count - asked <= 1);
  await context.close();
});

/** Another day: the page was closed, and is opened again with the same key. */
async function dayAfter(key, days = 1) {
  await server.advance(days * day);
  return openChat(browser, server.url, { key });
}

async function hears(page, text) {
  await say(page, text);
  await settled(page);
  return page.locator('.lines > li').last().innerText();
}

test('O-84: in the days after, a gentle line once a day until told not to', options, async () => {
  await server.upstream({ reply: '早，今天天气不错。' });
  const first = await open(adult);
  await say(first.page, '我想自杀');
  await platform(first.page).waitFor();
  await settled(first.page);
  assert.doesNotMatch(await first.page.locator('.lines').innerText(), /前些天/);
  await first.context.close();
  const second = await dayAfter(first.key);
  const line = await hears(second.page, '早上好');
  assert.match(line, /今天天气不错/, 'the model answers again');
  assert.match(line, /前些天你说过很难受的话，今天还好吗？.*12356/s);
  await second.watched.passes();
  assert.doesNotMatch(await hears(second.page, '今天吃什么好'), /前些天/, 'once a day');
  await second.context.close();
  const third = await dayAfter(first.key);
  assert.match(await hears(third.page, '早上好'), /前些天/);
  assert.match(await hears(third.page, '不要再提醒了'), /好的，不再提醒了。/);
  await third.context.close();
  const fourth = await dayAfter(first.key, 0.5);
  assert.doesNotMatch(await hears(fourth.page, '晚上好'), /前些天|不再提醒/);
  await fourth.context.close();
});

test('O-84: it ends by itself, and who had no crisis is never asked', options, async () => {
  const other = await server.register(adult);
  const first = await open(minor);
  await say(first.page, '我不想活了');
  await platform(first.page).waitFor();
  await settled(first.page);
  await first.context.close();
  const second = await dayAfter(first.key);
  assert.match(await hears(second.page, '早上好'), /前些天.*12355/s, 'the words for a minor');
  await second.context.close();
  const calm = await openChat(browser, server.url, { key: other });
  assert.doesNotMatch(await hears(calm.page, '早上好'), /前些天/);
  await calm.context.close();
  const later = await dayAfter(first.key, 4);
  assert.doesNotMatch(await hears(later.page, '早上好'), /前些天/);
  await later.context.close();
});
