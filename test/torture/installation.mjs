// SPDX-License-Identifier: Apache-2.0
// An installation that can be killed and started again on its port, many callers that do not give
// up, and the failing receiver: what the notification torture is made of.
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request as open } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

const root = resolve(import.meta.dirname, '../..');
const binary = process.env.ANBAN_BINARY ?? join(root, 'build/release/anban');
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const startLimit = 30_000; // ms; after a kill the log of the database is read first

const freePort = () =>
  new Promise((accept) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => accept(port));
    });
  });

export async function startReceiver(share, seed) {
  const file = join(import.meta.dirname, 'receiver.mjs');
  const worker = new Worker(file, { workerData: { secret, share, seed } });
  let waiting = Promise.resolve();
  const next = () => new Promise((accept) => worker.once('message', accept));
  const { port } = await next();
  const ask = (what) => {
    const turn = waiting.then(() => {
      const answered = next();
      worker.postMessage(what);
      return answered;
    });
    waiting = turn;
    return turn;
  };
  return { url: `http://127.0.0.1:${port}`, ask, stop: () => worker.postMessage('stop') };
}

export class Installation {
  folder = mkdtempSync(join(tmpdir(), 'anban-notify-'));
  agent = new Agent({ keepAlive: true, maxSockets: 256 });
  child = undefined;
  kills = 0;
  worstStart = 0;
  broken = undefined;

  /** Configured so that webhooks may go to this machine; `most` caps the back-off. */
  async prepare({ most, deadline }) {
    this.port = await freePort();
    const overlay = join(this.folder, 'overlay');
    mkdirSync(overlay);
    writeFileSync(join(overlay, 'parameters.toml'), `[notify]\nbackoff_most = "${most}"\n`);
    writeFileSync(
      join(this.folder, 'anban.toml'),
      `overlay_folder = "${overlay}"\n[notifications]\ndeadline_ms = ${deadline}\n` +
        `[webhook]\nsecret = "${secret}"\nallow_private_addresses = true\n`,
    );
    const greeting = await this.start();
    const [, token] = /\/setup\/(su_[\w-]+)/.exec(greeting);
    const page = await this.once('POST', `/setup/${token}`);
    [, this.key] = /(ak_[\w-]+)/.exec(page.text);
    const settings = await this.once('GET', '/anban/v1/chat/settings');
    this.agreement = JSON.parse(settings.text).agreement.version;
  }

  async start() {
    const began = Date.now();
    const words = ['serve', '--config', join(this.folder, 'anban.toml')];
    words.push('--listen', `127.0.0.1:${this.port}`, '--data', join(this.folder, 'data'));
    const child = spawn(binary, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    let heard = '';
    const ready = new Promise((accept, reject) => {
      const late = setTimeout(() => reject(new Error(`no ready line: ${heard}`)), startLimit);
      child.stdout.on('data', (part) => {
        if (!ready.done) heard += part;
        if (!/^ready port=/m.test(heard)) return;
        ready.done = true;
        clearTimeout(late);
        accept();
      });
      child.stderr.on('data', (part) => {
        if (heard.length < 65_536) heard += part;
      });
      child.on('exit', (code) => reject(new Error(`ended with ${code}: ${heard}`)));
    });
    this.child = child;
    await ready;
    await pause(50); // the greeting follows on the other pipe
    this.worstStart = Math.max(this.worstStart, Date.now() - began);
    return heard;
  }

  async kill() {
    const gone = new Promise((accept) => this.child.once('close', accept));
    this.child.kill('SIGKILL');
    await gone;
    this.kills += 1;
    await this.start();
  }

  /** One request, no second try; rejects where the connection breaks. */
  once(method, path, body, key) {
    return new Promise((accept, reject) => {
      const headers = { 'Content-Type': 'application/json' };
      if (key) headers.Authorization = `Bearer ${key}`;
      const text = body === undefined ? '' : JSON.stringify(body);
      headers['Content-Length'] = Buffer.byteLength(text);
      const { port, agent } = this;
      const asked = open({ host: '127.0.0.1', port, agent, method, path, headers }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () =>
          accept({ status: answer.statusCode, text: Buffer.concat(parts).toString('utf8') }));
      });
      asked.on('error', reject);
      asked.end(text);
    });
  }

  /** As a client does whose server vanished: the same request again until there is an answer. */
  async insist(method, path, body) {
    while (!this.broken) {
      try {
        const answer = await this.once(method, path, body, this.key);
        if (answer.status === 200 || answer.status === 201) return answer;
        this.broken = `${method} ${path}: ${answer.status} ${answer.text.slice(0, 300)}`;
      } catch {
        await pause(20); // it was killed; it comes back
      }
    }
    throw new Error(this.broken);
  }

  register(person, url) {
    const contact = { name: '友', relationship: 'friend', channel: 'webhook', address: url };
    return this.insist('PUT', `/anban/v1/users/${person}`, {
      birth_date: '1990-01-01',
      agreement: { version: this.agreement, accepted: true },
      emergency_contact: contact,
    });
  }

  say(person, text) {
    return this.insist('POST', '/v1/chat/completions', {
      model: 'demo',
      safety_identifier: person,
      messages: [{ role: 'user', content: text }],
    });
  }

  /** Ends it in order and reads the folder; what `anban fsck` says. */
  async close() {
    this.agent.destroy();
    const gone = new Promise((accept) => this.child.once('close', accept));
    this.child.kill('SIGTERM');
    await gone;
    return new Promise((accept) => {
      const words = ['fsck', '--data', join(this.folder, 'data')];
      execFile(binary, words, (error, out, err) => accept({ sound: !error, said: out + err }));
    });
  }

  remove = () => rmSync(this.folder, { recursive: true, force: true });
}

/** `work(n)` for n from 0 to count, `callers` at once. */
export async function many(count, callers, work) {
  let next = 0;
  const caller = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(callers, count) }, caller));
}
