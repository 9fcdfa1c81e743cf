// SPDX-License-Identifier: Apache-2.0
// SMS over providers' signed calls (O-90): only approved templates leave, a yes is what the
// provider's body says, and with reports a message is delivered only once the provider says so.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { readMail, startMailServer, startWebhook } from './mail_server.mjs';
import { cannotRun, startServe } from './server.mjs';
import { startProvider } from './sms_provider.mjs';
import { eventually, request, say, sharesRun } from './talk.mjs';

const intent = '我今晚就从楼上跳下去，遗书已经写好放在抽屉里了';
const key = 'the-key-of-the-account';
const receiptSecret = 'a-long-secret-at-the-end-of-the-URL';
const hookSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

describe('SMS', { skip: cannotRun }, () => {
  let folder;
  let count = 0;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'anban-e2e-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const start = (configuration) => {
    count += 1;
    const file = join(folder, `sms${count}.toml`);
    writeFileSync(file, configuration);
    return startServe({ folder: join(folder, `sms${count}`), words: ['--config', file] });
  };
  const section = (kind, provider, more = '') => `[sms]
provider = "${kind}"
endpoint = "${provider.url}"
key_id = "AKID"
secret = "${key}"
sign_name = "安伴"
application_id = "1400006666"
allow_private_addresses = true
${more}
[sms.templates.zh-CN]
"contact.confirm" = "SMS_1 code"
"crisis.contact" = "SMS_2"
"crisis.case" = "SMS_3 case"
`;
  const receipts = `receipts = true\nreceipt_secret = "${receiptSecret}"`;
  const onCall = (mail) =>
    `[mail]\nhost = "127.0.0.1"\nport = ${mail.port}\nsecurity = "none"\nfrom = "a@example.com"\n` +
    '[on_call]\nchannel = "email"\naddress = "duty@example.com"\n';
  const setContact = (server, address = '13800138000') =>
    request(server, 'PUT', '/anban/v1/users/demo', {
      key: server.key,
      body: {
        emergency_contact: { name: '王芳', relationship: 'friend', channel: 'sms', address },
      },
    });
  const confirm = (server, code) =>
    request(server, 'POST', '/anban/v1/me/contacts/emergency_contact/confirm', {
      key: server.key,
      body: { code },
    });
  const push = (server, kind, body, secret = receiptSecret) =>
    request(server, 'POST', `/anban/v1/receipts/${kind}/${secret}`, { body });
  const inCrisis = async (server, provider) => {
    const alerts = () => provider.texts.filter((each) => each.template === 'SMS_2');
    const answer = await say(server, undefined, intent, {}, server.key);
    assert.equal(answer.anban.outcome, 'soothed');
    assert.ok(await eventually(() => alerts().length === 1, 10000));
    return alerts()[0];
  };
  const attempted = (server, event, state) =>
    eventually(() => server.heard().split('\n').some((line) => line.includes(`"${event}"`) &&
      line.includes(`"state":"${state}"`)), 10000);

  for (const kind of ['aliyun', 'tencent']) {
    it(`O-90: ${kind} gets a signed call with a template, and no word of the conversation`,
      async () => {
        const provider = await startProvider(kind, key);
        const server = await start(section(kind, provider));
        try {
          assert.equal((await setContact(server)).status, 200);
          assert.ok(await eventually(() => provider.texts.length === 1), server.heard());
          const [asked] = provider.texts;
          assert.equal(asked.template, 'SMS_1');
          assert.equal(asked.sign, '安伴');
          assert.equal(asked.number, kind === 'aliyun' ? '13800138000' : '+8613800138000');
          const code = Object.values(asked.parameters)[0];
          assert.equal((await confirm(server, code)).status, 200);
          const alert = await inCrisis(server, provider);
          assert.equal(alert.template, 'SMS_2');
          assert.deepEqual(Object.values(alert.parameters), []);
          assert.equal(sharesRun(decodeURIComponent(alert.raw), intent, 4), false);
          assert.equal(provider.refused.length, 0);
          assert.ok(await attempted(server, 'crisis.contact', 'delivered'));
        } finally {
          await server.stop();
          await provider.stop();
        }
      });

    it(`O-90: with reports of ${kind} a message is accepted first, delivered when it says so`,
      async () => {
        const provider = await startProvider(kind, key);
        const server = await start(section(kind, provider, receipts));
        try {
          await setContact(server);
          assert.ok(await eventually(() => provider.texts.length === 1));
          const report = provider.report(provider.texts[0], true);
          assert.ok(await attempted(server, 'contact.confirm', 'accepted'));
          for (const [secret, path] of [['wrong', kind], [receiptSecret, 'other']]) {
            assert.equal((await push(server, path, report, secret)).status, 404);
          }
          assert.equal((await push(server, kind, [{ sid: 1 }])).status, 422);
          const unknown = provider.report({ id: 'ntf_none', serial: '5000:0' }, true);
          assert.equal((await push(server, kind, unknown)).status, 404, 'to be pushed again');
          const taken = await push(server, kind, report);
          assert.equal(taken.status, 200, taken.text);
          assert.equal(taken.json.code ?? taken.json.result, 0);
          assert.equal((await push(server, kind, report)).status, 200, 'a report that came twice');
          const reported = server.heard().split('\n').filter((line) => line.includes('outbox.reported'));
          assert.equal(reported.length, 1);
          assert.ok(reported[0].includes('"state":"delivered"'));
        } finally {
          await server.stop();
          await provider.stop();
        }
      });
  }

  it('O-90, O-47: a report that it did not arrive turns to the person on call', async () => {
    const provider = await startProvider('tencent', key);
    const mail = await startMailServer();
    const server = await start(section('tencent', provider, receipts) + onCall(mail));
    try {
      await setContact(server);
      const alert = await inCrisis(server, provider);
      assert.ok(await attempted(server, 'crisis.contact', 'accepted'));
      assert.equal(mail.mails.length, 0);
      assert.equal((await push(server, 'tencent', provider.report(alert, false))).status, 200);
      assert.ok(await eventually(() => mail.mails.length === 1, 10000));
      assert.deepEqual(mail.mails[0].to, ['duty@example.com']);
      assert.equal(sharesRun(readMail(mail.mails[0].text).body, intent, 8), false);
    } finally {
      await server.stop();
      await provider.stop();
      await mail.stop();
    }
  });

  it('O-90: a provider that lies, fails or stalls is not believed and is asked again', async () => {
    const provider = await startProvider('aliyun', key);
    const server = await start(`${section('aliyun', provider)}\n[notifications]\ndeadline_ms = 500\n`);
    const lies = [
      { body: '<html>OK</html>' },
      { code: 'isv.BUSINESS_LIMIT_CONTROL' },
      { status: 500 },
      { down: true },
      { stall: true },
    ];
    try {
      for (const lie of lies) {
        for (const name of Object.keys(provider.plan)) delete provider.plan[name];
        Object.assign(provider.plan, lie);
        const heard = server.heard().length;
        await setContact(server, `1390013${String(8000 + lies.indexOf(lie))}`);
        const pending = () => /contact\.confirm.*"state":"(\w+)"/.exec(server.heard().slice(heard));
        assert.ok(await eventually(() => pending(), 10000), JSON.stringify(lie));
        assert.equal(pending()[1], 'pending', JSON.stringify(lie));
      }
      for (const name of Object.keys(provider.plan)) delete provider.plan[name];
      const numbers = () => new Set(provider.texts.map((each) => each.number));
      assert.ok(await eventually(() => numbers().has('13900138004'), 30000), server.heard());
    } finally {
      await server.stop();
      await provider.stop();
    }
  });

  it('O-90: what the provider refuses for good, or has no template for, goes no further', async () => {
    const provider = await startProvider('aliyun', key);
    provider.plan.code = 'isv.MOBILE_NUMBER_ILLEGAL';
    const server = await start(section('aliyun', provider).replace('"contact.confirm" =', '"x" ='));
    try {
      await setContact(server);
      assert.ok(await attempted(server, 'contact.confirm', 'unavailable'));
      assert.equal(provider.refused.length, 0, 'nothing was asked of it');
      await say(server, undefined, intent, {}, server.key);
      assert.ok(await attempted(server, 'crisis.contact', 'failed'));
      assert.equal(await eventually(() => provider.refused.length > 1, 1500), false);
    } finally {
      await server.stop();
      await provider.stop();
    }
  });

  it('another secret is refused by the provider, and its address must be public', async () => {
    const provider = await startProvider('tencent', 'another key');
    const server = await start(section('tencent', provider));
    try {
      await setContact(server);
      assert.ok(await eventually(() => provider.refused.length > 0));
      assert.equal(provider.texts.length, 0);
      assert.ok(await attempted(server, 'contact.confirm', 'pending'));
    } finally {
      await server.stop();
      await provider.stop();
    }
    const inside = section('aliyun', provider).replace('allow_private_addresses = true', '');
    await assert.rejects(start(inside), /sms\.endpoint must be a public https address/);
    const careless = section('aliyun', provider, 'receipts = true\nreceipt_secret = "short"');
    await assert.rejects(start(careless), /receipt_secret/);
  });

  it('O-90: a webhook as slow or as down as it may be is told once it is there', async () => {
    const hook = await startWebhook(hookSecret);
    const server = await start(`[webhook]\nsecret = "${hookSecret}"\nallow_private_addresses = true\n`);
    try {
      hook.plan.status = 500;
      await request(server, 'PUT', '/anban/v1/users/demo', {
        key: server.key,
        body: {
          emergency_contact: { name: '王芳', relationship: 'friend', channel: 'webhook',
            address: hook.url },
        },
      });
      assert.ok(await eventually(() => hook.posts.length === 1));
      hook.plan.status = 204;
      assert.ok(await eventually(() => hook.posts.length === 2, 15000));
      assert.deepEqual(hook.posts.map((each) => each.verified), [true, true]);
      assert.deepEqual(hook.posts.map((each) => each.verifiedByOpenai), [true, true]);
      assert.equal(hook.posts[0].id, hook.posts[1].id, 'the receiver can drop what comes twice');
    } finally {
      await server.stop();
      await hook.stop();
    }
  });
});
