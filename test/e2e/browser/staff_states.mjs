// SPDX-License-Identifier: Apache-2.0
// Every state of signing in and of accounts of staff, each reached as staff reach it. Used by the
// tests and by pictures.mjs.
import { codeAt, enrol, hire, invite, serverTime } from '../authenticator.mjs';
import { openPage } from './browser.mjs';

const at = (world, hash = '') =>
  openPage(world.browser, world.server.url, `/console${hash}`, world.view);
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const fill = (page, label, value) => page.getByRole('textbox', { name: label }).fill(value);

/** Login, password and code as the app shows it now, and the button. */
export async function enter(world, page, account, wrong = {}) {
  const code = codeAt(account.secret, await serverTime(world.server));
  const typed = { login: account.login, password: account.password, code, ...wrong };
  await fill(page, '登录名', typed.login);
  await fill(page, '密码', typed.password);
  await fill(page, '验证码', typed.code);
  await press(page, '登录');
}

/** Somebody with an account, at the page that asks for it. */
export async function waiting(world, role = 'operator') {
  const account = await hire(world.server, 'wang.fang', role, '王芳');
  await world.server.advance(60);
  return { ...(await at(world)), account };
}

export async function atWork(world, role = 'operator') {
  const open = await waiting(world, role);
  await enter(world, open.page, open.account);
  await open.page.getByRole('navigation').first().waitFor();
  return open;
}

export async function atAccounts(world, role = 'admin') {
  const open = await atWork(world, role);
  await press(open.page, '账号');
  await open.page.getByRole('heading', { level: 1, name: '账号' }).waitFor();
  return open;
}

/** At the page of an invitation, with the token of the link. */
export async function invited(world) {
  const made = await invite(world.server, 'li.na', 'lead', '李娜');
  return { ...(await at(world, `#invitation=${made.token}`)), made };
}

/** The QR code is shown; `secret` is what stands under it. */
export async function withApp(world) {
  const open = await invited(world);
  await fill(open.page, '新密码', '一句很好记的长口令呀');
  await press(open.page, '下一步');
  await open.page.getByRole('img', { name: '给验证器应用扫描的二维码' }).waitFor();
  await open.page.getByText('不能扫码？手动输入密钥').click();
  const secret = (await open.page.locator('.hash').innerText()).replaceAll(' ', '');
  return { ...open, secret };
}

/** name → {large: also with large root text, reach(world)}; world is {browser, server, view}. */
export const states = {
  'account-sign-in': { large: true, reach: (world) => at(world) },
  'account-refused': {
    large: true,
    async reach(world) {
      const open = await waiting(world);
      await enter(world, open.page, open.account, { password: 'not the password' });
      await open.page.getByText('登录名、密码或验证码不对').waitFor();
      return open;
    },
  },
  'account-faults': {
    async reach(world) {
      const open = await at(world);
      await press(open.page, '登录');
      await open.page.getByText('请输入六位数字的验证码。').waitFor();
      return open;
    },
  },
  'account-invited': { large: true, reach: invited },
  'account-app': { large: true, reach: withApp },
  'account-list': {
    large: true,
    async reach(world) {
      await invite(world.server, 'li.na', 'lead', '李娜');
      const open = await atAccounts(world);
      await open.page.getByText('已邀请，还没有设置').waitFor();
      return open;
    },
  },
  'account-link': {
    large: true,
    async reach(world) {
      const open = await atAccounts(world);
      await fill(open.page, '姓名', '赵敏');
      await fill(open.page, '登录名', 'zhao.min');
      await press(open.page, '生成邀请链接');
      await open.page.getByText('给赵敏的邀请链接').waitFor();
      return open;
    },
  },
  'account-reset': {
    async reach(world) {
      await enrol(world.server, await invite(world.server, 'li.na', 'lead', '李娜'));
      const open = await atAccounts(world);
      await open.page.getByRole('button', { name: '重置: 李娜' }).click();
      await open.page.getByRole('dialog').waitFor();
      return open;
    },
  },
  'account-own': { large: true, reach: (world) => atAccounts(world, 'operator') },
};
