// SPDX-License-Identifier: Apache-2.0
// A person of the staff in the place of the model, seen from both sides at once (O-92), and who is
// on call (O-47), in the browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cannotRun } from '../server.mjs';
import { meet, openChat, say, settled } from './browser.mjs';
import * as care from './care_states.mjs';
import { button, stage } from './stage.mjs';
import { adult } from './states.mjs';

const options = { skip: cannotRun, timeout: 120000 };
let server;
let browser;
stage((made) => ({ server, browser } = made));
const world = (view = {}) => ({ browser, server, view });

/** A person in danger in their chat, and the operator who holds the case. */
async function both() {
  await server.characters();
  const key = await server.register(adult);
  const person = await openChat(browser, server.url, { key });
  await meet(person.page, '今天和家里吵架了');
  await say(person.page, care.grave);
  await person.page.locator('.crisis a[href^="tel:"]').first().waitFor();
  await settled(person.page);
  const desk = await care.atDesk(world());
  await desk.page.locator('.case-row').click();
  await button(desk.page, '我来处理').click();
  return { person, desk, chat: person.page, page: desk.page };
}

const close = ({ person, desk }) => Promise.all([person.context.close(), desk.context.close()]);

test('O-92: somebody of the staff joins, both read each other, and hands back', options, async () => {
  const here = await both();
  const { chat, page } = here;
  await button(page, '开始接管').click();
  await page.getByText('对方看到：真人工作人员').waitFor();
  await chat.getByText('真人工作人员').first().waitFor();
  const asked = (await server.upstreamCalls()).count;
  await page.getByLabel('对对方说').fill('你好，我是平台的小王，是真人。你身边有人吗？');
  await button(page, '发送').click();
  await chat.locator('.lines').getByText('我是平台的小王').waitFor();
  await say(chat, '没有，我一个人在家');
  await page.locator('.talk-person').getByText('我一个人在家').waitFor();
  await page.getByLabel('对对方说').fill('我陪着你，我们先联系你妈妈好吗？');
  await page.getByLabel('对对方说').press('Control+Enter');
  await chat.locator('.lines').getByText('我们先联系你妈妈好吗').waitFor();
  assert.equal((await server.upstreamCalls()).count, asked, 'the model is not asked');
  await here.desk.watched.passes();
  await button(page, '交还给AI').click();
  await page.getByText('接管已结束：已交还给AI').waitFor();
  await here.person.watched.passes();
  await close(here);
});

test('O-92: silent for too long, the takeover ends by itself after a warning', options, async () => {
  const here = await both();
  const { page } = here;
  await button(page, '开始接管').click();
  await page.getByText('接管会自动结束').waitFor();
  await server.advance(8 * 60 + 30);
  await page.locator('.takeover .due-over').getByText('没有回应').waitFor();
  await page.locator('[aria-live="assertive"]').getByText('快要自动结束').waitFor();
  await server.advance(3 * 60);
  await page.getByText('接管已自动结束').waitFor();
  await close(here);
});

test('O-92: only who holds the case takes over; another reads none of the words', options, async () => {
  const here = await both();
  await button(here.page, '开始接管').click();
  await here.page.getByLabel('对对方说').fill('你好，我是小王。');
  await button(here.page, '发送').click();
  await here.page.locator('.talk-staff').waitFor();
  const lead = await care.atDesk(world(), 'lead');
  await lead.page.locator('.case-row').click();
  await lead.page.getByText('只有接管的人能看到双方的话。').waitFor();
  assert.equal(await button(lead.page, '开始接管').count(), 0);
  assert.equal(await lead.page.locator('.talk').count(), 0);
  await lead.context.close();
  await close(here);
});

test('O-92: being there to take over is said, kept up and taken back', options, async () => {
  const { page, context } = await care.atDesk(world());
  const there = page.getByRole('switch');
  const said = async () =>
    (await server.call('GET', '/anban/v1/staff/me', undefined, 'sandbox-operator')).available;
  assert.equal(await there.getAttribute('aria-checked'), 'false', 'not assumed');
  await there.click();
  await page.getByText('我可以接管：是').waitFor();
  assert.equal(await said(), true);
  await there.click();
  await page.getByText('我可以接管：否').waitFor();
  assert.equal(await said(), false);
  await context.close();
});
