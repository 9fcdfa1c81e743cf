// SPDX-License-Identifier: Apache-2.0
// How the pages are built: one HTML file for each page (the folder's name is its path), hashed
// assets that may be cached for ever, and a .gz beside each text file, so that the server only
// picks. Nothing is inlined: the server's Content-Security-Policy allows no inline script or style.
import react from '@vitejs/plugin-react';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { compress } from './build/compress.ts';
import { fakeServer, shortPaths } from './dev/fake_server.ts';

const here = import.meta.dirname;

/** ANBAN_SERVER=http://127.0.0.1:8080 sends the calls to a real server instead of the fake. */
const real = process.env['ANBAN_SERVER'];
const proxy = real === undefined ? {} : { proxy: { '^/(anban|v1|sandbox)/': { target: real } } };

/** What the server sends with every page; here so that `vite preview` shows what it refuses. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export default defineConfig({
  root: here,
  base: '/',
  publicDir: false,
  plugins: [react(), compress(), shortPaths(), ...(real === undefined ? [fakeServer()] : [])],
  server: { host: '127.0.0.1', ...proxy },
  preview: { host: '127.0.0.1', headers: { 'Content-Security-Policy': policy }, ...proxy },
  build: {
    outDir: resolve(here, 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        chat: resolve(here, 'chat/index.html'),
        console: resolve(here, 'console/index.html'),
        guardian: resolve(here, 'guardian/index.html'),
      },
    },
  },
});
