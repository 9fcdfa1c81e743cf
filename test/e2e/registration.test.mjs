// SPDX-License-Identifier: Apache-2.0
// Who may talk at all (Art. 12): account, age, guardian, emergency contact, agreement.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';

import { cannotRun, startSandbox, startServe } from './server.mjs';
import { adultBody, minorBody, putUser, request, say, upstreamCount, user } from './talk.mjs';

const fieldsOf = (answer) =>
  answer.json.errors.map((each) => each.field ?? each.pointer ?? each.name);

describe('registration', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());
  beforeEach(() => server.reset());

  it('O-73: nobody talks without a key, with a wrong key, or unregistered', async () => {
    const body = { model: 'demo', messages: [{ role: 'user', content: '你好' }], user: 'a' };
    const path = '/v1/chat/completions';
    const none = await request(server, 'POST', path, { body });
    assert.equal(none.status, 401);
    assert.equal(none.json.error.code, 'missing_api_key');
    const wrong = await request(server, 'POST', path, { body, key: 'ak_wrong' });
    assert.equal(wrong.status, 401);
    assert.equal(wrong.json.error.code, 'invalid_api_key');
    const unknown = await say(server, 'nobody', '你好');
    assert.equal(unknown.status, 403);
    assert.equal(unknown.code, 'anban_person_unknown');
    const unnamed = await say(server, undefined, '你好');
    assert.equal(unnamed.status, 403);
    assert.equal(unnamed.code, 'anban_person_missing');
    for (const field of ['safety_identifier', 'anban.user', 'user']) {
      assert.ok(unnamed.json.error.message.includes(field), field);
    }
    assert.equal(await upstreamCount(server), 0);
  });

  it('O-74: a missing or impossible birth date is 422 and named', async () => {
    const { birth_date: _, ...without } = adultBody;
    const missing = await putUser(server, 'a', without);
    assert.equal(missing.status, 422);
    assert.equal(missing.headers.get('content-type'), 'application/problem+json');
    assert.deepEqual(fieldsOf(missing), ['birth_date']);
    for (const birth_date of ['2027-01-01', '1900-01-01', '1990-13-01', '1990-02-30', 7, '']) {
      const answer = await putUser(server, 'a', { ...adultBody, birth_date });
      assert.equal(answer.status, 422, String(birth_date));
      assert.deepEqual(fieldsOf(answer), ['birth_date']);
    }
  });

  it('O-74: 422 names every bad field at once', async () => {
    const answer = await putUser(server, 'a', {
      birth_date: 'x',
      time_zone: 'Mars/Base',
      agreement: { version: '9', accepted: true },
      emergency_contact: { name: 'a', relationship: 'b', channel: 'pigeon', address: 'c' },
      shoe_size: 42,
    });
    assert.equal(answer.status, 422);
    const named = fieldsOf(answer).join(' ');
    for (const field of [
      'birth_date',
      'time_zone',
      'agreement',
      'emergency_contact',
      'shoe_size',
    ]) {
      assert.ok(named.includes(field), `${field} in ${named}`);
    }
  });

  it('O-74: the band changes at local midnight of the 14th and 18th birthday', async () => {
    await putUser(server, 'a', minorBody('2012-08-02'));
    await putUser(server, 'b', minorBody('2008-08-02'));
    await server.setClock('2026-08-01T23:59:59+08:00');
    assert.equal((await user(server, 'a')).age_band, '12-13');
    assert.equal((await user(server, 'b')).mode, 'minor');
    await server.setClock('2026-08-02T00:00:00+08:00');
    assert.equal((await user(server, 'a')).age_band, '14-15');
    assert.equal((await user(server, 'b')).age_band, '18-59');
    assert.equal((await user(server, 'b')).mode, 'adult');
  });

  it('O-75: a minor without a guardian, or with an unconfirmed one, is incomplete', async () => {
    const { guardian: _, ...alone } = minorBody('2010-05-20');
    const made = await putUser(server, 'm', alone);
    assert.equal(made.status, 201);
    assert.equal(made.json.status, 'incomplete');
    assert.ok(made.json.missing.some((each) => each.startsWith('guardian')));
    assert.equal((await say(server, 'm', '你好')).code, 'anban_guardian_missing');
    const body = minorBody('2010-05-20');
    body.guardian.confirmed = false;
    const unconfirmed = await putUser(server, 'm', body);
    assert.equal(unconfirmed.json.guardian.state, 'unconfirmed');
    assert.equal((await say(server, 'm', '你好')).code, 'anban_guardian_unconfirmed');
    const code = await server.newCode();
    const path = '/anban/v1/users/m/contacts/guardian/confirm';
    const key = 'sandbox-app';
    const wrong = await request(server, 'POST', path, { key, body: { code: 'WRONG234' } });
    assert.ok([403, 422].includes(wrong.status));
    const right = await request(server, 'POST', path, { key, body: { code } });
    assert.equal(right.status, 200);
    assert.equal((await user(server, 'm')).status, 'active');
    assert.equal((await say(server, 'm', '你好')).status, 200);
  });

  it('O-76: an adult without an emergency contact is incomplete and may not chat', async () => {
    const { emergency_contact: contact, ...alone } = adultBody;
    const made = await putUser(server, 'a', alone);
    assert.equal(made.json.status, 'incomplete');
    assert.ok(made.json.missing.includes('emergency_contact'));
    const refused = await say(server, 'a', '你好');
    assert.equal(refused.status, 403);
    assert.equal(refused.code, 'anban_contact_missing');
    assert.equal(await upstreamCount(server), 0);
    const mended = await putUser(server, 'a', { emergency_contact: contact });
    assert.equal(mended.json.status, 'active');
    assert.equal((await say(server, 'a', '你好')).status, 200);
    assert.ok(!JSON.stringify(mended.json).includes(contact.address));
  });

  it('O-72: a refusal at admission is 403, never a status that clients retry', async () => {
    const { agreement: _, ...without } = adultBody;
    const answer = await putUser(server, 'a', without);
    assert.equal(answer.status, 422);
    assert.deepEqual(fieldsOf(answer), ['agreement']);
    const declined = { ...adultBody, agreement: { version: '1', accepted: false } };
    assert.equal((await putUser(server, 'a', declined)).status, 422);
    assert.equal((await say(server, 'a', '你好')).status, 403);
  });

  it('O-202: advisory on 2026-07-14, enforced from the 15th', async () => {
    const early = await startSandbox('--at', '2026-07-14T23:59:00+08:00');
    try {
      const force = async () =>
        (await early.call('GET', '/anban/v1/policies', undefined, 'sandbox-app')).data[0].force;
      assert.equal(await force(), 'advisory');
      await early.setClock('2026-07-15T00:00:00+08:00');
      assert.equal(await force(), 'enforced');
    } finally {
      await early.stop();
    }
  });
});

