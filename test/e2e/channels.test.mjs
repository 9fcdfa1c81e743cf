// SPDX-License-Identifier: Apache-2.0
// Telling the contact over real channels (Art. 13; O-87, O-90, O-91): mail over SMTP, webhooks by
// Standard Webhooks, retries over a restart, and the person on call.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { believers, readMail, startMailServer, startWebhook } from './mail_server.mjs';
import { cannotRun, startServe } from './server.mjs';
import { eventually, request, say, sharesRun } from './talk.mjs';

const intent = '我今晚就从楼上跳下去，遗书已经写好放在抽屉里了';
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

describe('channels', { skip: cannotRun }, () => {
  let folder;
  let count = 0;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'anban-e2e-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** A server with this configuration and a data folder of its own. */
  const start = (configuration, data = `data${(count += 1)}`) => {
    const file = join(folder, `${data}.toml`);
    writeFileSync(file, configuration);
    return startServe({ folder: join(folder, data), words: ['--config', file] });
  };
  const mailSection = (port) =>
    `[mail]\nhost = "127.0.0.1"\nport = ${port}\nsecurity = "none"\nfrom = "anban@example.com"\n`;
  const hookSection = `[webhook]\nsecret = "${secret}"\nallow_private_addresses = true\n`;
  const setContact = (server, channel, address) =>
    request(server, 'PUT', '/anban/v1/users/demo', {
      key: server.key,
      body: {
        emergency_contact: { name: '王芳', relationship: 'friend', channel, address },
      },
    });
  const confirm = (server, code) =>
    request(server, 'POST', '/anban/v1/me/contacts/emergency_contact/confirm', {
      key: server.key,
      body: { code },
    });
  const codeIn = (text) => /确认码([0-9A-Z]{8})/.exec(text)?.[1];

  it('O-76, O-87: the code and the alert arrive by mail, without a word of the conversation',
    async () => {
      const mail = await startMailServer();
      const server = await start(mailSection(mail.port));
      try {
        const put = await setContact(server, 'email', 'wang@example.com');
        assert.equal(put.status, 200, put.text);
        assert.ok(await eventually(() => mail.mails.length === 1));
        const code = codeIn(readMail(mail.mails[0].text).body);
        assert.equal((await confirm(server, code)).status, 200);
        const answer = await say(server, undefined, intent, {}, server.key);
        assert.equal(answer.anban.outcome, 'soothed');
        assert.ok(await eventually(() => mail.mails.length === 2, 10000));
        const alert = mail.mails[1];
        assert.equal(alert.from, 'anban@example.com');
        assert.deepEqual(alert.to, ['wang@example.com']);
        const { head, body } = readMail(alert.text);
        assert.match(head, /^Subject: /m);
        assert.match(head, /^Message-ID: /im);
        assert.equal(sharesRun(head + body, intent, 8), false);
        assert.match(body, /110|120/);
        await say(server, undefined, '我真的要自杀，就现在', {}, server.key);
        assert.equal(await eventually(() => mail.mails.length > 2, 1500), false);
      } finally {
        await server.stop();
        await mail.stop();
      }
    });

  it('O-90: a webhook is signed as Standard Webhooks say, thin, and told once', async () => {
    const hook = await startWebhook(secret);
    const server = await start(hookSection);
    try {
      assert.equal((await setContact(server, 'webhook', hook.url)).status, 200);
      assert.ok(await eventually(() => hook.posts.length === 1));
      assert.equal(hook.posts[0].verified, true);
      assert.equal((await confirm(server, codeIn(hook.posts[0].text))).status, 200);
      await say(server, undefined, intent, {}, server.key);
      assert.ok(await eventually(() => hook.posts.length === 2, 10000));
      const [, alert] = hook.posts;
      assert.equal(alert.verified, true);
      const body = JSON.parse(alert.text);
      assert.equal(body.type, 'crisis.contact');
      assert.equal(sharesRun(alert.text, intent, 8), false);
    } finally {
      await server.stop();
      await hook.stop();
    }
  });

  it('O-90: a webhook that somebody changed, replayed or forged is believed by neither package',
    async () => {
      const hook = await startWebhook(secret);
      const server = await start(hookSection);
      try {
        assert.equal((await setContact(server, 'webhook', hook.url)).status, 200);
        assert.ok(await eventually(() => hook.posts.length === 1));
        const { text, headers } = hook.posts[0];
        assert.deepEqual(await believers(secret, text, headers), [true, true]);
        const old = String(Number(headers['webhook-timestamp']) - 301);
        const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
        const changed = {
          body: [secret, text.replace('"', '" '), headers],
          id: [secret, text, { ...headers, 'webhook-id': `${headers['webhook-id']}x` }],
          'a time that was not signed': [secret, text, { ...headers, 'webhook-timestamp': old }],
          'another secret': [other, text, headers],
          signature: [secret, text, { ...headers, 'webhook-signature': 'v1,AAAA' }],
        };
        for (const [what, message] of Object.entries(changed)) {
          assert.deepEqual(await believers(...message), [false, false], what);
        }
      } finally {
        await server.stop();
        await hook.stop();
      }
    });

  it('O-90: a receiver that is down is tried again, after a restart too, under the same id',
    async () => {
      let hook = await startWebhook(secret);
      let server = await start(hookSection, 'down');
      try {
        await setContact(server, 'webhook', hook.url);
        assert.ok(await eventually(() => hook.posts.length === 1));
        await confirm(server, codeIn(hook.posts[0].text));
        hook.plan.status = 503;
        await say(server, undefined, intent, {}, server.key);
        assert.ok(await eventually(() => hook.posts.length === 2, 10000));
        const { id } = hook.posts[1];
        const { port } = hook;
        await hook.stop();
        await server.stop('SIGKILL');
        hook = await startWebhook(secret, port);
        server = await start(hookSection, 'down');
        assert.ok(await eventually(() => hook.posts.length >= 1, 30000));
        assert.equal(hook.posts[0].verified, true);
        assert.equal(hook.posts[0].id, id);
        assert.equal(await eventually(() => hook.posts.length > 1, 1500), false);
      } finally {
        await server.stop();
        await hook.stop();
      }
    });

  it('O-90: redirects are refused, and private addresses unless the operator allows them',
    async () => {
      const hook = await startWebhook(secret);
      hook.plan.status = 302;
      const allowed = await start(hookSection);
      const careful = await start(`[webhook]\nsecret = "${secret}"\n`);
      try {
        await setContact(allowed, 'webhook', hook.url);
        assert.ok(await eventually(() => hook.posts.length === 1));
        const put = await setContact(careful, 'webhook', hook.url);
        assert.ok(put.status === 200 || put.status === 422);
        assert.equal(await eventually(() => hook.posts.length > 1, 1500), false);
      } finally {
        await allowed.stop();
        await careful.stop();
        await hook.stop();
      }
    });

  it('O-47: no channel to the contact works, so the person on call gets the case', async () => {
    const mail = await startMailServer();
    const onCall = '[on_call]\nchannel = "email"\naddress = "duty@example.com"\n';
    const server = await start(mailSection(mail.port) + onCall);
    try {
      await setContact(server, 'sms', '13800138000');
      const answer = await say(server, undefined, intent, {}, server.key);
      assert.equal(answer.anban.outcome, 'soothed');
      const toDuty = () => mail.mails.find((each) => each.to.includes('duty@example.com'));
      assert.ok(await eventually(() => toDuty() !== undefined, 10000));
      const { head, body } = readMail(toDuty().text);
      assert.ok(body.includes(answer.anban.case));
      assert.equal(sharesRun(head + body, intent, 8), false);
    } finally {
      await server.stop();
      await mail.stop();
    }
  });
});
