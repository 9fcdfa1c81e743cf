// SPDX-License-Identifier: Apache-2.0
// Starts the guardians' page.
import '../common/look.css';
import '../common/plain.css';
import { startPage } from '../common/start_page.tsx';
import './guardian.css';
import { GuardianPage } from './guardian_page.tsx';
import { english } from './texts_en.ts';
import { chinese } from './texts_zh.ts';

await startPage(<GuardianPage />, { 'zh-CN': chinese, en: english });
