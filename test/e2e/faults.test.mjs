// SPDX-License-Identifier: Apache-2.0
// What goes wrong outside: configuration, packs, folders, ports, signals, sudden death. Every fault
// is named at once; nothing that was acknowledged is lost.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { startModelServer } from './model_server.mjs';
import { binary, cannotRun, startServe } from './server.mjs';
import { eventually, openStream, readFrames, request, say } from './talk.mjs';

const packs = resolve(import.meta.dirname, '../../packs');

/** Runs the binary to its end: {code, said}. */
const run = (...words) =>
  new Promise((accept) => {
    execFile(binary, words, { timeout: 20000 }, (error, out, err) =>
      accept({ code: error ? error.code : 0, said: out + err }));
  });

describe('faults', { skip: cannotRun }, () => {
  let folder;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'anban-e2e-'))));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const serve = (...words) =>
    run('serve', '--listen', '127.0.0.1:0', '--data', join(folder, 'data'), ...words);

  it('configuration: every fault is listed at once, with line and column', async () => {
    const file = join(folder, 'bad.toml');
    const lines = [
      'profile = "prodution"',
      'threads = -3',
      'spelt_wrong = 1',
      '[mail]',
      'port = 99999',
      'security = "maybe"',
      '[upstream.a]',
      'base_url = "ftp://x"',
    ];
    writeFileSync(file, lines.join('\n'));
    const { code, said } = await serve('--config', file);
    assert.notEqual(code, 0);
    const named = ['profile', 'threads', 'spelt_wrong', 'host', 'from', 'port', 'security'];
    for (const name of [...named, 'base_url', 'entrusted_processor', 'region']) {
      assert.ok(said.includes(name), `${name} in ${said}`);
    }
    assert.match(said, /bad\.toml:\d+:\d+/);
  });

  it('configuration: beyond loopback the development profile does not start', async () => {
    const { code, said } = await run('serve', '--listen', '0.0.0.0:0', '--data', join(folder, 'x'));
    assert.notEqual(code, 0);
    assert.match(said, /loopback/);
    assert.match(said, /production/);
  });

  it('configuration: production names all that it lacks (O-106, O-150)', async () => {
    const file = join(folder, 'production.toml');
    writeFileSync(file, 'profile = "production"\nlisten = "0.0.0.0:0"\n' +
      '[upstream.a]\nbase_url = "https://example.com/v1"\n' +
      'entrusted_processor = "A"\nregion = "CN"\n');
    const { code, said } = await run('serve', '--config', file, '--data', join(folder, 'p'));
    assert.notEqual(code, 0);
    for (const name of ['no_training', 'content_producer', 'tls', 'master_key_file']) {
      assert.ok(said.includes(name), `${name} in ${said}`);
    }
  });

  it('packs: faults are told as file:line:column', async () => {
    const copy = join(folder, 'packs');
    cpSync(packs, copy, { recursive: true });
    const file = join(copy, 'cn-2026/parameters.toml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('value = "2h"', 'value = "3h"'));
    const weaker = await serve('--packs', copy);
    assert.notEqual(weaker.code, 0);
    assert.match(weaker.said, /parameters\.toml:\d+:\d+/);
    writeFileSync(file, `${text}\n[[[`);
    const broken = await serve('--packs', copy);
    assert.notEqual(broken.code, 0);
    assert.match(broken.said, /parameters\.toml:\d+:\d+/);
    assert.notEqual((await serve('--packs', join(folder, 'nowhere'))).code, 0);
  });

  it('port: one that is taken is named, and the exit is not 0', async () => {
    const taken = createServer();
    await new Promise((accept) => taken.listen(0, '127.0.0.1', accept));
    const { port } = taken.address();
    const words = ['serve', '--listen', `127.0.0.1:${port}`, '--data', join(folder, 'port')];
    const { code, said } = await run(...words);
    taken.close();
    assert.notEqual(code, 0);
    assert.ok(said.includes(String(port)), said);
    assert.doesNotMatch(said, /ready port/);
  });

  it('folder: one that cannot be written is named', async (test) => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const inFile = await run('serve', '--listen', '127.0.0.1:0', '--data', join(file, 'data'));
    assert.notEqual(inFile.code, 0);
    assert.ok(inFile.said.includes('a-file'), inFile.said);
    if (process.getuid() === 0) return test.diagnostic('root writes anywhere');
    const closed = join(folder, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    assert.notEqual((await run('serve', '--listen', '127.0.0.1:0', '--data', closed)).code, 0);
  });

  it('keys: a data folder whose master key is gone does not start with a new one', async () => {
    const server = await startServe({ folder: join(folder, 'keyless') });
    await say(server, undefined, '你好', {}, server.key);
    await server.stop();
    rmSync(join(folder, 'keyless/master.key'));
    const words = ['serve', '--listen', '127.0.0.1:0', '--data', join(folder, 'keyless')];
    const { code, said } = await run(...words);
    assert.notEqual(code, 0);
    assert.match(said, /master\.key/);
  });

  it('sandbox: it never opens a real installation’s folder, nor serve its', async () => {
    const real = await startServe({ folder: join(folder, 'real') });
    await real.stop();
    const sandbox = ['sandbox', '--listen', '127.0.0.1:0', '--data', join(folder, 'real')];
    const { code, said } = await run(...sandbox);
    assert.notEqual(code, 0);
    assert.match(said, /real installation/);
    mkdirSync(join(folder, 'toy'));
    writeFileSync(join(folder, 'toy/.anban-sandbox'), '');
    assert.notEqual((await run('serve', '--data', join(folder, 'toy'))).code, 0);
  });

  it('folder: two servers never share one', async () => {
    const server = await startServe();
    const words = ['serve', '--listen', '127.0.0.1:0', '--data', server.folder];
    const { code, said } = await run(...words);
    await server.stop();
    assert.notEqual(code, 0);
    assert.doesNotMatch(said, /ready port/);
  });
});

