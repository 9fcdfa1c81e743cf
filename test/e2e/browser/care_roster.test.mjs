// SPDX-License-Identifier: Apache-2.0
// Who is on call (O-47), the plans for emergencies with their drills (O-46) and the figures, in the
// browser: what a lead writes, and what everybody on the staff reads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cannotRun } from '../server.mjs';
import * as care from './care_states.mjs';
import { button, stage } from './stage.mjs';

const options = { skip: cannotRun, timeout: 240000 }; // the clock goes half a year on
let server;
let browser;
stage((made) => ({ server, browser } = made));
const world = (view = {}) => ({ browser, server, view });

test('O-47: a lead writes the roster; addresses stay masked, and kept when it is changed', options, async () => {
  const { page, context, watched } = await care.atDesk(world(), 'lead', 'roster');
  await button(page, '修改值班表').click();
  while ((await page.getByRole('group', { name: /成员/ }).count()) > 0) {
    await button(page, '去掉成员 1').click();
  }
  await button(page, '加一位成员').click();
  await button(page, '保存值班表').click();
  await page.getByText('请写姓名。').waitFor();
  await page.getByText('请写能联系上的号码、邮箱或网址。').waitFor();
  const first = page.getByRole('group', { name: '成员 1' });
  await first.getByLabel('姓名').fill('王芳');
  await first.getByLabel('号码、邮箱或网址').fill('13800138000');
  await button(page, '加一个班次').click();
  await watched.passes();
  await button(page, '保存值班表').click();
  await page.getByText('值班表已保存。').waitFor();
  await page.locator('main').getByText('138****8000').waitFor();
  await page.locator('.step').getByText('王芳').waitFor();

  await button(page, '修改值班表').click();
  await page.getByText('不填就保留原来的').waitFor();
  await button(page, '加一位成员').click();
  const second = page.getByRole('group', { name: '成员 2' });
  await second.getByLabel('姓名').fill('李强');
  await second.getByLabel('通知方式').selectOption('email');
  await second.getByLabel('号码、邮箱或网址').fill('liqiang@example.com');
  const shift = page.getByRole('group', { name: '班次 1' });
  await shift.getByLabel('之后').selectOption({ label: '李强' });
  await button(page, '保存值班表').click();
  await page.getByText('值班表已保存。').waitFor();
  const kept = await server.call('GET', '/anban/v1/roster', undefined, 'sandbox-lead');
  assert.deepEqual(
    kept.members.map((each) => each.address),
    ['138****8000', 'l***@example.com'],
  );
  assert.deepEqual([kept.shifts[0].first, kept.shifts[0].then], [0, [1]]);
  await watched.passes();
  await context.close();
});

test('O-47: an operator reads who is on call and changes nothing', options, async () => {
  const { page, context } = await care.atDesk(world(), 'operator', 'roster');
  await page.getByRole('heading', { name: '成员' }).waitFor();
  assert.equal(await button(page, '修改值班表').count(), 0);
  await context.close();
});

test('O-46: a plan is written, drilled and the drill kept', options, async () => {
  const { page, context, watched } = await care.atDesk(world(), 'lead', 'plans');
  await button(page, '新的预案').click();
  await button(page, '保存为新的一版').click();
  await page.getByText('请写标题。').waitFor();
  await page.getByLabel('编号').fill('many_at_once');
  await page.getByLabel('标题').fill('多人同时求助');
  await page.getByLabel('内容').fill('1. 主管分派。\n2. 十分钟内叫齐第二组。');
  await page.getByLabel('每几天演练一次').fill('180');
  await button(page, '保存为新的一版').click();
  await page.getByText('预案已保存。').waitFor();
  const plan = page.getByRole('article').filter({ hasText: '多人同时求助' });
  await plan.getByText('还没有演练过').waitFor();
  await plan.getByRole('button', { name: '记录一次演练' }).click();
  await plan.getByLabel('什么时候').fill('2026-07-31');
  await plan.getByLabel('参加的人').fill('王芳\n李强');
  await plan.getByLabel('发现了什么').fill('第二组有一个电话打不通，已更正。');
  await plan.getByRole('button', { name: '保存演练记录' }).click();
  await plan.locator('.evidence').getByText('第二组有一个电话打不通').waitFor();
  await plan.getByText('上次演练').waitFor();
  await watched.passes();
  await server.advance(181 * 24 * 3600);
  await page.reload();
  await plan.getByText('演练已过期').waitFor();
  await context.close();
});

test('O-93: the figures page counts what happened, and a day before it counts nothing', options, async () => {
  const cases = await care.peopleInNeed(server);
  const { id } = care.caseOf(cases, 'lin');
  assert.equal((await care.actOn(server, id, 'claim')).status, 200);
  const closed = await care.actOn(server, id, 'close', { outcome: 'contact_took_over', note: '已联系上' });
  assert.equal(closed.status, 200, closed.text);
  const { page, context, watched } = await care.atDesk(world(), 'operator', 'figures');
  const chart = (title) => page.locator('figure.chart').filter({ hasText: title });
  const rows = async (title) => {
    const found = await chart(title).locator('tbody tr').allInnerTexts();
    return Object.fromEntries(found.map((each) => each.trim().split(/\t/)));
  };
  const begin = page.getByLabel('从');
  const end = page.getByLabel('到', { exact: true });
  await chart('按类型').locator('tbody tr').first().waitFor();
  const days = [await begin.inputValue(), await end.inputValue()];
  assert.deepEqual(days, ['2026-07-02', '2026-08-01'], 'thirty days by the clock of the server');
  const show = async (from, to) => {
    await begin.fill(from);
    await end.fill(to);
    await button(page, '查看').click();
  };
  await show('2026-07-15', '2026-08-15');
  await chart('按类型').locator('tbody tr').first().waitFor();
  const kinds = await rows('按类型');
  assert.equal(Object.values(kinds).reduce((sum, each) => sum + Number(each), 0), cases.length);
  assert.equal(Object.values(await rows('按结果')).map(Number).reduce((a, b) => a + b, 0), 1);
  assert.equal(await page.locator('.tiles div').filter({ hasText: '现在待处理' }).locator('dd').innerText(),
    String(cases.length - 1));
  assert.match(await page.locator('.times').innerText(), /到有人响应\t1:00/);
  await watched.passes();
  await show('2020-01-01', '2020-01-02');
  await chart('按类型').getByText('这段时间没有。').waitFor();
  await context.close();
});
