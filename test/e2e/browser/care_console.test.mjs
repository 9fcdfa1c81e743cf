// SPDX-License-Identifier: Apache-2.0
// What an operator does for somebody in danger, in the browser: from the alert to the outcome, with
// a real chat in another page; who may not do what; and what the person's side can see of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cannotRun } from '../server.mjs';
import { request } from '../talk.mjs';
import { meet, openChat, say } from './browser.mjs';
import * as care from './care_states.mjs';
import { button, stage } from './stage.mjs';
import { adult } from './states.mjs';

const options = { skip: cannotRun, timeout: 120000 };
let server;
let browser;
stage((made) => ({ server, browser } = made));
const world = (view = {}) => ({ browser, server, view });

/** A person's chat in a page of its own, after the first words. */
async function chatting() {
  await server.characters();
  const key = await server.register(adult);
  const chat = await openChat(browser, server.url, { key });
  await meet(chat.page, '今天和家里吵架了');
  return { ...chat, key };
}

test('O-93: from the alert to the outcome, with the person in their chat', options, async () => {
  const desk = await care.atDesk(world());
  const { page } = desk;
  await page.getByText('没有待处理的，都处理完了。').waitFor();
  const person = await chatting();
  await say(person.page, care.grave);
  await person.page.locator('.crisis a[href^="tel:"]').first().waitFor();

  const row = page.locator('.case-row');
  await row.getByText('P0 危急').waitFor();
  await page.locator('[aria-live="assertive"]').getByText('新的危急案件').waitFor();
  assert.match(await page.title(), /^\(1 P0\)/);
  await row.getByText('响应还剩').waitFor();
  await row.getByText('无人认领').waitFor();
  await row.click();
  await page.locator('.event-turn').first().waitFor();
  const masked = await page.locator('body').innerText();
  assert.ok(!masked.includes('跳下去'), 'what set it off is covered');
  assert.equal(await button(page, '查看原文').count(), 0, 'who does not hold it uncovers nothing');

  const found = page.locator('.event-turn .mark[title^="crisis_tier2"]').first();
  assert.match(await found.innerText(), /^自杀或自伤危机/, 'a finding is said in words');
  assert.match(await page.locator('.parameters').innerText(), /再次通知间隔\s+24 小时/);

  await button(page, '我来处理').click();
  await page.getByText('由你处理，还剩').first().waitFor();
  await server.advance(10);
  await page.locator('.attempt-delivered').getByText('已送达紧急联系人').waitFor();
  await button(page, '查看原文').last().click();
  await page.getByLabel('为什么需要看原文').fill('判断是否要报警');
  await button(page, '记录理由并查看').click();
  await page.locator('.event-turn').getByText(care.grave).waitFor();
  const [open] = await care.casesOf(server);
  const seen = await request(server, 'GET', `/anban/v1/users/${open.person}/accesses`, {
    key: 'sandbox-app',
  });
  assert.ok(JSON.stringify(seen.json).includes('判断是否要报警'), seen.text);
  await page.keyboard.press('Alt+KeyH');
  await page.getByText('（文字已遮住）').first().waitFor();
  assert.ok(!(await page.locator('body').innerText()).includes('跳下去'));

  await button(page, '记录').click();
  await page.getByLabel('做了什么', { exact: true }).selectOption('called_contact');
  await page.getByLabel('说明').fill('母亲已经在路上。');
  await button(page, '保存记录').click();
  await page.locator('.timeline').getByText('给联系人打了电话').waitFor();

  await button(page, '结束').click();
  assert.equal(await page.getByRole('radio', { checked: true }).count(), 0, 'none beforehand');
  await button(page, '结束这一件').click();
  await page.getByText('请选择结果。').waitFor();
  await page.getByRole('radio', { name: '误报' }).check();
  await button(page, '结束这一件').click();
  await page.getByText('选这个结果要写明原因。').waitFor();
  assert.equal((await care.casesOf(server, 'closed')).length, 0);
  await page.getByRole('radio', { name: '联系人已接手' }).check();
  await button(page, '结束这一件').click();
  await page.locator('.done').getByText('联系人已接手').waitFor();
  const [closed] = await care.casesOf(server, 'closed');
  assert.equal(closed.outcome, 'contact_took_over');
  await page.getByText('没有待处理的，都处理完了。').waitFor();
  await desk.watched.passes();
  await person.watched.passes();
  await desk.context.close();
  await person.context.close();
});

