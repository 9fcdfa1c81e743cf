// SPDX-License-Identifier: Apache-2.0
// One turn over /v1/chat/completions as a stream, and the person's own event stream.
import { readData } from '../common/sse.ts';
import { send, ServerError } from '../common/server.ts';
import type { AnbanEvent, Chunk, Outcome } from './contract.ts';

export interface Heard {
  text: string;
  events: AnbanEvent[];
  outcome: Outcome | undefined;
  /** The reply was cut mid-way (finish_reason content_filter). */
  cut: boolean;
}

export interface Ask {
  key: string;
  model: string;
  character: string | null;
  messages: { role: string; content: string }[];
  signal: AbortSignal;
}

function heardFrom(chunk: Chunk): Heard {
  const choice = chunk.choices?.[0];
  return {
    text: choice?.delta?.content ?? '',
    events: chunk.anban?.events ?? [],
    outcome: chunk.anban?.outcome,
    cut: choice?.finish_reason === 'content_filter',
  };
}

/** Keys of plain clients: their label and notices stand in the words as well. */
const plainKeys = new Set<string>();

async function ask(turn: Ask): Promise<Response> {
  const metadata =
    turn.character === null ? {} : { metadata: { 'anban.character': turn.character } };
  const isPlain = plainKeys.has(turn.key);
  try {
    return await send('POST', '/v1/chat/completions', {
      key: turn.key,
      signal: turn.signal,
      headers: isPlain ? {} : { 'Anban-Notices': 'structured' },
      body: { model: turn.model, stream: true, messages: turn.messages, ...metadata },
    });
  } catch (fault) {
    const denied = fault instanceof ServerError && fault.code === 'permission_denied';
    if (!denied || isPlain) throw fault;
    plainKeys.add(turn.key);
    return ask(turn);
  }
}

/** Yields what was heard, frame by frame; throws ServerError where the turn failed. */
export async function* runTurn(turn: Ask): AsyncGenerator<Heard> {
  const answer = await ask(turn);
  if (!answer.body) throw new ServerError(0, 'unreachable', '');
  let complete = false;
  for await (const data of readData(answer.body)) {
    if (data === '[DONE]') {
      complete = true;
      break;
    }
    const chunk = JSON.parse(data) as Chunk;
    if (chunk.error) throw new ServerError(502, chunk.error.code ?? '', chunk.error.message ?? '');
    yield heardFrom(chunk);
  }
  if (!complete) throw new ServerError(0, 'interrupted', '');
}

/** Waits between attempts to listen again, in ms; the last one repeats. */
const pauses = [1000, 3000, 10000, 30000, 60000];

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Hands over every event of GET /anban/v1/me/events until the signal; reconnects by itself. */
export async function listen(key: string, tell: (event: AnbanEvent) => void, signal: AbortSignal) {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      const answer = await send('GET', '/anban/v1/me/events', { key, signal });
      for await (const data of readData(answer.body ?? new ReadableStream())) {
        attempt = 0;
        if (data.startsWith('{')) tell(JSON.parse(data) as AnbanEvent);
      }
    } catch (fault) {
      if (signal.aborted) return;
      if (fault instanceof ServerError && [401, 403, 404].includes(fault.status)) return;
    }
    await pause(pauses[Math.min(attempt, pauses.length - 1)] ?? 60000, signal);
  }
}
