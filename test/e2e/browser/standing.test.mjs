// SPDX-License-Identifier: Apache-2.0
// What the duties about age, identity and registration look like for the person in front of the
// page: what is missing is added there, minor mode is entered by choice and not left by a press, an
// appeal is brought and answered. Beside each "must" stands a "must not".
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cannotRun, startSandbox, startServe } from '../server.mjs';
import { meet, openChat, say, settled } from './browser.mjs';
import { stage } from './stage.mjs';
import { contact, menu, open, registered, states, suspectedInPage, student } from './standing_states.mjs';
import { adult, elder, minor } from './states.mjs';
import { words } from './words.mjs';

const options = { skip: cannotRun, timeout: 120000 };
let server;
let browser;
stage((made) => ({ server, browser } = made));
const world = () => ({ browser, server, view: {}, words });
const standing = (key) => server.call('GET', '/anban/v1/me', undefined, key);
const box = (page) => page.getByRole('textbox', { name: '输入消息' });

test('O-76: a missing contact is added in the page, and then one talks', options, async () => {
  const key = await registered(server, { birth_date: adult });
  const { page, context } = await open(world(), key);
  await page.getByRole('heading', { name: '紧急联系人' }).waitFor();
  assert.equal(await box(page).count(), 0);
  await page.getByLabel('称呼').fill('李强');
  await page.getByLabel('与你的关系').selectOption('friend');
  await page.getByLabel('手机号码').fill('139 0013 9000');
  await page.getByRole('button', { name: '保存' }).click();
  await box(page).waitFor();
  assert.equal((await standing(key)).emergency_contact.address, '139****9000');
  await context.close();
});

test("O-75: a guardian's wrong address is changed; only the code to it binds", options, async () => {
  const key = await registered(server, { birth_date: minor, guardian: contact });
  const first = await server.newCode();
  const { page, context } = await open(world(), key);
  await page.getByRole('button', { name: '换一个联系方式' }).click();
  await page.getByLabel('称呼').fill('李强');
  await page.getByLabel('与你的关系').selectOption('father');
  await page.getByLabel('手机号码').fill('13900139000');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('139****9000').waitFor();
  const second = await server.newCode([first]);
  await page.getByLabel('确认码').fill(first);
  await page.getByRole('button', { name: '确认', exact: true }).click();
  await page.getByText('确认码不对或已过期。').waitFor();
  await page.getByLabel('确认码').fill(second);
  await page.getByRole('button', { name: '确认', exact: true }).click();
  await box(page).waitFor();
  await context.close();
});

test('O-116: minor mode is turned on after a question, and a press does not leave it', options, async () => {
  const { page, context, key } = await states['minor-mode-asking'].reach(world());
  assert.equal((await standing(key)).mode, 'adult', 'not by the first press');
  await page.getByRole('button', { name: '确定打开' }).click();
  await page.getByRole('button', { name: '退出未成年人模式' }).click();
  await page.getByRole('dialog').getByText('现在还不能退出').waitFor();
  assert.equal((await standing(key)).mode, 'minor');
  assert.equal(await page.getByRole('button', { name: '打开未成年人模式' }).count(), 0);
  await context.close();
});

test('O-117: a minor is told of reality after 30 minutes, and not before', options, async () => {
  const { page, context } = await open(world(), await server.register(minor));
  await meet(page, '你好');
  for (const seconds of [899, 900]) {
    await server.advance(seconds);
    await say(page, `再讲一个（${seconds}）`);
    await settled(page);
    assert.equal(await page.getByRole('alertdialog').count(), 0, 'not at 29 min 59 s');
  }
  await server.advance(2);
  await say(page, '还想听');
  await page.getByRole('alertdialog').getByText('看看周围').waitFor();
  await context.close();
});

test('O-128 O-129: the notice names the way to appeal; staff read the words that were written', options, async () => {
  const opened = await open(world(), await server.register(student));
  const { page, context, key } = opened;
  await suspectedInPage(opened, server);
  await page.getByRole('alertdialog').getByRole('button', { name: '申诉' }).click();
  const form = page.getByRole('dialog', { name: '申诉' });
  await form.getByRole('textbox', { name: '说明' }).fill('我是大二学生，2006年出生');
  await form.getByRole('button', { name: '提交申诉' }).click();
  await form.getByText('处理中').waitFor();
  await form.getByRole('button', { name: '关闭' }).click();
  await page.locator('.appeal-strip').getByText(/前答复/).waitFor();
  const queue = await server.call('GET', '/anban/v1/appeals', undefined, 'sandbox-operator');
  assert.deepEqual(queue.data.map((each) => each.evidence), [
    [{ kind: 'statement', reference: '我是大二学生，2006年出生' }],
  ]);
  assert.equal((await standing(key)).mode, 'minor', 'an appeal alone changes nothing');
  await context.close();
});

