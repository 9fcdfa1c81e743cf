// SPDX-License-Identifier: Apache-2.0
// After leaving (O-160 to O-163): that it is over, and nothing that pulls anybody back.
import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTexts } from '../common/language.ts';

export interface LeftProps {
  words: string;
  onBegin: () => void;
  onData: () => void;
}

export function Left({ words, onBegin, onData }: LeftProps) {
  const t = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="left">
      <h2 ref={heading} tabIndex={-1}>
        {t('left.title')}
      </h2>
      <p>{words || t('left.body')}</p>
      <div className="row">
        <Button variant="default" onClick={onBegin}>
          {t('left.new')}
        </Button>
        <Button variant="default" onClick={onData}>
          {t('data.title')}
        </Button>
      </div>
    </div>
  );
}
