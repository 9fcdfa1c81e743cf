// SPDX-License-Identifier: Apache-2.0
// Proving who one is (O-77 to O-80): every method against a real counterpart over HTTP, in the
// sandbox where no service is needed; what fails, what is replayed, and what is never stored.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';

import { startIdentityService } from './identity_service.mjs';
import { cannotRun, endProcess, startSandbox, startServe } from './server.mjs';
import { adultBody, minorBody, putUser, request, user } from './talk.mjs';

const number = '11010519491231002X'; // the example of GB 11643, born 1949-12-31
const fieldsOf = (answer) => answer.json.errors.map((each) => each.field);

const identityOf = (server, id, key = 'sandbox-app') => ({
  get: () => request(server, 'GET', `/anban/v1/users/${id}/identity`, { key }),
  give: (body) => request(server, 'POST', `/anban/v1/users/${id}/identity`, { key, body }),
  confirm: (body) =>
    request(server, 'POST', `/anban/v1/users/${id}/identity/confirm`, { key, body }),
});

describe('identity', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());
  beforeEach(() => server.reset());

  const seen = new Set();
  /** A code that was not seen before: their order says nothing, virtual time may stand still. */
  const codeFrom = async () => {
    for (let i = 0; i < 100; i += 1) {
      for (const each of await server.outbox()) {
        const code = each.event === 'identity.code' && /[2-9A-Z]{8}/.exec(each.body)?.[0];
        if (!code || seen.has(code)) continue;
        seen.add(code);
        return code;
      }
      await new Promise((accept) => setTimeout(accept, 20));
    }
    throw new Error('no code was sent');
  };

  it('O-77: who publishes a character is identified, the operator aside', async () => {
    await putUser(server, 'a', adultBody);
    const publish = (author) =>
      request(server, 'PUT', '/anban/v1/characters/mine', {
        key: 'sandbox-app',
        body: { name: '阿青', relationship: 'friend', prompt: '爱讲故事。', min_age: 0, author },
      });
    assert.equal((await publish('a')).status, 403);
    assert.deepEqual(fieldsOf(await publish('nobody')), ['author']);
    assert.deepEqual(fieldsOf(await publish(7)), ['author']);
    const mine = identityOf(server, 'a');
    assert.equal((await mine.give({ method: 'phone_code', phone: '13800138000' })).status, 202);
    assert.equal((await publish('a')).status, 403); // begun is not proved
    const done = await mine.confirm({ method: 'phone_code', code: await codeFrom() });
    assert.equal(done.json.state, 'taken');
    assert.equal((await publish('a')).status, 200);
  });

  it('O-77: a code to the phone is good once, for a while, for few guesses', async () => {
    await putUser(server, 'a', adultBody);
    await putUser(server, 'b', adultBody);
    const [a, b] = [identityOf(server, 'a'), identityOf(server, 'b')];
    await a.give({ method: 'phone_code', phone: '+86 138-0013-8000' });
    const code = await codeFrom();
    assert.equal((await b.confirm({ method: 'phone_code', code })).status, 403); // not theirs
    const tries = await Promise.all(
      Array.from({ length: 64 }, () => a.confirm({ method: 'phone_code', code })),
    );
    assert.equal(tries.filter((each) => each.status === 200).length, 1);
    await a.give({ method: 'phone_code', phone: '13800138000' });
    const second = await codeFrom();
    await Promise.all(
      Array.from({ length: 8 }, () => a.confirm({ method: 'phone_code', code: 'WRONG234' })),
    );
    assert.equal((await a.confirm({ method: 'phone_code', code: second })).status, 403);
    await a.give({ method: 'phone_code', phone: '13800138000' });
    const third = await codeFrom();
    await server.advance(1801);
    assert.equal((await a.confirm({ method: 'phone_code', code: third })).status, 403);
  });

  it('O-77: codes are not sent without end', async () => {
    await putUser(server, 'a', adultBody);
    const a = identityOf(server, 'a');
    const statuses = [];
    for (let i = 0; i < 7; i += 1) {
      statuses.push((await a.give({ method: 'phone_code', phone: '13800138000' })).status);
    }
    assert.deepEqual(statuses, [202, 202, 202, 202, 202, 429, 429]);
  });

  it('O-78: a resident id is checked to its last character and gives the birth date', async () => {
    const { birth_date: _, ...unaged } = adultBody;
    const body = (text) => ({ ...unaged, identity: { method: 'resident_id', number: text } });
    for (const last of '0123456789') {
      const wrong = await putUser(server, 'a', body(number.slice(0, 17) + last));
      assert.equal(wrong.status, 422);
      assert.ok(fieldsOf(wrong).includes('identity.number'));
      assert.ok(!wrong.text.includes(number.slice(0, 14)));
    }
    const made = await putUser(server, 'a', body(number));
    assert.equal(made.status, 201);
    assert.equal(made.json.age_band, '60+');
    assert.equal(made.json.identity.method, 'resident_id');
    assert.equal(made.json.identity.proves_age, false); // nobody vouched for it
    const other = await putUser(server, 'b', { ...adultBody, ...body(number), birth_date: '1990-01-01' });
    assert.deepEqual(fieldsOf(other), ['birth_date']);
  });

  it('O-78: a number for which nobody vouches makes nobody older', async () => {
    await putUser(server, 'm', minorBody('2010-05-20'));
    const answer = await identityOf(server, 'm').give({ method: 'resident_id', number });
    assert.equal(answer.status, 200);
    assert.equal((await user(server, 'm')).mode, 'minor');
    const raised = await putUser(server, 'm', { identity: { method: 'resident_id', number } });
    assert.equal(raised.status, 422);
  });

  it('O-80: one identity opens two accounts; the third waits for a person', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await putUser(server, id, adultBody);
    const give = (id) => identityOf(server, id).give({ method: 'resident_id', number });
    const states = await Promise.all(['a', 'b', 'c'].map(give));
    assert.deepEqual(states.map((each) => each.json.state).sort(), ['in_review', 'taken', 'taken']);
    const third = ['a', 'b', 'c'].find((_, i) => states[i].json.state === 'in_review');
    assert.equal((await user(server, third)).identity, null);
    const first = ['a', 'b', 'c'].find((each) => each !== third);
    assert.equal((await give(first)).json.state, 'taken'); // again, the same account
    const list = async (state) =>
      (await request(server, 'GET', `/anban/v1/identity_reviews?state=${state}`, {
        key: 'sandbox-operator',
      })).json.data;
    const [review] = await list('open');
    assert.equal((await list('open')).length, 1);
    assert.equal(review.method, 'resident_id');
    const decide = (outcome, key = 'sandbox-operator') =>
      request(server, 'POST', `/anban/v1/identity_reviews/${review.id}/decision`, {
        key,
        body: { outcome, reason: '是同一个家庭' },
      });
    for (const key of ['sandbox-auditor', 'sandbox-admin', 'sandbox-app']) {
      assert.equal((await decide('accepted', key)).status, 403);
    }
    assert.deepEqual(fieldsOf(await decide('upheld')), ['outcome']);
    assert.equal((await decide('accepted')).status, 200);
    assert.equal((await user(server, third)).identity.method, 'resident_id');
    assert.equal((await decide('refused')).status, 404);
    assert.equal((await list('decided')).length, 1);
    assert.equal((await give('d')).json.state, 'in_review');
    const phones = [];
    for (const id of ['a', 'b', 'c']) {
      const mine = identityOf(server, id);
      await mine.give({ method: 'phone_code', phone: '13800138000' });
      const code = await codeFrom();
      phones.push((await mine.confirm({ method: 'phone_code', code })).json.state);
    }
    assert.equal(phones.length, 3);
    assert.equal((await list('open')).filter((each) => each.method === 'phone_code').length, 1);
  });

  it('O-77: every field wrong is named; other people and roles are kept out', async () => {
    await putUser(server, 'a', adultBody);
    const a = identityOf(server, 'a');
    for (const [body, fields] of [
      [{}, ['method']],
      [{ method: 7 }, ['method']],
      [{ method: 'passport' }, ['method']],
      [{ method: 'national_identity' }, ['method']], // none is configured here
      [{ method: 'phone_code' }, ['phone']],
      [{ method: 'phone_code', phone: 'x'.repeat(99), n: 1 }, ['n', 'phone']],
      [{ method: 'phone_code', phone: 'abc' }, ['phone']],
      [{ method: 'resident_id', number: {} }, ['number']],
      [{ method: 'resident_id', number: `${number}0` }, ['number']],
      [{ method: 'app_asserted' }, ['reference']],
    ]) {
      const answer = await a.give(body);
      assert.equal(answer.status, 422, JSON.stringify(body));
      assert.deepEqual(fieldsOf(answer), fields);
    }
    assert.deepEqual(fieldsOf(await a.confirm({ method: 'phone_code', code: 7 })), ['code']);
    assert.equal((await identityOf(server, 'nobody').get()).status, 404);
    assert.equal((await identityOf(server, 'a', 'sandbox-operator').get()).status, 403);
    assert.equal((await identityOf(server, 'a', 'sandbox-guardian-g1').get()).status, 403);
    const word = { ...adultBody, identity: { method: 'app_asserted', reference: 'kyc-1' } };
    const claimed = await request(server, 'POST', '/anban/v1/registrations', {
      body: { ...word, emergency_contact: { ...word.emergency_contact, confirmed: false } },
    });
    assert.deepEqual(fieldsOf(claimed), ['identity.method']); // nobody gives the app's word for it
    assert.equal((await putUser(server, 'w', word)).json.identity.method, 'app_asserted');
    const asserted = await a.give({ method: 'app_asserted', reference: 'kyc-77' });
    assert.equal(asserted.json.state, 'taken');
    assert.equal(asserted.json.verified, false);
  });

  it('O-72: the proof of agreement is a signed statement', async () => {
    await putUser(server, 'a', adultBody);
    const path = '/anban/v1/users/a/agreement';
    const proof = (await request(server, 'GET', path, { key: 'sandbox-app' })).json;
    const { webcrypto } = await import('node:crypto');
    const raw = Buffer.from(proof.public_key, 'base64');
    const key = await webcrypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
    const check = (text) =>
      webcrypto.subtle.verify(
        'Ed25519', key, Buffer.from(proof.signature, 'base64'), Buffer.from(text));
    assert.equal(await check(proof.statement), true);
    assert.equal(await check(proof.statement.replace('"1"', '"2"')), false);
    const statement = JSON.parse(proof.statement);
    assert.equal(statement.person, 'a');
    assert.equal(statement.version, '1');
    assert.match(statement.text_sha256['zh-CN'], /^[0-9a-f]{64}$/);
    assert.equal((await request(server, 'GET', path, { key: 'sandbox-operator' })).status, 403);
  });

  it('O-120: a character above the age tier is withheld, one without a tag from every minor', async () => {
    const put = (id, more) =>
      request(server, 'PUT', `/anban/v1/characters/${id}`, {
        key: 'sandbox-app',
        body: { name: '阿树', relationship: 'friend', prompt: '喜欢植物。', ...more },
      });
    assert.equal((await put('untagged', {})).json.min_age, 18);
    for (const age of [0, 8, 12, 16]) await put(`from${age}`, { min_age: age });
    await putUser(server, 'm', minorBody('2012-05-20')); // 14
    const { say } = await import('./talk.mjs');
    const codes = [];
    for (const id of ['from0', 'from8', 'from12', 'from16', 'untagged']) {
      const answer = await say(server, 'm', `你好 ${id}`, { model: `character:${id}` });
      codes.push(answer.code ?? answer.status);
    }
    const barred = 'anban_character_barred';
    assert.deepEqual(codes, [200, 200, 200, barred, barred]);
    await putUser(server, 'a', adultBody);
    assert.equal((await say(server, 'a', '你好', { model: 'character:untagged' })).status, 200);
  });
});

