// SPDX-License-Identifier: Apache-2.0
// "I can take over": said by the member of staff, never assumed. It holds for a minute and is said
// again while this page is open; closing the page or signing out ends it by itself.
import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { useWords } from '../words.ts';
import { useStaff } from './staff.ts';

const renewMilliseconds = 20000;
const path = '/anban/v1/staff/me/presence';

export function PresenceSwitch() {
  const t = useWords();
  const { ask } = useStaff();
  const [available, setAvailable] = useState(false);
  const [failed, setFailed] = useState(false);
  const tell = useCallback(
    (next: boolean) =>
      ask('PUT', path, { available: next }).then(
        () => {
          setFailed(false);
          setAvailable(next);
        },
        () => {
          setFailed(true);
          setAvailable(false);
        },
      ),
    [ask],
  );
  useEffect(() => {
    if (!available) return undefined;
    const timer = setInterval(() => void tell(true), renewMilliseconds);
    return () => clearInterval(timer);
  }, [available, tell]);
  return (
    <div className="presence">
      <Button
        role="switch"
        aria-checked={available}
        variant={available ? 'filled' : 'default'}
        onClick={() => void tell(!available)}
      >
        {t(available ? 'care.presence.on' : 'care.presence.off')}
      </Button>
      {failed && (
        <span className="fault" role="alert">
          {t('care.presence.failed')}
        </span>
      )}
    </div>
  );
}
