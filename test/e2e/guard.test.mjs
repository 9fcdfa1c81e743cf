// SPDX-License-Identifier: Apache-2.0
// A guard model over real HTTP: asked about doubtful turns only, with masked words; whatever it
// does, ordinary chat goes on.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { startModelServer } from './model_server.mjs';
import { cannotRun, startServe } from './server.mjs';
import { request, say } from './talk.mjs';

/** The shipped detectors doubt this one (words of weapons, no intent). */
const doubtful = '诺贝尔发明炸药之后后悔了吗';
const plain = '今天晚饭吃什么好呢';
const identity = '11010519491231002X';

/** The configuration of an upstream and a guard model. */
const settings = (models, guard, more = []) =>
  [
    '[upstream.main]',
    `base_url = "${models}"`,
    'entrusted_processor = "Example Ltd"',
    'region = "CN"',
    '[guard_model]',
    `base_url = "${guard}"`,
    'model = "qwen3guard-4b"',
    'style = "qwen3guard"',
    'share_most = 100',
    'entrusted_processor = "Example Ltd"',
    'region = "CN"',
    ...more,
  ].join('\n');

describe('guard model', { skip: cannotRun }, () => {
  let folder;
  let models;
  let guard;
  let server;
  const file = (text) => {
    const path = join(folder, `${Math.random()}.toml`);
    writeFileSync(path, text);
    return path;
  };
  const start = (guardUrl, more) =>
    startServe({ words: ['--config', file(settings(models.url, guardUrl, more))] });
  const talk = (words, to = server) => say(to, undefined, words, {}, to.key);
  const metric = async (name, of = server) => {
    const { text } = await request(of, 'GET', '/metrics', { key: of.key });
    const line = text.split('\n').find((each) => each.startsWith(`anban_${name} `));
    return Number(line?.split(' ').at(-1));
  };

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'anban-e2e-'));
    models = await startModelServer();
    guard = await startModelServer();
    guard.plan.pieces = ['Safety: Safe\nCategories: None'];
    server = await start(guard.url);
  });
  after(async () => {
    await server?.stop();
    await guard?.stop();
    await models?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is asked about a doubtful turn, with identity numbers masked', async () => {
    assert.equal((await talk(plain)).anban.outcome, 'answered');
    assert.equal(guard.calls.length, 0);
    const answer = await talk(`我的身份证号是${identity}，${doubtful}`);
    assert.equal(answer.anban.outcome, 'answered');
    assert.equal(guard.calls.length, 1);
    assert.equal(guard.calls[0].path, '/v1/chat/completions');
    assert.equal(guard.calls[0].body.model, 'qwen3guard-4b');
    assert.equal(guard.calls[0].body.messages.length, 1);
    assert.ok(!guard.calls[0].bytes.includes(identity));
    assert.ok(guard.calls[0].bytes.includes('炸药'));
    assert.equal(await metric('guard_asked_total'), 1);
    assert.equal(await metric('guard_agreed_total'), 1);
  });

  it('confirms a doubt, and then the turn is refused', async () => {
    guard.plan.pieces = ['Safety: Unsafe\nCategories: Violent'];
    assert.equal((await talk(`${doubtful}？`)).anban.outcome, 'refused');
    guard.plan.pieces = ['Safety: Safe\nCategories: None'];
    assert.equal(await metric('guard_confirmed_total'), 1);
  });

  it('that answers an error or nonsense leaves the turn as it was', async () => {
    guard.plan.status = 500;
    assert.equal((await talk(`${doubtful}呢`)).anban.outcome, 'answered');
    guard.plan.status = 200;
    guard.plan.pieces = ['无法判断'];
    assert.equal((await talk(`${doubtful}呀`)).anban.outcome, 'answered');
    assert.equal(await metric('guard_unknown_total{reason="bad_status"}'), 1);
    assert.equal(await metric('guard_unknown_total{reason="bad_answer"}'), 1);
  });

  it('that hangs costs its deadline and no more', async () => {
    const silent = createServer(() => {});
    await new Promise((accept) => silent.listen(0, '127.0.0.1', accept));
    const other = await start(`http://127.0.0.1:${silent.address().port}/v1`);
    const begun = performance.now();
    assert.equal((await talk(doubtful, other)).anban.outcome, 'answered');
    assert.ok(performance.now() - begun < 3000, 'the deadline is 300 ms');
    assert.equal(await metric('guard_unknown_total{reason="timeout"}', other), 1);
    await other.stop();
    silent.close();
  });

  it('that is not there leaves chat alone', async () => {
    const other = await start('http://127.0.0.1:9/v1');
    assert.equal((await talk(doubtful, other)).anban.outcome, 'answered');
    assert.equal((await talk(plain, other)).anban.outcome, 'answered');
    assert.equal(await metric('guard_unknown_total{reason="unreachable"}', other), 1);
    await other.stop();
  });

  it('without processor, region or a known style is not started with', async () => {
    const bad = ['[guard_model]', `base_url = "${guard.url}"`, 'style = "shield"', 'grey_from = 70'];
    await assert.rejects(
      startServe({ words: ['--config', file(bad.join('\n'))] }),
      (fault) => {
        for (const name of ['model', 'style', 'entrusted_processor', 'region', 'grey_to']) {
          assert.ok(fault.message.includes(name), `${name} in ${fault.message}`);
        }
        return true;
      },
    );
  });
});
