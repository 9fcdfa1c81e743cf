// SPDX-License-Identifier: Apache-2.0
// Starts the built binary as a sandbox and speaks its control calls (design: "Sandbox"). Shared by
// every end-to-end test. ANBAN_BINARY names another binary; ANBAN_E2E_URL a sandbox that already
// runs (then nothing is started and nothing stopped).
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
export const binary = process.env.ANBAN_BINARY ?? join(root, 'build/release/anban');

/** Why these tests cannot run here, or false: node's `skip` option takes it as it is. */
export const cannotRun =
  process.env.ANBAN_E2E_URL || existsSync(binary) ? false : `no binary at ${binary}: ./dev build`;

/** Longest wait for the ready line, ms. */
const startLimit = 15000;

function readyPort(child) {
  return new Promise((accept, reject) => {
    let heard = '';
    const late = setTimeout(() => reject(new Error(`no ready line in: ${heard}`)), startLimit);
    const hear = (part) => {
      heard += part;
      const match = /^ready port=(\d+)$/m.exec(heard);
      if (!match) return;
      clearTimeout(late);
      accept(Number(match[1]));
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', (part) => (heard += part));
    child.on('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`the server ended with ${code}: ${heard}`));
    });
  });
}

/** A running sandbox. `stop()` ends it and removes its data. */
export async function startSandbox(...more) {
  if (process.env.ANBAN_E2E_URL) return new Sandbox(process.env.ANBAN_E2E_URL, async () => {});
  const folder = mkdtempSync(join(tmpdir(), 'anban-e2e-'));
  const words = ['sandbox', '--listen', '127.0.0.1:0', '--data', join(folder, 'data'), ...more];
  const child = spawn(binary, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const port = await readyPort(child);
  const stop = async () => {
    const ended = new Promise((accept) => child.on('exit', accept));
    if (child.exitCode === null) child.kill('SIGTERM');
    if (child.exitCode === null) await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return new Sandbox(`http://127.0.0.1:${port}`, stop);
}

export class Sandbox {
  constructor(url, stop) {
    this.url = url;
    this.stop = stop;
  }

  /** JSON in, JSON out; throws with the answer's text unless the status is 2xx. */
  async call(method, path, body, key) {
    const headers = { 'Content-Type': 'application/json' };
    if (key) headers.Authorization = `Bearer ${key}`;
    const payload = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(this.url + path, { method, headers, ...payload });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  reset = () => this.call('POST', '/sandbox/reset', {});
  setClock = (at) => this.call('POST', '/sandbox/clock', { set: at });
  advance = (seconds) => this.call('POST', '/sandbox/clock', { advance_s: seconds });
  upstream = (plan) => this.call('PUT', '/sandbox/upstream', plan);
  upstreamCalls = () => this.call('GET', '/sandbox/upstream/calls');
  outbox = async () => (await this.call('GET', '/sandbox/outbox')).data;
  planOutbox = (channel, result) => this.call('PUT', '/sandbox/outbox/plan', { channel, result });

  /** The codes sent to contacts so far. Their order says nothing: virtual time may stand still. */
  async codes() {
    const sent = (await this.outbox()).filter((each) => each.event === 'contact.confirm');
    return sent.map((each) => /[0-9A-Z]{6,}/.exec(each.body)?.[0]).filter(Boolean);
  }

  /** A code that is not among `known`; it is sent soon after the registration. */
  async newCode(known = []) {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const fresh = (await this.codes()).find((each) => !known.includes(each));
      if (fresh) return fresh;
      await new Promise((accept) => setTimeout(accept, 20));
    }
    throw new Error('no code was sent');
  }

  /** Three characters: for everybody, from 8, and for adults (an intimate one). */
  async characters() {
    const put = (id, body) => this.call('PUT', `/anban/v1/characters/${id}`, body, 'sandbox-app');
    const warm = '你是一个温和、爱听人说话的聊天伙伴。';
    await put('xiaoan', { name: '小安', relationship: 'friend', prompt: warm, min_age: 0 });
    await put('zhou', {
      name: '周老师',
      relationship: 'tutor',
      prompt: '你教历史，爱讲故事。',
      min_age: 8,
    });
    await put('linwan', {
      name: '林晚',
      relationship: 'partner',
      prompt: '你是用户的女朋友。',
      min_age: 18,
    });
  }

  /** Registers as the page does and confirms the contact; the personal key. */
  async register(birthDate) {
    const minor = birthDate > '2008-08-01';
    const role = minor ? 'guardian' : 'emergency_contact';
    const contact = {
      name: '王芳',
      relationship: 'mother',
      channel: 'sms',
      address: '13800138000',
    };
    const known = await this.codes();
    const made = await this.call('POST', '/anban/v1/registrations', {
      birth_date: birthDate,
      locale: 'zh-CN',
      region: 'CN',
      time_zone: 'Asia/Shanghai',
      agreement: { version: '1', accepted: true },
      [role]: contact,
    });
    const path = `/anban/v1/me/contacts/${role}/confirm`;
    await this.call('POST', path, { code: await this.newCode(known) }, made.personal_key);
    return made.personal_key;
  }
}

/** A process of the binary that is to become ready; `heard()` is what it said so far. */
export async function startProcess(words, environment = {}) {
  const child = spawn(binary, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let heard = '';
  child.stdout.on('data', (part) => (heard += part));
  child.stderr.on('data', (part) => (heard += part));
  const port = await readyPort(child);
  const ended = new Promise((accept) => child.on('close', accept));
  return { child, port, ended, heard: () => heard };
}

/** Ends a process and waits for it; the exit code, or null after a signal that kills. */
export async function endProcess(started, signal = 'SIGTERM') {
  if (started.child.exitCode === null && started.child.signalCode === null) {
    started.child.kill(signal);
  }
  return started.ended;
}

/**
 * `anban serve` in the development profile with a data folder of its own, or `options.folder`.
 * `key` is the demonstration adult's personal key. `stop()` ends it; the folder is removed only if
 * it was made here.
 */
export async function startServe(options = {}) {
  const made = options.folder ? undefined : mkdtempSync(join(tmpdir(), 'anban-e2e-'));
  const folder = options.folder ?? join(made, 'data');
  const words = ['serve', '--listen', '127.0.0.1:0', '--data', folder, ...(options.words ?? [])];
  const started = await startProcess(words, options.environment);
  const stop = async (signal) => {
    const code = await endProcess(started, signal);
    if (made) rmSync(made, { recursive: true, force: true });
    return code;
  };
  const server = new Sandbox(`http://127.0.0.1:${started.port}`, stop);
  const key = readFileSync(join(folder, 'demo.key'), 'utf8').trim();
  return Object.assign(server, { ...started, folder, key });
}
