// SPDX-License-Identifier: Apache-2.0
// Consents, personalisation and tags (O-155, O-204, O-205): what a person decides about their own
// data, and what the model server then sees.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { cannotRun, startSandbox } from './server.mjs';
import { adultBody, minorBody, putUser, request, say } from './talk.mjs';

const key = 'sandbox-app';
const purposes = ['training', 'training_sensitive', 'personalisation', 'third_party', 'biometric'];

describe('own data', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());
  beforeEach(() => server.reset());
  const register = async (id, body = adultBody) => {
    assert.equal((await putUser(server, id, body)).status, 201);
    return id;
  };
  const consent = (id, body) =>
    request(server, 'POST', `/anban/v1/users/${id}/consents`, { key, body });
  const consents = async (id) =>
    (await request(server, 'GET', `/anban/v1/users/${id}/consents`, { key })).json.data;
  const tags = async (id, path = '') =>
    request(server, path ? 'DELETE' : 'GET', `/anban/v1/users/${id}/tags${path}`, { key });
  const lastAsked = async () => JSON.stringify((await server.upstreamCalls()).calls.at(-1));

  it('O-155: registering grants nothing, and nothing is refused for it', async () => {
    const id = await register('a');
    assert.deepEqual((await consents(id)).filter((each) => each.granted), []);
    assert.equal((await say(server, id, '你好')).anban.outcome, 'answered');
  });

  it('O-155: each purpose is given and withdrawn by itself, with its version', async () => {
    const id = await register('a');
    for (const purpose of purposes) {
      const more = purpose === 'third_party' ? { recipient: '某某公司' } : {};
      const given = await consent(id, { purpose, version: '2', granted: true, ...more });
      assert.equal(given.status, 201, given.text);
      assert.equal((await consents(id)).filter((each) => each.granted).length, 1, purpose);
      await consent(id, { purpose, version: '2', granted: false, ...more });
      assert.equal((await say(server, id, `没有${purpose}也能聊`)).anban.outcome, 'answered');
      const [kept] = (await consents(id)).filter((each) => each.purpose === purpose);
      assert.equal(kept.granted, false);
      assert.equal(kept.version, '2');
    }
    const log = await request(server, 'GET', '/anban/v1/audit/log', { key: 'sandbox-auditor' });
    const kinds = log.json.data.map((each) => JSON.parse(each.body).kind);
    assert.equal(kinds.filter((each) => each === 'consent.granted').length, purposes.length);
    assert.equal(kinds.filter((each) => each === 'consent.withdrawn').length, purposes.length);
  });

  it('O-155: several purposes at once are no consent, and all faults are named', async () => {
    const id = await register('a');
    const bad = await consent(id, { purpose: ['training', 'biometric'], granted: 'yes', version: 3 });
    assert.equal(bad.status, 422);
    const named = bad.json.errors.map((each) => each.field ?? each.name ?? each.pointer).join();
    for (const field of ['purpose', 'granted', 'version']) assert.match(named, new RegExp(field));
    assert.deepEqual(await consents(id), []);
  });

  it('O-204: what the app remembers reaches the model only with consent, at once', async () => {
    const id = await register('a');
    const messages = (words) => [
      { role: 'system', content: '你是小安，一个温和的聊天伙伴。' },
      { role: 'system', name: 'memory', content: '用户喜欢吃酸菜鱼，养了一只叫豆豆的猫。' },
      { role: 'developer', name: 'profile', content: '画像：夜猫子，爱看悬疑剧。' },
      { role: 'user', content: words },
    ];
    const remembered = /酸菜鱼|豆豆|夜猫子|悬疑/;
    const more = { metadata: { 'anban.session': 's1', taste: '悬疑' }, user: id };
    assert.equal((await say(server, id, messages('你好'), more)).anban.outcome, 'answered');
    assert.doesNotMatch(await lastAsked(), remembered);
    assert.match(await lastAsked(), /温和的聊天伙伴/);
    await consent(id, { purpose: 'personalisation', version: '1', granted: true });
    await say(server, id, messages('今天吃什么'), more);
    assert.match(await lastAsked(), /酸菜鱼.*夜猫子/);
    await consent(id, { purpose: 'personalisation', version: '1', granted: false });
    const after = await say(server, id, messages('那看点什么呢'), more);
    assert.equal(after.anban.outcome, 'answered');
    assert.doesNotMatch(await lastAsked(), remembered);
  });

  it('O-204: nothing of the registration reaches the model', async () => {
    const body = { ...adultBody, emergency_contact: { ...adultBody.emergency_contact, name: '欧阳芷若' } };
    await say(server, await register('person-42', body), '你好');
    assert.doesNotMatch(await lastAsked(), /欧阳芷若|13800138000|1990|person-42|18-59/);
  });

  it('O-205: tags are told in plain words and deleted, but not what keeps somebody safe', async () => {
    const id = await register('a', { ...adultBody, birth_date: '1950-03-01' });
    await say(server, id, '你好呀');
    await say(server, id, '我今晚就要自杀，药已经买好了');
    const listed = (await tags(id)).json.data;
    const of = (name) => listed.find((each) => each.id === name);
    assert.equal(of('age_band').value, '60+');
    assert.equal(of('age_band').deletable, false);
    assert.match(of('crisis').why, /安全/);
    assert.match(of('elder_notices').about, /提示/);
    for (const each of listed) assert.ok(each.about && (each.deletable || each.why), each.id);
    const stays = await tags(id, '/crisis');
    assert.equal(stays.status, 403);
    assert.match(stays.json.detail, /安全/);
    assert.equal((await tags(id, '/nothing')).status, 404);
    assert.equal((await tags('nobody')).status, 404);
    const gone = await tags(id, '/elder_notices');
    assert.equal(gone.status, 200);
    assert.ok(!gone.json.data.some((each) => each.id === 'elder_notices'));
    const guided = await say(server, id, '今天天气不错');
    assert.equal(guided.status, 200);
  });

  it('O-205: habits of use are a tag that a person deletes and a minor does not', async () => {
    const id = await register('a');
    const child = await register('b', minorBody('2009-05-01'));
    for (const each of [id, child]) {
      await say(server, each, '你好');
    }
    await server.advance(600);
    for (const each of [id, child]) await say(server, each, '又见面了');
    await server.advance(600);
    for (const each of [id, child]) await say(server, each, '还在呢');
    assert.equal((await tags(child, '/dependence')).status, 403);
    assert.equal((await tags(id, '/dependence')).status, 200);
    assert.ok(!(await tags(id)).json.data.some((each) => each.id === 'dependence'));
    const user = await request(server, 'GET', `/anban/v1/users/${id}`, { key });
    assert.deepEqual(user.json.dependence, { level: 0, factors: [], reminders: [] });
  });
});
