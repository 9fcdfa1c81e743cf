// SPDX-License-Identifier: Apache-2.0
// Care for those who read: everything that a person wrote can be covered at once (Alt+H or the
// button), and stays covered until it is uncovered.
import { Button } from '@mantine/core';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { useWords } from '../words.ts';

const HiddenContext = createContext<{ hidden: boolean; toggle: () => void }>({
  hidden: false,
  toggle: () => undefined,
});

export function HiddenWords({ children }: { children: ReactNode }) {
  const [hidden, setHidden] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyH') return;
      event.preventDefault();
      setHidden((was) => !was);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  const toggle = () => setHidden((was) => !was);
  return <HiddenContext.Provider value={{ hidden, toggle }}>{children}</HiddenContext.Provider>;
}

export function HideButton() {
  const t = useWords();
  const { hidden, toggle } = useContext(HiddenContext);
  return (
    <Button variant="default" aria-pressed={hidden} aria-keyshortcuts="Alt+H" onClick={toggle}>
      {t(hidden ? 'care.hide.off' : 'care.hide.on')}
    </Button>
  );
}

/** Words of a conversation, or that they are covered. */
export function Words({ text, className }: { text: string; className?: string }) {
  const t = useWords();
  const { hidden } = useContext(HiddenContext);
  if (hidden) return <p className={`why ${className ?? ''}`}>{t('care.hide.covered')}</p>;
  return <p className={`said ${className ?? ''}`}>{text}</p>;
}
