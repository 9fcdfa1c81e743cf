// SPDX-License-Identifier: Apache-2.0
// The message box. Enter sends, Shift+Enter makes a new line, and Enter that ends a Chinese input
// method's composition does neither. It stays open under every lock: a cry for help and a goodbye
// are always answered.
import { Button, Textarea } from '@mantine/core';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTexts } from '../common/language.ts';

/** Most characters of one message; the server refuses a body over 1 MiB. */
const longestMessage = 8000;

export interface ComposerProps {
  writing: boolean;
  onSay: (text: string) => void;
  onStop: () => void;
}

export function Composer({ writing, onSay, onStop }: ComposerProps) {
  const t = useTexts();
  const [text, setText] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);

  const submit = () => {
    const message = text.trim();
    if (message === '' || writing) return;
    setText('');
    onSay(message);
    box.current?.focus();
  };
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const composing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    submit();
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        ref={box}
        id="message"
        className="composer-box"
        aria-label={t('talk.composer')}
        placeholder={t('talk.placeholder')}
        rows={1}
        maxLength={longestMessage}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKey}
      />
      {writing ? (
        <Button variant="default" onClick={onStop}>
          {t('talk.stop')}
        </Button>
      ) : (
        <Button type="submit">{t('talk.send')}</Button>
      )}
    </form>
  );
}