test('O-93: two never get one case; it is free again when the lease ends', options, async () => {
  const first = await care.claimed(world());
  const second = await care.atDesk(world(), 'lead');
  const { page } = second;
  const row = care.rowOf(page, 'lin');
  await row.getByText('处理中，还剩').waitFor();
  await row.click();
  await page.getByText('正在处理这一件，你可以查看').first().waitFor();
  await button(page, '我来处理').click();
  await page.getByText('没有做成：同事刚刚接手了').waitFor();
  const holder = async () => care.caseOf(await care.casesOf(server), 'lin').holder?.key;
  assert.equal(await holder(), 'sandbox-operator');
  await server.advance(16 * 60);
  await care.rowOf(page, 'lin').getByText('无人认领').waitFor();
  await button(page, '我来处理').click();
  await page.getByText('这一件由你处理了。').first().waitFor();
  assert.equal(await holder(), 'sandbox-lead');
  await first.page.getByText('正在处理这一件，你可以查看').first().waitFor();
  assert.equal(await button(first.page, '结束').count(), 0, 'who lost it closes nothing');
  await first.context.close();
  await second.context.close();
});

test('O-93: a refreshed list leaves one where one is, and the gravest comes first', options, async () => {
  await care.peopleInNeed(server);
  const { page, context } = await care.atDesk(world());
  await care.rowOf(page, 'gao').focus();
  const rows = () => page.locator('.case-row .why').allInnerTexts();
  await care.rowOf(page, 'chen').waitFor();
  assert.equal((await rows())[0], 'lin');
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-row'));
  const at = await focused();
  await request(server, 'PUT', '/anban/v1/users/new', {
    key: 'sandbox-app',
    body: { birth_date: '1990-01-01', agreement: { version: '1', accepted: true } },
  });
  await request(server, 'POST', '/v1/chat/completions', {
    key: 'sandbox-app',
    body: {
      model: 'demo',
      messages: [{ role: 'user', content: care.grave }],
      safety_identifier: 'new',
    },
  });
  await care.rowOf(page, 'new').waitFor();
  assert.equal(await focused(), at, 'the focus stays on its case');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: '自杀或自伤' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.case').waitFor({ state: 'detached' });
  const back = await page.evaluate(() => document.activeElement?.className ?? '');
  assert.match(back, /case-row/, 'back where one was');
  await context.close();
});

test('O-93: an auditor reads and is offered no act', options, async () => {
  const { page, context } = await care.inCase(world(), 'auditor');
  for (const name of ['我来处理', '结束', '查看原文', '通知值班人员', '开始接管']) {
    assert.equal(await button(page, name).count(), 0, name);
  }
  assert.equal(await page.locator('.event').count(), 0, 'and no word of what happened');
  await context.close();
});

test('O-93: after three grave cases a kind word, in this tab only', options, async () => {
  const cases = await care.peopleInNeed(server);
  const { page, context } = await care.atDesk(world());
  await page.evaluate(() => sessionStorage.setItem('anban.console.grave', '2'));
  const id = care.caseOf(cases, 'lin').id;
  await page.goto(`${server.url}/console#/cases/${id}`);
  await page.reload();
  await button(page, '我来处理').click();
  assert.equal(await page.getByText('歇一会儿吧').count(), 0);
  await button(page, '结束').click();
  await page.getByRole('radio', { name: '已转介专业机构' }).check();
  await button(page, '结束这一件').click();
  await page.locator('.break-reminder').getByText('歇一会儿吧').waitFor();
  await button(page, '知道了').click();
  await page.locator('.break-reminder').waitFor({ state: 'detached' });
  await context.close();
});

test('the care pages speak English too', options, async () => {
  await care.peopleInNeed(server);
  const { page, watched, context } = await care.atDesk(world({ locale: 'en' }));
  await page.locator('.case-row').first().getByText('P0 imminent').waitFor();
  await page.locator('.case-row').first().click();
  await button(page, 'I take it').click();
  await page.getByText('This one is yours now.').first().waitFor();
  await page.getByRole('heading', { name: 'What happened' }).waitFor();
  const words = await page.locator('main').innerText();
  assert.doesNotMatch(words.replace(/█|今天和家里吵架了，谁都不想理。/g, ''), /care\.[a-z]+\.[a-z]/);
  assert.match(words, /Contact told again after\s+24 hours/);
  assert.match(words, /Suicide or self-harm crisis/);
  await watched.passes();
  await context.close();
});
