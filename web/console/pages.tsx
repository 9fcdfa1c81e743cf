// SPDX-License-Identifier: Apache-2.0
// The pages of staff and the way between them: calls for help first, for they are the gravest. Which
// are offered follows the role; what is allowed is the server's word.
import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { BreakReminder } from './care/break_reminder.tsx';
import { CareDesk } from './care/care_desk.tsx';
import { FiguresPage } from './care/figures_page.tsx';
import { PlansPage } from './care/plans_page.tsx';
import { PresenceSwitch } from './care/presence.tsx';
import { usePlace } from './care/place.ts';
import { RosterPage } from './care/roster_page.tsx';
import { useStaff, worksOnCases } from './care/staff.ts';
import { queues, type QueueName } from './contract.ts';
import { Desk } from './desk.tsx';
import { useSession } from './session.ts';
import { StaffPage } from './staff_page.tsx';
import type { ConsoleKey } from './texts_zh.ts';
import { useWords } from './words.ts';

const pages = {
  cases: 'care.cases',
  appeals: 'queue.appeals',
  identity_reviews: 'queue.identity_reviews',
  roster: 'care.roster',
  plans: 'care.plans',
  figures: 'care.figures',
  staff: 'staff.title',
} as const satisfies Record<string, ConsoleKey>;
type PageName = keyof typeof pages;

/** In the order of the menu. */
const menu: readonly PageName[] = [
  'cases',
  'appeals',
  'identity_reviews',
  'roster',
  'plans',
  'figures',
  'staff',
];

const isPage = (name: string): name is PageName => menu.some((each) => each === name);

export function Pages() {
  const t = useWords();
  const { me } = useStaff();
  const [place, go] = usePlace();
  const name: PageName = isPage(place.page) ? place.page : (menu[0] ?? 'appeals');
  const moved = useRef(name);
  useEffect(() => {
    if (moved.current === name) return;
    moved.current = name;
    scrollTo(0, 0);
  }, [name]);
  return (
    <>
      <nav className="console-nav" aria-label={t('console.pages')}>
        {menu.map((each) => (
          <Button
            key={each}
            variant={each === name ? 'filled' : 'default'}
            aria-current={each === name ? 'page' : undefined}
            onClick={() => go(each)}
          >
            {t(pages[each])}
          </Button>
        ))}
        {worksOnCases(me) && <PresenceSwitch />}
      </nav>
      <BreakReminder />
      <Page name={name} open={place.open} onOpen={(id) => go('cases', id)} />
    </>
  );
}

interface PageProps {
  name: PageName;
  open: string;
  onOpen: (id: string) => void;
}

function Page({ name, open, onOpen }: PageProps) {
  const { key, signOut } = useSession();
  if (name === 'cases') return <CareDesk open={open} onOpen={onOpen} />;
  if (name === 'roster') return <RosterPage />;
  if (name === 'plans') return <PlansPage />;
  if (name === 'figures') return <FiguresPage />;
  if (name === 'staff') return <StaffPage />;
  const queue = queues[name satisfies QueueName];
  return (
    <Desk
      key={name}
      queue={queue}
      staffKey={key}
      onRefused={() => signOut('sign_in.refused')}
    />
  );
}
