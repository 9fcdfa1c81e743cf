// SPDX-License-Identifier: Apache-2.0
// Above the words while a decision stands against the person: why, what an appeal has come to, and
// the way to contest it (O-128, O-129). It stays in every state of the page, also after leaving.
import { Button } from '@mantine/core';
import { useTexts } from '../common/language.ts';
import { dayAndTime } from '../common/when.ts';
import { contestable, progressOf, type Progress } from './appeals.ts';
import type { Appeal, Me } from './contract.ts';

export interface AppealStripProps {
  me: Me;
  appeals: readonly Appeal[];
  onOpen: () => void;
}

function useWords(me: Me): (progress: Progress) => string {
  const t = useTexts();
  return (progress) => {
    if (progress.is === 'none') return t(`appeal.${contestable(me) ?? 'suspected_minor'}.why`);
    if (progress.is === 'open') {
      const due = dayAndTime(progress.appeal.due, me.time_zone);
      return t(progress.appeal.overdue ? 'appeal.overdue' : 'appeal.open', { due });
    }
    const reason = progress.appeal.reason ?? '';
    return t(progress.is === 'again' ? 'appeal.rejected' : 'appeal.final', { reason });
  };
}

export function AppealStrip({ me, appeals, onOpen }: AppealStripProps) {
  const t = useTexts();
  const words = useWords(me);
  const decision = contestable(me);
  if (decision === null) return null;
  const progress = progressOf(appeals, decision);
  const label = {
    none: 'appeal.bring',
    open: 'appeal.see',
    again: 'appeal.bring_again',
    final: 'appeal.see',
  } as const;
  return (
    <section className="banner appeal-strip" aria-label={t('appeal.title')}>
      <p>{words(progress)}</p>
      <Button variant="default" onClick={onOpen}>
        {t(label[progress.is])}
      </Button>
    </section>
  );
}
