// SPDX-License-Identifier: Apache-2.0
// Makes docs/api/openapi.json, which the program carries, of docs/api/openapi.yaml, which people
// write. `node tools/openapi.mjs` writes; `node tools/openapi.mjs check` fails where they differ.
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

const source = new URL('../docs/api/openapi.yaml', import.meta.url);
const target = new URL('../docs/api/openapi.json', import.meta.url);

/** Every `$ref` must lead somewhere; a broken one would only show in a client generator. */
function brokenReferences(root) {
  const broken = [];
  const walk = (node) => {
    if (node === null || typeof node !== 'object') return;
    const reference = node.$ref;
    if (typeof reference === 'string') {
      const found = reference
        .slice(2)
        .split('/')
        .reduce((at, name) => at?.[name], root);
      if (!reference.startsWith('#/') || found === undefined) broken.push(reference);
    }
    Object.values(node).forEach(walk);
  };
  walk(root);
  return broken;
}

const tree = parse(readFileSync(source, 'utf8'));
const broken = brokenReferences(tree);
if (broken.length > 0) {
  console.error(`openapi.yaml refers to what is not there: ${broken.join(', ')}`);
  process.exit(1);
}
const made = `${JSON.stringify(tree)}\n`;
if (process.argv[2] === 'check') {
  if (readFileSync(target, 'utf8') !== made) {
    console.error('docs/api/openapi.json is older than openapi.yaml: run node tools/openapi.mjs');
    process.exit(1);
  }
} else {
  writeFileSync(target, made);
}
