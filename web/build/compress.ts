// SPDX-License-Identifier: Apache-2.0
// Writes a .gz beside every text file of the build. The same input gives the same bytes (no time
// stamp), so that a rebuilt binary stays the same. A file that would not shrink gets none.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const textFile = /\.(html|js|css|svg|json|txt)$/;

export function compress(): Plugin {
  let folder = '';
  return {
    name: 'anban-compress',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle() {
      let total = 0;
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !textFile.test(entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        const plain = readFileSync(path);
        const packed = gzipSync(plain, { level: 9 });
        if (packed.length >= plain.length) continue;
        writeFileSync(`${path}.gz`, packed);
        total += packed.length;
      }
      console.log(`compressed: ${(total / 1024).toFixed(1)} KiB for all pages together`);
    },
  };
}
