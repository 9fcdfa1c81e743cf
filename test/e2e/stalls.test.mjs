// SPDX-License-Identifier: Apache-2.0
// Receivers of alerts that take the connection and never answer, or begin an answer and stall
// (O-90, O-47): the attempt ends by configuration, is tried again, the person on call is told, what
// is shown stays true, and nothing else waits for it.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { startMailServer, startWebhook } from './mail_server.mjs';
import { cannotRun, startServe } from './server.mjs';
import { eventually, request, say } from './talk.mjs';

const intent = '我今晚就从楼上跳下去，遗书已经写好放在抽屉里了';
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const onCall = '[on_call]\nchannel = "email"\naddress = "duty@example.com"\n';
const deadline = 700;

/**
 * A receiver that hears and, once `plan.says` is set, says only that; before, it answers 204 as it
 * should. {url, ids, open(), plan, stop()}.
 */
async function startTarPit() {
  const ids = [];
  const plan = { says: undefined };
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    let heard = '';
    let isTold = false;
    socket.setEncoding('utf8').on('data', (part) => {
      heard += part;
      const id = /webhook-id: *(\S+)/i.exec(heard)?.[1];
      const body = heard.split('\r\n\r\n').slice(1).join('\r\n\r\n');
      if (isTold || !id || !body.endsWith('}')) return;
      isTold = true;
      ids.push({ id, body, at: Date.now() });
      if (plan.says === undefined) socket.end('HTTP/1.1 204 No Content\r\n\r\n');
      else socket.write(plan.says);
    });
  });
  await new Promise((accept) => server.listen(0, '127.0.0.1', accept));
  const stop = () => {
    for (const each of sockets) each.destroy();
    return new Promise((accept) => server.close(accept));
  };
  const url = `http://127.0.0.1:${server.address().port}/alerts`;
  return { url, ids, open: () => sockets.size, plan, stop };
}