/** Whether files may grow; the kernel then says EFBIG, which stands for a full disk. */
const mayGrow = (server, may) =>
  execFileSync('prlimit', ['--pid', String(server.child.pid), `--fsize=${may ? 'unlimited' : 1}:`]);

describe('a full disk', { skip: cannotRun }, () => {
  it('nothing unrecorded is generated; help and leaving go on; nothing is lost', async () => {
    const models = await startModelServer();
    const server = await startServe({ environment: { ANBAN_UPSTREAM: models.url } });
    const key = server.key;
    const consents = async () =>
      (await request(server, 'GET', '/anban/v1/me/consents', { key })).json.data;
    const consent = (granted) =>
      request(server, 'POST', '/anban/v1/me/consents', {
        key,
        body: { purpose: 'training', granted },
      });
    try {
      assert.equal((await say(server, undefined, '早上好', {}, key)).status, 200);
      assert.equal((await consent(false)).status, 201);
      const kept = await consents();
      mayGrow(server, false);
      const unheard = await say(server, undefined, '今天吃什么好', {}, key);
      assert.equal(unheard.status, 503);
      assert.equal(unheard.json.error.code, 'anban_not_recorded');
      assert.equal((await consent(true)).status, 503);
      assert.deepEqual(await consents(), kept, 'memory is not ahead of the store');
      const mode = await request(server, 'PUT', '/anban/v1/me/mode', {
        key,
        body: { mode: 'minor' },
      });
      assert.equal(mode.status, 503);
      const me = await request(server, 'GET', '/anban/v1/me', { key });
      assert.equal(me.json.minor_mode_chosen, false);
      const helped = await say(server, undefined, '我不想活了，今晚就跳下去', {}, key);
      assert.equal(helped.status, 200);
      assert.equal(helped.anban.outcome, 'soothed');
      assert.match(helped.words, /12356/);
      const left = await request(server, 'POST', '/anban/v1/me/exit', { key });
      assert.equal(left.status, 200);
      assert.equal((await request(server, 'GET', '/healthz')).status, 200);
      mayGrow(server, true);
      const again = () => say(server, undefined, '我回来了', {}, key);
      assert.ok(await eventually(async () => (await again()).status === 200), 'it goes on by itself');
      const said = async () =>
        (await request(server, 'GET', '/anban/v1/me/interactions?format=json', { key })).text;
      assert.ok(await eventually(async () => (await said()).includes('今晚就跳下去')));
      assert.ok(!(await said()).includes('今天吃什么好'));
    } finally {
      await server.stop();
      await models.stop();
    }
  });
});

