// SPDX-License-Identifier: Apache-2.0
// Idempotency-Key on the POSTs of /anban/v1: a repeat hears the stored answer and does nothing,
// another body is refused by name, duplicates at once are done once, and a restart forgets nothing.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';

import { cannotRun, startSandbox, startServe } from './server.mjs';
import { adultBody, putUser, request } from './talk.mjs';

const consent = (purpose = 'training') => ({ purpose, version: '1', granted: true });
const registration = {
  birth_date: '1990-01-01',
  agreement: { version: '1', accepted: true },
  emergency_contact: {
    name: '王芳',
    relationship: 'mother',
    channel: 'sms',
    address: '13800138000',
  },
};

describe('Idempotency-Key', { skip: cannotRun }, () => {
  let server;
  before(async () => {
    server = await startSandbox();
  });
  after(() => server?.stop());
  beforeEach(async () => {
    await server.reset();
    await putUser(server, 'anna', adultBody);
  });

  const post = (path, body, idempotencyKey, key = 'sandbox-app') =>
    request(server, 'POST', `/anban/v1/${path}`, {
      key,
      body,
      headers: idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {},
    });
  const leaves = async () =>
    (await request(server, 'GET', '/anban/v1/audit/log', { key: 'sandbox-auditor' })).json.size;

  it('a repeat hears the same answer and does nothing', async () => {
    const first = await post('users/anna/consents', consent(), 'k-1');
    assert.equal(first.status, 201);
    assert.equal(first.headers.get('idempotency-replayed'), null);
    const count = await leaves();
    const again = await post('users/anna/consents', consent(), 'k-1');
    assert.equal(again.status, 201);
    assert.equal(again.text, first.text);
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
    assert.equal(await leaves(), count);
    const other = await post('users/anna/consents', consent(), 'k-2');
    assert.equal(other.headers.get('idempotency-replayed'), null);
    assert.ok((await leaves()) > count);
  });

  it('another body with the same key is 422 and names the key', async () => {
    await post('users/anna/consents', consent(), 'k-1');
    const count = await leaves();
    const other = await post('users/anna/consents', consent('personalisation'), 'k-1');
    assert.equal(other.status, 422);
    assert.match(other.headers.get('content-type'), /^application\/problem\+json/);
    assert.match(other.json.detail, /Idempotency-Key "k-1"/);
    assert.equal(await leaves(), count);
  });

  it('a key belongs to its caller and its operation', async () => {
    const mine = await post('users/anna/consents', consent(), 'k-1');
    assert.equal(mine.status, 201);
    const left = await post('users/anna/exit', {}, 'k-1');
    assert.equal(left.json.object, 'exit');
    const strangers = await post('users/anna/consents', consent(), 'k-1', 'sandbox-operator');
    assert.equal(strangers.status, 403);
  });

  it('what was refused may be mended under the same key', async () => {
    const wrong = await post('users/anna/consents', { purpose: 'fun', granted: true }, 'k-1');
    assert.equal(wrong.status, 422);
    assert.equal((await post('users/anna/consents', consent(), 'k-1')).status, 201);
  });

  it('duplicates at once are done once', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () => post('registrations', registration, 'reg-1')),
    );
    assert.equal(new Set(all.map((each) => each.text)).size, 1);
    assert.ok(all.every((each) => each.status === 201));
    assert.equal(all.filter((each) => !each.headers.get('idempotency-replayed')).length, 1);
  });

  it('is kept for 24 hours and not longer', async () => {
    const first = await post('registrations', registration, 'reg-1');
    await server.advance(24 * 3600 - 1);
    const kept = await post('registrations', registration, 'reg-1');
    assert.equal(kept.json.personal_key, first.json.personal_key);
    await server.advance(1);
    const fresh = await post('registrations', registration, 'reg-1');
    assert.equal(fresh.status, 201);
    assert.notEqual(fresh.json.personal_key, first.json.personal_key);
  });

  it('erasing the person takes the kept answer along', async () => {
    const first = await post('users/anna/consents', consent(), 'k-1');
    assert.equal(first.status, 201);
    await request(server, 'DELETE', '/anban/v1/users/anna', { key: 'sandbox-app' });
    assert.equal((await post('users/anna/consents', consent(), 'k-1')).status, 404);
  });

  it('a key that does not read is 400; no key changes nothing', async () => {
    assert.equal((await post('users/anna/exit', {}, 'two words')).status, 400);
    assert.equal((await post('users/anna/exit', {}, 'x'.repeat(256))).status, 400);
    assert.equal((await post('users/anna/exit', {}, 'x'.repeat(255))).status, 200);
    assert.equal((await post('users/anna/exit', {})).status, 200);
  });
});

describe('Idempotency-Key over a restart', { skip: cannotRun }, () => {
  it('the answer is still known after a kill', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'anban-e2e-'));
    try {
      const headers = { 'Idempotency-Key': 'reg-1' };
      const options = { headers, body: registration };
      const one = await startServe({ folder: join(folder, 'data') });
      const first = await request(one, 'POST', '/anban/v1/registrations', options);
      assert.equal(first.status, 201);
      await one.stop('SIGKILL');
      const two = await startServe({ folder: join(folder, 'data') });
      const again = await request(two, 'POST', '/anban/v1/registrations', options);
      await two.stop();
      assert.equal(again.text, first.text);
      assert.equal(again.headers.get('idempotency-replayed'), 'true');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
