// SPDX-License-Identifier: Apache-2.0
// Reads `data:` lines of an event stream from a fetch body. EventSource is not used because it can
// send no Authorization header. Comment lines (keep-alives) and other fields are skipped.

/** Most characters one line may have; a longer one ends the stream with an error. */
const longestLine = 4 * 1024 * 1024;

/** Yields the text after `data:` of every line, in order, until the body ends. */
export async function* readData(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = done ? '' : (lines.pop() ?? '');
      if (rest.length > longestLine) throw new Error('event stream: a line is too long');
      for (const line of lines) {
        const text = line.endsWith('\r') ? line.slice(0, -1) : line;
        if (text.startsWith('data:')) yield text.slice(text.startsWith('data: ') ? 6 : 5);
      }
      if (done) return;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
