// SPDX-License-Identifier: Apache-2.0
// Debian's Chromium through playwright-core: pages of the two sizes that the pages promise, large
// text as a reader sets it, and the checks every state must pass (axe, no request leaves the
// server, no console error, nothing refused by the Content-Security-Policy).
import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=zh-CN',
];

export const sizes = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
};

/** The narrowest that pages must fit (WCAG 2.2, 1.4.10). */
export const narrow = { width: 320, height: 640 };

export const launch = () =>
  chromium.launch({
    executablePath: process.env.ANBAN_CHROMIUM ?? '/usr/bin/chromium',
    args: flags,
    env: { ...process.env, LANGUAGE: 'zh_CN' },
  });

/** What went wrong in a page, collected from its opening on. */
export class Watched {
  constructor(page, origin) {
    this.page = page;
    this.faults = [];
    page.on('pageerror', (fault) => this.faults.push(`error: ${fault.message}`));
    page.on('console', (said) => {
      if (said.type() !== 'error') return;
      const wanted = /status of (401|403|404|409|422|503)|ERR_INTERNET_DISCONNECTED|ERR_INCOMPLETE/;
      if (!wanted.test(said.text())) this.faults.push(`console: ${said.text()}`);
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(origin) && !/^(blob|data):/.test(url)) this.faults.push(`leaves: ${url}`);
    });
  }

  /** No error, no foreign request, no accessibility fault. */
  async passes() {
    const found = await new AxeBuilder({ page: this.page }).analyze();
    const words = found.violations.map(
      (each) => `${each.id}: ${each.help} at ${each.nodes.map((node) => node.target).join(', ')}`,
    );
    assert.deepEqual(words, [], 'axe finds nothing');
    assert.deepEqual(this.faults, [], 'no console error and no foreign request');
  }
}

/**
 * Opens /chat in a context of its own. `size` is a name of `sizes`; `rootText` the reader's text
 * size in percent (187.5 is 30 px); `key` a personal key as a set-up link hands it over.
 */
export const openChat = (browser, url, options = {}) =>
  openPage(browser, url, `/chat${options.key ? `#key=${options.key}` : ''}`, options);

/** The same for any page. */
export async function openPage(browser, url, path, options = {}) {
  const { size = 'desktop', rootText = 100, colorScheme = 'light', locale = 'zh-CN' } = options;
  const context = await browser.newContext({
    viewport: sizes[size] ?? size,
    locale,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    colorScheme,
  });
  context.setDefaultTimeout(20000);
  const page = await context.newPage();
  if (rootText !== 100) {
    const px = (16 * rootText) / 100;
    const session = await context.newCDPSession(page);
    await session.send('Page.enable');
    await session.send('Page.setFontSizes', { fontSizes: { standard: px, fixed: px } });
  }
  const watched = new Watched(page, url);
  await page.goto(url + path);
  // "Opening" is a heading too: the page is there when another has taken its place.
  const heading = page.getByRole('heading', { level: 1 });
  await heading.filter({ hasNotText: /正在打开|Opening/ }).waitFor({ state: 'attached' });
  return { context, page, watched };
}

/** Writes a message and sends it; does not wait for the answer. */
export async function say(page, text) {
  await page.getByRole('textbox', { name: '输入消息' }).fill(text);
  await page.getByRole('button', { name: '发送' }).click();
}

/** Waits until nothing is being written any more. */
export const settled = (page) =>
  page.locator('.transcript[aria-busy="false"], .left').first().waitFor();

/** Says the first words of a session and closes the AI notice that comes with the reply (O-101). */
export async function meet(page, text = '你好') {
  await say(page, text);
  await settled(page);
  const dialog = page.getByRole('alertdialog');
  await dialog.waitFor();
  await dialog.getByRole('button', { name: '知道了' }).click();
}
