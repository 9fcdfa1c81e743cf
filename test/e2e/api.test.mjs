// SPDX-License-Identifier: Apache-2.0
// What is offered beside the conversation: events at once, the guardian's invitation, embeddings
// passed on, and the page that describes it all.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { startModelServer } from './model_server.mjs';
import { cannotRun, startSandbox, startServe } from './server.mjs';
import { adultBody, eventually, minorBody, putUser, request, say } from './talk.mjs';

const intent = '我今晚就跳下去，不想活了';

/** An open page of events: {status, heard(), until(test), leave(), ended}. */
async function openEvents(server, path, key) {
  const leaving = new AbortController();
  const answer = await fetch(server.url + path, {
    headers: { Authorization: `Bearer ${key}` },
    signal: leaving.signal,
  });
  let heard = '';
  const read = async () => {
    for await (const part of answer.body) heard += Buffer.from(part).toString('utf8');
  };
  const ended = read().catch(() => {});
  return {
    status: answer.status,
    heard: () => heard,
    until: (test) => eventually(() => test(heard)),
    leave: () => leaving.abort(),
    ended,
  };
}

describe('beside the conversation', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());
  beforeEach(() => server.reset());

  it('O-90: a page of events hears that the contact was reached, once it was, and not before',
    async () => {
      await putUser(server, 'a', adultBody);
      await putUser(server, 'b', adultBody);
      const mine = await openEvents(server, '/anban/v1/users/a/events', 'sandbox-app');
      const others = await openEvents(server, '/anban/v1/users/b/events', 'sandbox-app');
      assert.equal(mine.status, 200);
      await server.planOutbox('sms', 'timeout');
      await say(server, 'a', intent);
      await server.advance(1);
      assert.ok(!mine.heard().includes('contact.notified'));
      await server.planOutbox('sms', 'delivered');
      await server.advance(3600);
      assert.ok(await mine.until((heard) => heard.includes('contact.notified')));
      const lines = mine.heard().split('\n').filter((each) => each.startsWith('data: '));
      const events = lines.map((each) => JSON.parse(each.slice(6)));
      assert.equal(events.at(-1).contact.state, 'delivered');
      assert.ok(!mine.heard().includes('跳下去'));
      assert.equal(others.heard().includes('data:'), false);
      mine.leave();
      others.leave();
    });

  it('sandbox: the clock jumps thirty days in a moment with pages of events open', async () => {
    await putUser(server, 'a', adultBody);
    const pages = [];
    for (let i = 0; i < 20; i += 1) {
      pages.push(await openEvents(server, '/anban/v1/users/a/events', 'sandbox-app'));
    }
    const time = async () => {
      const began = performance.now();
      await server.advance(24 * 3600);
      return performance.now() - began;
    };
    const open = await time();
    for (const page of pages) page.leave();
    await Promise.all(pages.map((page) => page.ended));
    const closed = await time();
    assert.ok(open < 3 * closed + 500, `${open} ms with pages open, ${closed} ms without`);
  });

  it('O-75: a guardian accepts the invitation once, and sees this child only', async () => {
    const { guardian: theirs } = minorBody('2010-05-20');
    const known = await server.codes();
    const guardian = { ...theirs, id: undefined, confirmed: false };
    await putUser(server, 'm', { ...minorBody('2010-05-20'), guardian });
    await putUser(server, 'n', minorBody('2010-05-20', 'g9'));
    const code = await server.newCode(known);
    const accept = (each) =>
      request(server, 'POST', `/anban/v1/guardian_invitations/${each}/accept`, { body: {} });
    assert.equal((await accept('WRONG234')).status, 403);
    const answer = await accept(code);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.child, 'm');
    const key = answer.json.token;
    const see = (id) => request(server, 'GET', `/anban/v1/users/${id}`, { key });
    assert.equal((await see('m')).json.guardian.state, 'confirmed');
    assert.equal((await see('n')).status, 404);
    assert.equal((await request(server, 'GET', '/anban/v1/cases', { key })).status, 403);
    assert.equal((await accept(code)).status, 403);
    assert.equal((await say(server, 'm', '你好')).status, 200);
  });

  it('O-75: an invitation that is too old opens nothing', async () => {
    const known = await server.codes();
    const guardian = { ...minorBody('2010-05-20').guardian, id: undefined, confirmed: false };
    await putUser(server, 'm', { ...minorBody('2010-05-20'), guardian });
    const code = await server.newCode(known);
    await server.advance(8 * 24 * 3600);
    const path = `/anban/v1/guardian_invitations/${code}/accept`;
    assert.equal((await request(server, 'POST', path, { body: {} })).status, 403);
  });

  it('docs: a page for people shows every operation, without script or outside resources',
    async () => {
      const page = await request(server, 'GET', '/docs');
      assert.equal(page.status, 200);
      assert.match(page.headers.get('content-type'), /^text\/html/);
      const policy = page.headers.get('content-security-policy');
      assert.match(policy, /^default-src 'none'; style-src 'sha256-/);
      assert.doesNotMatch(page.text, /<script|src=|style=|url\(|https?:\/\//);
      const description = await server.call('GET', '/openapi.json');
      for (const [path, item] of Object.entries(description.paths)) {
        assert.ok(page.text.includes(path), path);
        for (const each of Object.values(item)) {
          if (each.operationId) assert.ok(page.text.includes(`id="${each.operationId}"`));
        }
      }
    });
});

describe('embeddings', { skip: cannotRun }, () => {
  it('drop-in: embeddings are passed on without the person’s name, and only as strict JSON',
    async () => {
      const models = await startModelServer();
      const server = await startServe({ environment: { ANBAN_UPSTREAM: models.url } });
      try {
        const post = (raw) =>
          request(server, 'POST', '/v1/embeddings', { key: server.key, raw });
        const body = { model: 'up-model', input: ['你好', '早上好'], dimensions: 8, user: 'anna' };
        const answer = await post(JSON.stringify(body));
        assert.equal(answer.status, 200);
        assert.ok(answer.headers.get('x-request-id'));
        assert.equal(models.calls.length, 1);
        assert.equal(models.calls[0].path, '/v1/embeddings');
        const { user: _, ...passed } = body;
        assert.deepEqual(models.calls[0].body, passed);
        assert.equal((await post('{"model":"a","model":"b","input":"x"}')).status, 400);
        assert.equal((await post('{"input":"x"}')).status, 400);
        assert.equal(models.calls.length, 1);
        models.plan.status = 500;
        const failed = await post(JSON.stringify(body));
        assert.equal(failed.status, 502);
        assert.equal(failed.json.error.code, 'upstream_error');
      } finally {
        await server.stop();
        await models.stop();
      }
    });
});
