// SPDX-License-Identifier: Apache-2.0
// A provider of SMS, as far as its API's description says: it computes the signature of every call
// again with Node's crypto and refuses another one. `plan` makes it lie, stall or refuse.
import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const hmac = (key, text, form) => createHmac('sha256', key).update(text).digest(form);

/** RFC 3986, which encodeURIComponent leaves by five characters. */
const encode = (text) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function aliyunSignature(request, url, body, secret) {
  const names = /SignedHeaders=([^,]*)/.exec(request.headers.authorization)?.[1].split(';') ?? [];
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const lines = names.map((name) => `${name}:${request.headers[name].trim()}\n`).join('');
  const canonical = ['POST', url.pathname, query, lines, names.join(';'), sha256(body)].join('\n');
  return hmac(secret, `ACS3-HMAC-SHA256\n${sha256(canonical)}`, 'hex');
}

function tencentSignature(request, url, body, secret) {
  const date = new Date(Number(request.headers['x-tc-timestamp']) * 1000);
  const day = date.toISOString().slice(0, 10);
  const names = /SignedHeaders=([^,]*)/.exec(request.headers.authorization)?.[1].split(';') ?? [];
  const lines = names.map((name) => `${name}:${request.headers[name].trim().toLowerCase()}\n`);
  const canonical = ['POST', '/', '', lines.join(''), names.join(';'), sha256(body)].join('\n');
  const scope = `${day}/sms/tc3_request`;
  const toSign = ['TC3-HMAC-SHA256', request.headers['x-tc-timestamp'], scope, sha256(canonical)];
  const key = hmac(hmac(hmac(`TC3${secret}`, day), 'sms'), 'tc3_request');
  return hmac(key, toSign.join('\n'), 'hex');
}

const aliyunAnswer = (code) =>
  code === 'OK'
    ? { Code: 'OK', Message: 'OK', BizId: '900619746936498440^0', RequestId: 'F655A8D5' }
    : { Code: code, Message: 'refused', RequestId: 'F655A8D5' };

const tencentAnswer = (code, message, serial) => ({
  Response:
    code === 'SignatureDoesNotMatch'
      ? { Error: { Code: 'AuthFailure.SignatureFailure', Message: '' }, RequestId: 'a' }
      : {
          SendStatusSet: [
            { SerialNo: code === 'Ok' ? serial : '', Code: code, SessionContext: message.session },
          ],
          RequestId: 'a',
        },
});

const aliyunMessage = (url) => ({
  number: url.searchParams.get('PhoneNumbers'),
  template: url.searchParams.get('TemplateCode'),
  sign: url.searchParams.get('SignName'),
  parameters: JSON.parse(url.searchParams.get('TemplateParam') ?? '{}'),
  id: url.searchParams.get('OutId'),
});

const tencentMessage = (text) => {
  const body = JSON.parse(text);
  return {
    number: body.PhoneNumberSet[0],
    template: body.TemplateId,
    sign: body.SignName,
    parameters: body.TemplateParamSet,
    session: body.SessionContext,
  };
};

/**
 * {url, texts, refused, plan, report(text, arrived), stop()}. `plan`: {code} answers it, {body}
 * answers that text, {status} with that status, {stall} never answers, {down} breaks off.
 */
export async function startProvider(kind, secret) {
  const texts = [];
  const plan = {};
  const refused = [];
  const server = createServer(async (request, answer) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString('utf8');
    const url = new URL(request.url, 'http://provider');
    const sign = kind === 'aliyun' ? aliyunSignature : tencentSignature;
    const wanted = sign(request, url, body, secret);
    const signed = request.headers.authorization?.endsWith(`Signature=${wanted}`);
    if (plan.down) return request.socket.destroy();
    if (plan.stall) return undefined;
    const message = kind === 'aliyun' ? aliyunMessage(url) : tencentMessage(body);
    const good = kind === 'aliyun' ? 'OK' : 'Ok';
    const code = signed ? (plan.code ?? good) : 'SignatureDoesNotMatch';
    const serial = `5000:${Date.now()}${texts.length}`;
    const whole = { ...message, serial, raw: request.url + body };
    (code === good && !plan.body ? texts : refused).push(whole);
    answer.writeHead(plan.status ?? (signed ? 200 : 400), { 'Content-Type': 'application/json' });
    const said =
      kind === 'aliyun' ? aliyunAnswer(code) : tencentAnswer(code, message, serial);
    return answer.end(plan.body ?? JSON.stringify(said));
  });
  await new Promise((accept) => server.listen(0, '127.0.0.1', accept));
  const report = (text, arrived) =>
    kind === 'aliyun'
      ? [{ phone_number: text.number, success: arrived, err_code: 'X', out_id: text.id }]
      : [{ mobile: text.number, report_status: arrived ? 'SUCCESS' : 'FAIL', sid: text.serial }];
  const stop = () => {
    server.closeAllConnections();
    return new Promise((accept) => server.close(accept));
  };
  const url = `http://127.0.0.1:${server.address().port}`;
  return { url, texts, refused, plan, report, stop };
}
