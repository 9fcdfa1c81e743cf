// SPDX-License-Identifier: Apache-2.0
// What the guardian calls the child: for two children of one age, and kept on this device only, so
// that the service need not know a child's name.
import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useSay } from '../common/announcer.tsx';
import { Card } from './parts.tsx';
import { keepNickname, nicknameOf } from './sessions.ts';
import { useWords } from './words.ts';

export function Nickname({ child, onChanged }: { child: string; onChanged: () => void }) {
  const t = useWords();
  const say = useSay();
  const [name, setName] = useState(nicknameOf(child));
  const [kept, setKept] = useState(false);
  const keep = (event: FormEvent) => {
    event.preventDefault();
    keepNickname(child, name);
    setKept(true);
    say(t('child.nickname.kept'));
    onChanged();
  };
  return (
    <Card title={t('child.nickname')}>
      {kept && <p className="done">{t('child.nickname.kept')}</p>}
      <form className="form" onSubmit={keep}>
        <TextInput
          name="nickname"
          label={t('child.nickname')}
          description={t('child.nickname.why')}
          maxLength={20}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {t('child.nickname.keep')}
        </Button>
      </form>
    </Card>
  );
}