describe('signals', { skip: cannotRun }, () => {
  let models;
  before(async () => (models = await startModelServer()));
  after(() => models?.stop());
  const environment = () => ({ ANBAN_UPSTREAM: models.url });
  const slow = () => {
    models.plan.pieces = Array.from({ length: 20 }, (_, i) => `第${i + 1}句。`);
    models.plan.pauseMs = 100;
  };

  it('SIGHUP: packs are read again and a stream under way goes on; a bad pack changes nothing',
    async () => {
      const copy = mkdtempSync(join(tmpdir(), 'anban-e2e-'));
      cpSync(packs, copy, { recursive: true });
      const server = await startServe({ environment: environment(), words: ['--packs', copy] });
      try {
        slow();
        const stream = openStream(server, '', '数到二十', {}, server.key);
        await stream.until((bytes) => bytes.includes('第1句'));
        server.child.kill('SIGHUP');
        assert.ok(await eventually(() => server.heard().includes('pack.reloaded')));
        await stream.end;
        const heard = readFrames(stream.bytes());
        assert.equal(heard.done, true);
        assert.ok(heard.words.includes('第20句'));
        writeFileSync(join(copy, 'cn-2026/parameters.toml'), 'not toml [[[');
        server.child.kill('SIGHUP');
        assert.ok(await eventually(() => server.heard().includes('pack.not_reloaded')));
        models.plan.pauseMs = 0;
        assert.equal((await say(server, undefined, '还在吗', {}, server.key)).status, 200);
      } finally {
        await server.stop();
        rmSync(copy, { recursive: true, force: true });
      }
    });

  it('SIGTERM: what runs is finished, new connections are refused, the exit is 0', async () => {
    const server = await startServe({ environment: environment() });
    slow();
    const stream = openStream(server, '', '再数到二十', {}, server.key);
    await stream.until((bytes) => bytes.includes('第1句'));
    const began = Date.now();
    const stopped = server.stop();
    await stream.end;
    const heard = readFrames(stream.bytes());
    assert.equal(heard.done, true);
    assert.ok(heard.words.includes('第20句'));
    assert.equal(await stopped, 0);
    assert.ok(Date.now() - began < 11000);
    await assert.rejects(request(server, 'GET', '/healthz'));
  });

  it('kill -9: every turn that was answered is there after a restart, log and store are sound',
    { timeout: 120000 }, async () => {
      const folder = join(mkdtempSync(join(tmpdir(), 'anban-e2e-')), 'data');
      models.plan.pieces = ['好的。'];
      models.plan.pauseMs = 0;
      const answered = [];
      for (let round = 0; round < 10; round += 1) {
        const server = await startServe({ folder, environment: environment() });
        let running = true;
        const talker = async (name) => {
          for (let i = 0; running; i += 1) {
            try {
              const turn = await say(server, undefined, `${round} ${name} ${i}`, {}, server.key);
              if (turn.status === 200) answered.push(turn.anban.turn);
            } catch {
              return;
            }
          }
        };
        const talkers = ['a', 'b', 'c'].map(talker);
        const enough = answered.length + 5 + round * 3;
        await eventually(() => answered.length >= enough);
        server.child.kill('SIGKILL');
        running = false;
        await server.ended;
        await Promise.all(talkers);
      }
      const last = await startServe({ folder, environment: environment() });
      const path = '/anban/v1/me/interactions';
      const copy = (await request(last, 'GET', path, { key: last.key })).json.data;
      const kept = new Set(copy.map((each) => each.turn));
      await last.stop();
      assert.ok(answered.length >= 100, String(answered.length));
      assert.deepEqual(answered.filter((each) => !kept.has(each)), []);
      const verify = await run('audit', 'verify', '--data', folder);
      assert.equal(verify.code, 0, verify.said);
      assert.match(verify.said, /whole/);
      const fsck = await run('fsck', '--data', folder);
      assert.equal(fsck.code, 0, fsck.said);
      rmSync(resolve(folder, '..'), { recursive: true, force: true });
    });
});
