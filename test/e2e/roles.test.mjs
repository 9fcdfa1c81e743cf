// SPDX-License-Identifier: Apache-2.0
// Every role at every operation of /openapi.json, as its x-roles say: who may is let in, who may not
// hears 403, who is nobody 401; and another's object is answered exactly like one that is not there.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { hire } from './authenticator.mjs';
import { cannotRun, startSandbox } from './server.mjs';
import { adultBody, minorBody, putUser, request } from './talk.mjs';

const methods = ['get', 'put', 'post', 'delete', 'patch'];
const staff = ['operator', 'lead', 'officer', 'admin', 'auditor', 'inspector'];
const denied = 'This key may not do that.';
const agreement = { version: '1', accepted: true };
const consent = { purpose: 'training', version: '1', granted: false };
const card = { name: '小安', relationship: 'friend', prompt: '你爱听人说话。', min_age: 0 };
const list = { category: 'gambling', words: ['甲乙丙丁戊'] };
const messages = [{ role: 'user', content: '你好' }];
const registration = { ...adultBody, emergency_contact: undefined };

/** Bodies that each operation accepts. */
const bodies = {
  createChatCompletion: { model: 'demo', messages },
  createModeration: { input: '你好' },
  createEmbedding: { model: 'demo', input: '你好' },
  putUser: minorBody('2010-01-01'),
  putMode: { mode: 'minor' },
  putMyMode: { mode: 'minor' },
  putCharacter: card,
  putLexicon: list,
  register: registration,
};
const bodyOf = (operation) => {
  if (bodies[operation.operationId]) return bodies[operation.operationId];
  if (/agreement/.test(operation.path)) return agreement;
  if (/consents/.test(operation.path)) return consent;
  return {};
};

