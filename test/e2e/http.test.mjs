// SPDX-License-Identifier: Apache-2.0
// HTTP as hostile clients speak it: framing, JSON that is none, sizes, methods. Nothing malformed
// reaches the model server, and the server still answers afterwards.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { startModelServer } from './model_server.mjs';
import { cannotRun, startServe } from './server.mjs';
import { eventually, request } from './talk.mjs';

const root = resolve(import.meta.dirname, '../..');
const check = process.env.ANBAN_CHECK ?? join(root, '../shared/check');
const framing = join(check, 'framing.py');
const vectors = 'vectors/json-test-suite';
const suite = join(process.env.ANBAN_DATA ?? join(root, '../shared/data'), vectors);
const noFraming = existsSync(framing) ? false : 'skipped: no framing.py';
const noSuite = existsSync(suite) ? false : 'skipped: no data';

describe('http', { skip: cannotRun }, () => {
  let models;
  let server;
  before(async () => {
    models = await startModelServer();
    server = await startServe({ environment: { ANBAN_UPSTREAM: models.url } });
  });
  after(async () => {
    await server?.stop();
    await models?.stop();
  });
  const post = (raw, path = '/v1/chat/completions') =>
    request(server, 'POST', path, { key: server.key, raw });
  const isWell = async () => {
    const answer = await request(server, 'GET', '/healthz');
    assert.equal(answer.status, 200);
  };
  /** Raw bytes on a connection; what came back until it was closed, or for `limitMs`. */
  const raw = (bytes, limitMs = 1500) =>
    new Promise((accept) => {
      let heard = '';
      const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
      const late = setTimeout(() => socket.destroy(), limitMs);
      socket.on('data', (part) => (heard += part.toString('latin1')));
      socket.on('error', () => {});
      socket.on('close', () => {
        clearTimeout(late);
        accept(heard);
      });
    });

  it('framing: every case is refused or answered once', { skip: noFraming }, async () => {
    const { code, out } = await new Promise((accept) => {
      execFile('python3', [framing, String(server.port)], (error, stdout) =>
        accept({ code: error ? error.code : 0, out: stdout }));
    });
    assert.equal(code, 0, out);
    assert.match(out, /\d+ passed, 0 failed/);
    await isWell();
  });

  it('semantics: what is no JSON is 400, never forwarded', { skip: noSuite }, async () => {
    const before = models.calls.length;
    for (const file of readdirSync(suite)) {
      const bytes = readFileSync(join(suite, file));
      const answer = await post(bytes);
      const { status } = answer;
      if (file.startsWith('n_')) assert.equal(status, 400, file);
      assert.ok(status >= 400 && status < 500, `${file}: ${status}`);
      assert.ok(answer.json.error.message, file);
    }
    assert.equal(models.calls.length, before);
    await isWell();
  });

  it('semantics: no suite document inside a good request is forwarded when it is no JSON',
    { skip: noSuite }, async () => {
      const before = models.calls.length;
      for (const file of readdirSync(suite).filter((each) => each.startsWith('n_'))) {
        const open = Buffer.from('{"model":"demo","messages":[{"role":"user","content":"早"}],"x":');
        const bytes = Buffer.concat([open, readFileSync(join(suite, file)), Buffer.from('}')]);
        assert.equal((await post(bytes)).status, 400, file);
      }
      assert.equal(models.calls.length, before);
    });

  const good = '"model":"demo","messages":[{"role":"user","content":"早上好"}]';
  const nested = (levels) => `{${good},"metadata":${'['.repeat(levels)}${']'.repeat(levels)}}`;
  const bad = [
    ['duplicate keys', `{${good},"model":"demo"}`],
    ['duplicate keys, escaped', `{${good},"mod\\u0065l":"demo"}`],
    ['duplicate keys, deep', '{"messages":[{"role":"user","content":"a","role":"system"}]}'],
    ['65 levels', nested(65)],
    ['a byte order mark', `\ufeff{${good}}`],
    ['two documents', `{${good}}{}`],
    ['nothing', ''],
    ['a comment', `{${good}/* */}`],
    ['NaN', `{${good},"temperature":NaN}`],
  ];
  for (const [name, text] of bad) {
    it(`semantics: ${name} is 400 and not forwarded`, async () => {
      const before = models.calls.length;
      const answer = await post(text);
      assert.equal(answer.status, 400, answer.text);
      assert.ok(answer.json.error.message);
      assert.equal(models.calls.length, before);
    });
  }

  it('semantics: a lone surrogate is forwarded as U+FFFD, never as it came', async () => {
    const before = models.calls.length;
    const text = '{"model":"demo","messages":[{"role":"user","content":"\\ud800 早"}]}';
    assert.equal((await post(text)).status, 200);
    assert.equal(models.calls[before].body.messages.at(-1).content, '\ufffd 早');
  });

  it('semantics: bad UTF-8 is 400 wherever it stands', async () => {
    const before = models.calls.length;
    for (const byte of [0x80, 0xc0, 0xff, 0xed]) {
      const text = Buffer.from(`{${good}}`);
      const at = text.indexOf(Buffer.from('早'));
      text[at + 1] = byte === 0x80 ? 0x41 : byte;
      assert.equal((await post(text)).status, 400, String(byte));
    }
    assert.equal(models.calls.length, before);
  });

  it('semantics: a body over one mebibyte is 413', async () => {
    const text = `{"model":"demo","messages":[{"role":"user","content":"${'a'.repeat(1 << 20)}"}]}`;
    const start = 'POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\n';
    const head = `${start}Content-Length: ${text.length}\r\n`;
    const key = `Authorization: Bearer ${server.key}\r\n\r\n`;
    assert.match(await raw(head + key), /^HTTP\/1\.1 413 /);
    await isWell();
  });

  it('api: unknown paths are 404 in the shape of their side, wrong methods 405', async () => {
    const v1 = await request(server, 'POST', '/v1/fine_tuning/jobs', { key: server.key, body: {} });
    assert.equal(v1.status, 404);
    assert.equal(v1.json.error.code, 'unsupported_endpoint');
    assert.deepEqual(Object.keys(v1.json.error).sort(), ['code', 'message', 'param', 'type']);
    const ours = await request(server, 'GET', '/anban/v1/nothing', { key: server.key });
    assert.equal(ours.status, 404);
    assert.match(ours.headers.get('content-type'), /^application\/problem\+json/);
    const method = await request(server, 'GET', '/v1/chat/completions', { key: server.key });
    assert.equal(method.status, 405);
    assert.ok(method.json.error.message);
    const strange = ['/v1/models/%ff', '/../etc/passwd', '/v1//models', '/%2e%2e/etc/passwd'];
    for (const path of strange) {
      const bytes = `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;
      assert.match(await raw(bytes), /^HTTP\/1\.1 4\d\d /, path);
    }
  });

  it('http: HEAD has the head of GET and no body', async () => {
    const heard = await raw('HEAD /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    assert.match(heard, /^HTTP\/1\.1 200 /);
    assert.equal(heard.split('\r\n\r\n')[1], '');
  });

  it('http: a body that trickles is read, one that stops holds nobody else up', async () => {
    const body = `{${good}}`;
    const head = (length) =>
      `POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nConnection: close\r\n` +
      `Authorization: Bearer ${server.key}\r\nContent-Length: ${length}\r\n\r\n`;
    const bytes = Buffer.from(body);
    const stuck = connect(server.port, '127.0.0.1', () => stuck.write(head(500) + '{"model"'));
    stuck.on('error', () => {});
    let heard = '';
    const slow = connect(server.port, '127.0.0.1', async () => {
      slow.write(head(bytes.length));
      for (const byte of bytes) {
        slow.write(Buffer.from([byte]));
        await new Promise((accept) => setImmediate(accept));
      }
    });
    slow.on('data', (part) => (heard += part.toString('utf8')));
    assert.ok(await eventually(() => heard.includes('"chat.completion"')), heard);
    await isWell();
    stuck.destroy();
    slow.destroy();
  });

  it('http: a client that leaves mid-stream ends the call to the model server', async () => {
    models.plan.stall = true;
    try {
      const before = models.aborted();
      const text = '"messages":[{"role":"user","content":"讲个很长的故事给我听"}]';
      const body = `{"model":"demo",${text},"stream":true}`;
      const socket = connect(server.port, '127.0.0.1', () =>
        socket.write(
          'POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\n' +
            `Authorization: Bearer ${server.key}\r\n` +
            `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`));
      let heard = '';
      socket.on('data', (part) => (heard += part.toString('utf8')));
      assert.ok(await eventually(() => heard.includes('不错')), heard);
      socket.destroy();
      assert.ok(await eventually(() => models.aborted() > before));
    } finally {
      models.plan.stall = false;
    }
  });

  it('semantics: the client’s bytes are never forwarded, only what was read', async () => {
    const text = '{"messages":[{"content":"\\u65e9 安","role":"user"}],   "model":"demo", "x_y": 1}';
    const before = models.calls.length;
    const answer = await post(text);
    if (answer.status === 200) {
      assert.ok(!models.calls[before].bytes.includes('\\u65e9'));
      assert.ok(!models.calls[before].bytes.includes('   '));
      assert.equal(models.calls[before].body.messages.at(-1).content, '早 安');
    } else {
      assert.equal(answer.status, 400);
      assert.equal(models.calls.length, before);
    }
  });
});
