// SPDX-License-Identifier: Apache-2.0
// Starts the chat page.
import '../common/look.css';
import { startPage } from '../common/start_page.tsx';
import { ChatPage } from './chat_page.tsx';
import '../common/plain.css';
import './talk.css';

await startPage(<ChatPage />);
