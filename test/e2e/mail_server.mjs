// SPDX-License-Identifier: Apache-2.0
// Receivers of alerts, real ones: an SMTP server and a webhook that checks Standard Webhooks
// signatures with the reference library, and with that of OpenAI's client.
import { createServer } from 'node:http';

import OpenAI from 'openai';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';

/** {port, mails: [{from, to, text}], stop()}; `port` may be asked for, to come back on it. */
export async function startMailServer(port = 0) {
  const mails = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const parts = [];
      stream.on('data', (part) => parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const text = Buffer.concat(parts).toString('utf8');
        mails.push({ from: mailFrom.address, to: rcptTo.map((each) => each.address), text });
        done();
      });
    },
  });
  server.on('error', () => {});
  await new Promise((accept) => server.listen(port, '127.0.0.1', accept));
  const stop = () => new Promise((accept) => server.close(accept));
  return { port: server.server.address().port, mails, stop };
}

/** Headers and body of a mail, base64 and quoted-printable parts decoded, encoded words too. */
export function readMail(text) {
  const [head, ...rest] = text.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ').replace(/\?=\s+=\?/g, '?==?');
  const decoded = unfolded.replace(/=\?utf-8\?b\?([^?]*)\?=/gi, (_, word) =>
    Buffer.from(word, 'base64').toString('utf8'));
  const isBase64 = /content-transfer-encoding: *base64/i.test(head);
  return { head: decoded, body: isBase64 ? Buffer.from(body, 'base64').toString('utf8') : body };
}

/** Who believes a webhook: [standardwebhooks, openai]. */
export async function believers(secret, text, headers) {
  const { webhooks } = new OpenAI({ apiKey: 'none' });
  const one = await Promise.resolve()
    .then(() => new Webhook(secret).verify(text, headers))
    .then(() => true, () => false);
  const two = await webhooks.verifySignature(text, headers, secret).then(() => true, () => false);
  return [one, two];
}

/** {url, posts: [{verified, text, headers}], plan, stop()}: `plan.status` is what it answers. */
export async function startWebhook(secret, port = 0) {
  const posts = [];
  const plan = { status: 204 };
  const server = createServer(async (request, answer) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const text = Buffer.concat(parts).toString('utf8');
    const [verified, verifiedByOpenai] = await believers(secret, text, request.headers);
    posts.push({ verified, verifiedByOpenai, text, headers: request.headers,
      id: request.headers['webhook-id'], status: plan.status });
    answer.writeHead(plan.status, plan.status === 302 ? { Location: '/elsewhere' } : {});
    answer.end();
  });
  await new Promise((accept) => server.listen(port, '127.0.0.1', accept));
  const at = server.address().port;
  const stop = () => {
    server.closeAllConnections();
    return new Promise((accept) => server.close(accept));
  };
  return { url: `http://127.0.0.1:${at}/alerts`, port: at, posts, plan, stop };
}