test('O-128: nothing is said of appeals to those whom nothing concerns', options, async () => {
  for (const birthDate of [adult, minor]) {
    const { page, context } = await open(world(), await server.register(birthDate));
    await meet(page, '今天加班到九点');
    assert.equal(await page.locator('.appeal-strip').count(), 0);
    await menu(page);
    assert.equal(await page.getByRole('button', { name: /申诉/ }).count(), 0);
    await context.close();
  }
});

test('O-77: a code to the phone is entered in the page', options, async () => {
  const { page, context, key } = await states.identity.reach(world());
  const sent = (await server.outbox()).find((each) => each.event === 'identity.code');
  await page.getByRole('textbox', { name: '验证码' }).fill('WRONG234');
  await page.getByRole('button', { name: '提交核验' }).click();
  await page.getByText('没有核对上').waitFor();
  const [code] = /[2-9A-Z]{8}/.exec(sent.body);
  await page.getByRole('textbox', { name: '验证码' }).fill(code);
  await page.getByRole('button', { name: '提交核验' }).click();
  await page.locator('.done').getByText('身份已核验。').waitFor();
  assert.equal((await standing(key)).identity.method, 'phone_code');
  await context.close();
});

test('O-80: who waits for a review is told so, and not that they are proved', options, async () => {
  const claim = { method: 'resident_id', number: '11010519491231002X' };
  let key;
  for (let person = 0; person < 3; person += 1) {
    key = await server.register(elder);
    await server.call('POST', '/anban/v1/me/identity', claim, key);
  }
  const { page, context } = await open(world(), key);
  await menu(page);
  await page.getByRole('button', { name: '核验身份' }).click();
  await page.getByText('正在由人核对').waitFor();
  assert.equal(await page.getByText('身份已核验。').count(), 0);
  await context.close();
});

test('O-138: the warning dials, and leaving stands beside going on', options, async () => {
  const { page, context } = await states['elder-scam'].reach(world());
  const dialog = page.getByRole('alertdialog');
  const numbers = await dialog.locator('a').evaluateAll((all) => all.map((each) => each.href));
  assert.deepEqual(numbers, ['tel:110', 'tel:96110', 'tel:12356'], 'in the order of the server');
  await dialog.getByRole('button', { name: '退出' }).click();
  await page.getByRole('heading', { name: '已退出' }).waitFor();
  assert.equal(await page.locator('.banner').count(), 0, 'nothing stands beside the goodbye');
  await context.close();
});

test('O-141: under the draft an elder adds a contact from the card', options, async () => {
  const draft = await startSandbox('--pack', 'cn-2025-draft');
  try {
    const key = await registered(draft, { birth_date: elder, emergency_contact: contact });
    const { page, context, watched } = await openChat(browser, draft.url, { key });
    await meet(page, '你好');
    await page.locator('.banner').getByRole('button', { name: '留下联系人' }).click();
    await page.getByRole('button', { name: '填写联系人的确认码' }).click();
    await page.getByLabel('确认码').fill(await draft.newCode());
    await page.getByRole('button', { name: '确认', exact: true }).click();
    await page.getByText('联系人已确认').waitFor();
    await watched.passes();
    await context.close();
  } finally {
    await draft.stop();
  }
});

test('O-72 O-77: a new agreement and a proof of identity are asked for before the next word', options, async () => {
  const first = await startServe();
  const folder = mkdtempSync(join(tmpdir(), 'anban-e2e-'));
  let second;
  try {
    const { key } = first;
    first.child.kill('SIGTERM');
    await first.ended;
    mkdirSync(join(folder, 'overlay'));
    writeFileSync(
      join(folder, 'overlay', 'parameters.toml'),
      '[registration]\nidentity_required_for = "service"\n',
    );
    writeFileSync(
      join(folder, 'anban.toml'),
      `agreement_version = "2"\noverlay_folder = "${join(folder, 'overlay')}"\n`,
    );
    const more = ['--config', join(folder, 'anban.toml')];
    second = await startServe({ folder: first.folder, words: more });
    const { page, context, watched } = await openChat(browser, second.url, { key });
    await page.getByRole('heading', { name: '协议有更新' }).waitFor();
    await page.getByRole('button', { name: '同意并继续' }).click();
    await page.getByText('请先阅读并同意服务协议。').waitFor();
    await watched.passes();
    await page.getByRole('checkbox', { name: '我已阅读并同意服务协议（第 2 版）' }).check();
    await page.getByRole('button', { name: '同意并继续' }).click();
    await page.getByRole('heading', { name: '核验身份' }).waitFor();
    await page.getByRole('radio', { name: '身份证号码' }).check();
    await watched.passes();
    await page.getByRole('textbox', { name: '身份证号码' }).fill('11010519900520003X');
    await page.getByRole('button', { name: '提交核验' }).click();
    await page.getByText('请检查填写的内容').waitFor();
    await page.getByRole('textbox', { name: '身份证号码' }).fill('11010519491231002X');
    await page.getByRole('button', { name: '提交核验' }).click();
    await box(page).waitFor();
    await context.close();
  } finally {
    await second?.stop();
    await first.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
