// SPDX-License-Identifier: Apache-2.0
// Starts the page for staff.
import '../common/look.css';
import '../common/plain.css';
import { startPage } from '../common/start_page.tsx';
import './console.css';
import './care/care.css';
import './care/roster.css';
import { ConsolePage } from './console_page.tsx';
import { consoleEnglish } from './texts_en.ts';
import { consoleChinese } from './texts_zh.ts';

await startPage(<ConsolePage />, { 'zh-CN': consoleChinese, en: consoleEnglish });