describe('identity services', { skip: cannotRun }, () => {
  let folder;
  let service;
  let server;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'anban-e2e-'));
    service = await startIdentityService();
    const file = join(folder, 'anban.toml');
    writeFileSync(file, [
      '[identity]',
      `resident_id_url = "${service.url}/check"`,
      'resident_id_key = "service-key"',
      'issuer = "https://id.example.cn"',
      `authorization_url = "${service.url}/authorize"`,
      `token_url = "${service.url}/token"`,
      'client_id = "anban"',
      'client_secret = "hush"',
      'redirect_uri = "https://app.example.cn/back?from=id"',
      'deadline_ms = 500',
    ].join('\n'));
    server = await startServe({ folder: join(folder, 'data'), words: ['--config', file] });
  });
  after(async () => {
    await server?.stop();
    await service?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const call = (method, path, body) =>
    request(server, method, `/anban/v1/me${path}`, { key: server.key, body });
  const give = (body) => call('POST', '/identity', body);
  const confirm = (body) => call('POST', '/identity/confirm', body);
  const begin = async () => (await give({ method: 'national_identity' })).json;

  it('O-79: the national online identity never asks for a number; refusing it leaves the others', async () => {
    const begun = await begin();
    const { query, state } = service.authorize(begun.authorization_url, 'u', undefined);
    assert.equal(query.get('response_type'), 'code');
    assert.equal(query.get('code_challenge_method'), 'S256');
    assert.equal(query.get('redirect_uri'), 'https://app.example.cn/back?from=id');
    assert.ok(query.get('nonce').length >= 40 && query.get('code_challenge').length >= 40);
    const body = { method: 'national_identity', state, error: 'access_denied' };
    const declined = await confirm(body);
    assert.equal(declined.status, 200);
    assert.equal(declined.json.state, 'none');
    for (const method of ['phone_code', 'resident_id', 'national_identity']) {
      assert.ok(declined.json.methods.includes(method));
    }
    assert.equal(service.asked.length, 0);
  });

  it('O-79: a wrong state, a replay, a foreign code and a falsified token open nothing', async () => {
    const method = 'national_identity';
    const first = await begin();
    const good = service.authorize(first.authorization_url, 'u1', '1990-05-20');
    assert.equal((await confirm({ method, state: 'id_wrong', code: good.code })).status, 403);
    assert.equal((await confirm({ method, state: first.flow_state, code: 'made-up' })).status, 403);
    assert.equal((await confirm({ method, state: first.flow_state, code: good.code })).status, 403);
    const swapped = await begin(); // another flow's code: the verifier does not fit
    const other = service.authorize((await begin()).authorization_url, 'u1', '1990-05-20');
    assert.equal(
      (await confirm({ method, state: swapped.flow_state, code: other.code })).status, 403);
    for (const claims of [
      { nonce: 'another' }, { aud: 'somebody' }, { iss: 'https://x.cn' }, { exp: 1 }, { sub: '' },
    ]) {
      service.plan.claims = claims;
      const { state, code } = service.authorize((await begin()).authorization_url, 'u1', undefined);
      assert.equal((await confirm({ method, state, code })).status, 403, JSON.stringify(claims));
    }
    service.plan.claims = {};
    assert.equal((await call('GET', '/identity')).json.state, 'none');
    const last = service.authorize((await begin()).authorization_url, 'u1', '1990-05-20');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => confirm({ method, state: last.state, code: last.code })));
    assert.equal(answers.filter((each) => each.status === 200).length, 1);
    const known = (await call('GET', '')).json;
    assert.equal(known.identity.method, 'national_identity');
    assert.equal(known.identity.proves_age, true);
  });

  it('O-77: the service for resident ids says yes, no, nothing, or breaks', async () => {
    const claim = { method: 'resident_id', number, name: '王小明' };
    assert.deepEqual(fieldsOf(await give({ method: 'resident_id', number })), ['name']);
    service.plan.mode = 'no';
    assert.equal((await give(claim)).status, 403);
    service.plan.mode = 'broken';
    assert.equal((await give(claim)).status, 503);
    service.plan.mode = 'silent';
    assert.equal((await give(claim)).status, 503);
    service.plan.mode = 'good';
    const taken = await give(claim);
    assert.equal(taken.status, 200);
    assert.equal(taken.json.verified, true);
    const asked = service.asked.filter((each) => each.path === '/check').at(-1);
    assert.deepEqual(JSON.parse(asked.body), { number, name: '王小明' });
    assert.equal(asked.authorization, 'Bearer service-key');
    assert.equal((await call('GET', '')).json.age_band, '60+');
    const id = (await call('GET', '')).json.id;
    const stated = await request(server, 'PUT', `/anban/v1/users/${id}`, {
      key: server.key,
      body: { birth_date: '2001-01-01' },
    });
    assert.deepEqual(fieldsOf(stated), ['birth_date']); // what was proved is not stated away
  });

  it('O-116: an adult leaves a minor mode of their own choice by proving their age anew', async () => {
    const mode = (value) => call('PUT', '/mode', { mode: value });
    assert.equal((await mode('minor')).status, 200);
    assert.equal((await mode('adult')).status, 403); // the earlier proof is none
    service.plan.mode = 'no';
    await give({ method: 'resident_id', number, name: '王小明' });
    assert.equal((await mode('adult')).status, 403);
    service.plan.mode = 'good';
    await give({ method: 'resident_id', number, name: '王小明' });
    const left = await mode('adult');
    assert.equal(left.status, 200);
    assert.notEqual(left.json.mode, 'minor');
  });

  it('O-78: the stopped server’s folder and log hold no byte of the number or the name', async () => {
    await endProcess(server);
    const texts = readdirSync(server.folder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => readFileSync(join(each.parentPath, each.name)));
    assert.ok(texts.length > 2);
    for (const text of [...texts, Buffer.from(server.heard())]) {
      for (const secret of [number, number.slice(0, 14), '王小明', '19491231']) {
        assert.equal(text.includes(secret), false);
      }
    }
  });
});