describe('receivers that stall', { skip: cannotRun }, () => {
  let folder;
  let mail;
  let pit;
  let server;
  let count = 0;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'anban-e2e-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const start = async (data) => {
    const file = join(folder, `${data}.toml`);
    writeFileSync(file, `[notifications]\ndeadline_ms = ${deadline}\n` +
      `[webhook]\nsecret = "${secret}"\nallow_private_addresses = true\n` +
      `[mail]\nhost = "127.0.0.1"\nport = ${mail.port}\nsecurity = "none"\n` +
      `from = "anban@example.com"\n${onCall}`);
    return startServe({ folder: join(folder, data), words: ['--config', file] });
  };
  /** The demonstration adult with a confirmed contact at the tar pit, which then stalls. */
  const prepare = async (says) => {
    const data = `data${(count += 1)}`;
    mail = await startMailServer();
    pit = await startTarPit();
    server = await start(data);
    const contact = { name: '王芳', relationship: 'friend', channel: 'webhook', address: pit.url };
    await request(server, 'PUT', '/anban/v1/users/demo', {
      key: server.key,
      body: { emergency_contact: contact },
    });
    assert.ok(await eventually(() => pit.ids.length === 1));
    const code = /确认码([0-9A-Z]{8})/.exec(pit.ids[0].body)?.[1];
    const path = '/anban/v1/me/contacts/emergency_contact/confirm';
    assert.equal((await request(server, 'POST', path, { key: server.key, body: { code } })).status,
      200);
    pit.plan.says = says;
    return data;
  };
  const finish = async () => {
    await server.stop();
    await pit.stop();
    await mail.stop();
  };
  const attempts = () =>
    [...server.heard().matchAll(/^\{.*"outbox\.attempted".*$/gm)].map(([line]) => JSON.parse(line));
  /** The operator's view, with the key of the set-up link. */
  const makeOperator = async () => {
    const path = /\/setup\/\S+/.exec(server.heard())[0];
    const page = (await request(server, 'POST', path)).text;
    const [, key] = /for programs<\/dt><dd><code>([^<]+)<\/code>/.exec(page);
    return async () =>
      (await request(server, 'GET', '/anban/v1/cases', { key })).json.data[0].contacts;
  };
  const toDuty = () => mail.mails.filter((each) => each.to.includes('duty@example.com'));

  for (const [what, says] of [
    ['never answers', ''],
    ['stalls in its head', 'HTTP/1.1 200 OK\r\nContent-Type: text/pl'],
    ['stalls behind its head', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"ok'],
  ]) {
    it(`O-90: one that ${what}: times out, is tried again, is told once it answers`, async () => {
      await prepare(says);
      try {
        const began = Date.now();
        const answer = await say(server, undefined, intent, {}, server.key);
        assert.equal(answer.anban.outcome, 'soothed');
        assert.ok(Date.now() - began < deadline, 'the person waits for nobody');
        const asked = answer.anban.events.find((each) => each.type === 'contact.requested');
        assert.equal(asked.contact.state, 'pending');
        assert.ok(await eventually(() => attempts().length === 2, 5 * deadline));
        const failed = attempts()[1];
        assert.equal(failed.state, 'pending');
        assert.equal(failed.error, 'timed_out');
        assert.ok(await eventually(() => pit.open() === 0, 2 * deadline), 'nothing is held open');
        pit.plan.says = undefined;
        assert.ok(await eventually(() => attempts().some((each) => each.attempts === 2), 15000));
        const [, alert, again] = pit.ids;
        assert.equal(again.id, alert.id, 'the same notification, so a receiver can drop one');
        assert.ok(again.at - alert.at >= deadline + 3000, 'after a pause');
        assert.equal(attempts().at(-1).state, 'delivered');
      } finally {
        await finish();
      }
    });
  }

  it('O-90: the page hears the true state, and the person on call is told in its place',
    async () => {
      await prepare('');
      try {
        const contacts = await makeOperator();
        const heard = [];
        const answer = await fetch(`${server.url}/anban/v1/me/events`, {
          headers: { Authorization: `Bearer ${server.key}` },
        });
        assert.equal(answer.status, 200);
        const decoder = new TextDecoder();
        (async () => {
          for await (const part of answer.body) heard.push(decoder.decode(part, { stream: true }));
        })().catch(() => {});
        const { anban } = await say(server, undefined, intent, {}, server.key);
        assert.ok(await eventually(() => toDuty().length === 1, 40000), 'the person on call');
        const said = heard.join('');
        assert.match(said, /"contact":\{"state":"pending"\}/);
        assert.doesNotMatch(said, /contact\.notified|"state":"delivered"/);
        assert.ok(attempts().filter((each) => each.recipient === 'emergency_contact').length >= 3);
        const stateOf = async (who) =>
          (await contacts()).find((each) => each.recipient === who)?.state;
        assert.equal(await stateOf('emergency_contact'), 'pending', 'not reached, not given up');
        assert.equal(await stateOf('on_call'), 'delivered');
        const onDuty = attempts().filter((each) => each.recipient === 'on_call');
        assert.equal(onDuty.at(-1).state, 'delivered');
        assert.ok(anban.case);
        pit.plan.says = undefined;
        assert.ok(await eventually(() => heard.join('').includes('contact.notified'), 60000));
        assert.equal(await stateOf('emergency_contact'), 'delivered');
      } finally {
        await finish();
      }
    });

  it('O-90: others are told meanwhile, the service ends at once, nothing is lost', async () => {
    const data = await prepare('');
    try {
      await say(server, undefined, intent, {}, server.key);
      assert.ok(await eventually(() => pit.ids.length === 2));
      const other = await startWebhook(secret);
      const contact = { name: '李雷', relationship: 'friend', channel: 'webhook',
        address: other.url };
      await request(server, 'PUT', '/anban/v1/users/demo', {
        key: server.key,
        body: { emergency_contact: contact },
      });
      assert.ok(await eventually(() => other.posts.length === 1, deadline), 'nobody waits');
      await other.stop();
      assert.ok(await eventually(() => pit.ids.length === 3, 15000), 'the next attempt hangs');
      const began = Date.now();
      assert.equal(await server.stop(), 0);
      assert.ok(Date.now() - began < 3000, `${Date.now() - began} ms to end`);
      pit.plan.says = undefined;
      server = await start(data);
      assert.ok(await eventually(() => pit.ids.length === 4, 30000));
      assert.equal(pit.ids[3].id, pit.ids[1].id);
    } finally {
      await finish();
    }
  });
});
