// SPDX-License-Identifier: Apache-2.0
// Calls to the Anban server: JSON in and out, the personal key as bearer, and one error type for
// both envelopes (OpenAI's on /v1, problem+json on /anban/v1).

export interface FieldFault {
  field: string;
  message: string;
}

/** status 0: no answer came (offline, or the server is gone). */
export class ServerError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: FieldFault[];

  constructor(status: number, code: string, message: string, fields: FieldFault[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

export interface CallOptions {
  key?: string | undefined;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function faultOf(answer: Response): Promise<ServerError> {
  const raw: unknown = await answer.json().catch(() => null);
  const body = (raw ?? {}) as {
    error?: { message?: string; code?: string };
    detail?: string;
    title?: string;
    code?: string;
    errors?: FieldFault[];
  };
  if (body.error) {
    return new ServerError(answer.status, body.error.code ?? '', body.error.message ?? '');
  }
  const message = body.detail ?? body.title ?? '';
  return new ServerError(answer.status, body.code ?? '', message, body.errors ?? []);
}

/** The response of a call that succeeded; throws ServerError otherwise, or the abort as it is. */
export async function send(method: string, path: string, options: CallOptions = {}) {
  const headers: Record<string, string> = { ...options.headers };
  if (options.key) headers['Authorization'] = `Bearer ${options.key}`;
  const init: RequestInit = { method, headers, cache: 'no-store' };
  if (options.signal) init.signal = options.signal;
  if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(options.body);
  }
  if (method === 'POST' && path.startsWith('/anban/')) headers['Idempotency-Key'] = randomId();
  let answer: Response;
  try {
    answer = await fetch(path, init);
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') throw fault;
    throw new ServerError(0, 'unreachable', '');
  }
  if (!answer.ok) throw await faultOf(answer);
  return answer;
}

/** The JSON of a call that succeeded (undefined for an empty answer). */
export async function call<T>(method: string, path: string, options: CallOptions = {}) {
  const answer = await send(method, path, options);
  const text = await answer.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
