// SPDX-License-Identifier: Apache-2.0
// Keys of staff: an administrator makes them, each with a role; a secret is shown once, opens what
// its role may do, and nothing any more once it was taken back.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { cannotRun, startSandbox } from './server.mjs';
import { request } from './talk.mjs';

const admin = 'sandbox-admin';

describe('keys of staff', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());
  const call = (method, rest, key, body) =>
    request(server, method, `/anban/v1/staff_keys${rest}`, { key, body });

  it('are made once, work by their role, and end when they are taken back', async () => {
    const made = await call('POST', '', admin, { role: 'operator', name: '王芳' });
    assert.equal(made.status, 201);
    assert.match(made.json.key, /^st_/);
    const queue = () => request(server, 'GET', '/anban/v1/appeals', { key: made.json.key });
    assert.equal((await queue()).status, 200);
    assert.equal((await call('GET', '', made.json.key)).status, 403, 'an operator gives out no keys');
    const listed = await call('GET', '', admin);
    assert.deepEqual(
      listed.json.data.map((each) => [each.role, each.name]),
      [['operator', '王芳']],
    );
    assert.ok(!listed.text.includes(made.json.key), 'the secret is not shown again');
    assert.equal((await call('DELETE', `/${made.json.id}`, admin)).status, 200);
    assert.equal((await queue()).status, 401);
    assert.equal((await call('DELETE', `/${made.json.id}`, admin)).status, 404);
    assert.deepEqual((await call('GET', '', admin)).json.data, []);
  });

  it('say what is wrong with a body', async () => {
    const wrong = await call('POST', '', admin, { role: 'boss', name: '' });
    assert.equal(wrong.status, 422);
    assert.deepEqual(wrong.json.errors.map((each) => each.field).sort(), ['name', 'role']);
    const odd = await call('POST', '', admin, { role: 1, name: 'a', more: true });
    assert.deepEqual(odd.json.errors.map((each) => each.field).sort(), ['more', 'role']);
    assert.equal((await call('POST', '', 'sandbox-lead', { role: 'lead', name: 'a' })).status, 403);
  });

  it('leave an administrator in office', async () => {
    const first = await call('POST', '', admin, { role: 'admin', name: 'a' });
    const second = await call('POST', '', admin, { role: 'admin', name: 'b' });
    assert.equal((await call('DELETE', `/${first.json.id}`, second.json.key)).status, 200);
    const last = await call('DELETE', `/${second.json.id}`, second.json.key);
    assert.equal(last.status, 403);
    assert.match(last.json.detail, /another administrator/);
  });
});