describe('every role at every operation', { skip: cannotRun }, () => {
  let server;
  let operations;
  let person;
  let hired = 0;
  before(async () => {
    server = await startSandbox();
    const description = await server.call('GET', '/openapi.json');
    operations = Object.entries(description.paths).flatMap(([path, item]) =>
      methods
        .filter((method) => item[method])
        .map((method) => ({ path, method: method.toUpperCase(), ...item[method] })),
    );
  });
  after(() => server?.stop());

  /** A minor of fifteen with guardian g1 and a personal key of their own: {id, key}. */
  const makePerson = async () => {
    const made = await request(server, 'POST', '/anban/v1/registrations', {
      body: minorBody('2011-01-01'),
    });
    assert.equal(made.status, 201, made.text);
    return { id: made.json.id, key: made.json.personal_key };
  };
  const keyOf = (role) => {
    if (role === 'personal') return person.key;
    return role === 'guardian' ? 'sandbox-guardian-g1' : `sandbox-${role}`;
  };
  const pathOf = (operation, id) =>
    operation.path
      .replace('/users/{id}', `/users/${id}`)
      .replace('{id}', 'thing')
      .replace('{which}', 'guardian')
      .replace('{model}', 'demo')
      .replace('{code}', 'AAAAAAAA')
      .replace('{token}', 'su_none') + (/proof$/.test(operation.path) ? '?turn=trn_none' : '');

  /** Status, type and text of a call; of a stream of events only the head. */
  const ask = async (operation, id, key) => {
    const leaving = new AbortController();
    const answer = await fetch(server.url + pathOf(operation, id), {
      method: operation.method,
      headers: { 'Content-Type': 'application/json', ...(key && { Authorization: `Bearer ${key}` }) },
      body: operation.method === 'GET' ? undefined : JSON.stringify(bodyOf(operation)),
      signal: leaving.signal,
    });
    const type = answer.headers.get('content-type') ?? '';
    const text = type.startsWith('text/event-stream') ? '' : await answer.text();
    leaving.abort();
    return { status: answer.status, type, text };
  };

  /** A refusal in the shape of its side of the house: OpenAI's envelope, or problem details. */
  const assertRefused = (operation, answer, status, words) => {
    const where = `${operation.method} ${operation.path}: ${answer.text}`;
    assert.equal(answer.status, status, where);
    const body = JSON.parse(answer.text);
    if (operation.path.startsWith('/v1/')) {
      assert.ok('message' in body.error && 'code' in body.error, where);
      if (words) assert.equal(body.error.message, words, where);
    } else {
      assert.match(answer.type, /^application\/problem\+json/, where);
      if (words) assert.equal(body.detail, words, where);
    }
  };

  /** Somebody with this role who signed in with password and code. */
  const account = async (role) => {
    hired += 1;
    return (await hire(server, `${role}-${hired}`, role)).key;
  };
  const asAccount = staff.map((role) => [role, `an account of ${role}`]);
  const asKey = ['app', 'personal', 'guardian', ...staff].map((role) => [role, role]);
  for (const [role, who] of [...asKey, ...asAccount]) {
    it(`${who} is let in where x-roles name it, and nowhere else`, async () => {
      person = await makePerson();
      let session = who === role ? undefined : await account(role);
      for (const operation of operations) {
        const where = `${role} ${operation.method} ${operation.path}`;
        const answer = await ask(operation, person.id, session ?? keyOf(role));
        const roles = operation['x-roles'];
        if (roles.includes(role) || roles.includes('public')) {
          assert.ok(String(answer.status) in operation.responses, `${where}: ${answer.status}`);
          assert.notEqual(answer.status, 401, where);
          assert.ok(!answer.text.includes(denied), where);
        } else {
          assertRefused(operation, answer, 403, denied);
        }
        if (operation.method === 'DELETE' && answer.status === 200) person = await makePerson();
        if (session && operation.operationId === 'signOutStaff') {
          assert.equal(answer.status, 200, where);
          session = await account(role);
        }
      }
    });
  }

  it('nobody and a wrong key hear 401 wherever a key is asked', async () => {
    person = await makePerson();
    for (const operation of operations) {
      const isPublic = operation['x-roles'].includes('public');
      for (const key of [undefined, 'ak_wrong', 'sandbox-nobody', 'sandbox-']) {
        const answer = await ask(operation, person.id, key);
        if (isPublic) assert.notEqual(answer.status, 401, operation.path);
        else assertRefused(operation, answer, 401);
      }
    }
  });

  it("another's object is answered word for word like one that is not there", async () => {
    person = await makePerson();
    const other = await makePerson();
    const ofPersons = operations.filter(({ path }) => path.includes('/users/{id}'));
    assert.ok(ofPersons.length > 10);
    for (const operation of ofPersons) {
      for (const [role, key] of [
        ['personal', other.key],
        ['guardian', 'sandbox-guardian-g2'],
      ]) {
        if (!operation['x-roles'].includes(role)) continue;
        const where = `${role} ${operation.method} ${operation.path}`;
        const foreign = await ask(operation, person.id, key);
        const none = await ask(operation, 'nobody', key);
        assert.equal(foreign.status, 404, `${where}: ${foreign.text}`);
        assert.deepEqual(foreign, none, where);
      }
    }
    const still = await request(server, 'GET', `/anban/v1/users/${person.id}`, {
      key: 'sandbox-app',
    });
    assert.equal(still.json.guardian.id, 'g1');
  });

  it("the proof of a turn is its person's, their guardian's and the staff's", async () => {
    person = await makePerson();
    const other = await makePerson();
    await putUser(server, 'anna', adultBody);
    const spoken = await request(server, 'POST', '/v1/chat/completions', {
      key: 'sandbox-app',
      body: { model: 'demo', messages, safety_identifier: person.id },
    });
    const { turn } = spoken.json.anban;
    const prove = (key) =>
      request(server, 'GET', `/anban/v1/audit/proof?turn=${turn}`, { key });
    for (const key of [person.key, 'sandbox-guardian-g1', 'sandbox-auditor', 'sandbox-app']) {
      assert.equal((await prove(key)).status, 200, key);
    }
    const none = await request(server, 'GET', '/anban/v1/audit/proof?turn=trn_none', {
      key: other.key,
    });
    for (const key of [other.key, 'sandbox-guardian-g2']) {
      const answer = await prove(key);
      assert.equal(answer.status, 404, key);
      assert.equal(answer.text, none.text);
    }
  });
});