describe('registration under serve', { skip: cannotRun }, () => {
  it('O-76: `confirmed` is not believed and sandbox keys open nothing', async () => {
    const server = await startServe();
    try {
      const put = await request(server, 'PUT', '/anban/v1/users/demo', {
        key: server.key,
        body: { emergency_contact: adultBody.emergency_contact },
      });
      assert.equal(put.status, 422);
      assert.equal((await say(server, 'demo', '你好')).status, 401);
      const control = await request(server, 'POST', '/sandbox/reset', { body: {} });
      assert.equal(control.status, 404);
    } finally {
      await server.stop();
    }
  });

  it('O-72: a new version of the agreement must be accepted before the next word', async () => {
    const first = await startServe();
    const folder = first.folder;
    const copy = mkdtempSync(join(tmpdir(), 'anban-e2e-'));
    try {
      assert.equal((await say(first, undefined, '你好', {}, first.key)).status, 200);
      await first.child.kill('SIGTERM');
      await first.ended;
      cpSync(folder, `${copy}/data`, { recursive: true });
      writeFileSync(`${copy}/anban.toml`, 'agreement_version = "2"\n');
      const words = ['--config', `${copy}/anban.toml`];
      const second = await startServe({ folder: `${copy}/data`, words });
      const refused = await say(second, undefined, '早上好', {}, second.key);
      assert.equal(refused.status, 403);
      assert.equal(refused.code, 'anban_agreement_missing');
      const accept = (version) =>
        request(second, 'POST', '/anban/v1/me/agreement', {
          key: second.key,
          body: { version, accepted: true },
        });
      assert.equal((await accept('1')).status, 422);
      assert.equal((await accept('2')).status, 200);
      assert.equal((await say(second, undefined, '早上好', {}, second.key)).status, 200);
      await second.stop();
    } finally {
      await first.stop();
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
