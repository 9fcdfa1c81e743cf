// SPDX-License-Identifier: Apache-2.0
// Conversations that the staff stop (Art. 24; O-187).
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { cannotRun, startSandbox } from './server.mjs';
import { adultBody, eventually, openStream, putUser, readFrames, say, upstreamCount } from './talk.mjs';
import { call, intent, operator } from './takeover_talk.mjs';

describe('conversations that the staff stop', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());
  beforeEach(async () => {
    await server.reset();
    await putUser(server, 'a', adultBody);
  });
  const stop = (body, key = operator) => call(server, 'POST', 'users/a/stop', body, key);

  it('O-187: the last word comes within a second, then 403; leaving and a crisis are answered', async () => {
    await server.upstream({ chunks: ['从前，', '有座山。'], chunk_delay_ms: 60000 });
    const stream = openStream(server, 'a', '讲个很长的故事');
    assert.ok(await eventually(async () => (await upstreamCount(server)) === 1));
    const began = Date.now();
    const ordered = await stop({ reason: '疑似被他人冒用' });
    assert.equal(ordered.status, 201, ordered.text);
    assert.equal(ordered.json.by.role, 'operator');
    await stream.end;
    assert.ok(Date.now() - began <= 1000, `${Date.now() - began} ms`);
    const cut = readFrames(stream.bytes());
    assert.equal(cut.done, true);
    assert.match(cut.words, /工作人员已暂停这里的对话/);
    const refused = await say(server, 'a', '继续讲');
    assert.equal(refused.status, 403);
    assert.equal(refused.code, 'anban_conversation_stopped');
    assert.match(refused.json.error.message, /已暂停/);
    assert.equal((await say(server, 'a', '再见')).anban.outcome, 'ended');
    assert.equal((await say(server, 'a', intent)).anban.outcome, 'soothed');
    const lifted = await call(server, 'DELETE', 'users/a/stop');
    assert.equal(lifted.status, 200);
    await server.upstream({ reply: '好的' });
    assert.equal((await call(server, 'DELETE', 'users/a/stop')).status, 404);
    const log = await call(server, 'GET', 'audit/log');
    const bodies = log.json.data.map((each) => each.body).join('\n');
    assert.match(bodies, /"kind":"conversation.stopped".*"actor":"operator"/);
    assert.match(bodies, /"kind":"conversation.resumed"/);
    assert.doesNotMatch(bodies, /冒用/);
  });

  it('O-187: it needs a reason and somebody of the staff who decides', async () => {
    assert.equal((await stop({})).status, 422);
    assert.equal((await stop({ reason: '' })).status, 422);
    assert.equal((await stop({ reason: 'x', more: 1 })).status, 422);
    assert.equal((await stop({ reason: 'x' }, 'sandbox-auditor')).status, 403);
    assert.equal((await stop({ reason: 'x' }, 'sandbox-app')).status, 403);
    const nobody = await call(server, 'POST', 'users/nobody/stop', { reason: 'x' });
    assert.equal(nobody.status, 404);
    assert.equal((await say(server, 'a', '你好')).status, 200);
  });
});
