// SPDX-License-Identifier: Apache-2.0
// Notices above the words: those the server asks for as banners, and the service's own trouble.
import { Button } from '@mantine/core';
import { spoken, useTexts } from '../common/language.ts';
import type { HelpLine } from './contract.ts';
import type { Conversation, Notice } from './conversation_state.ts';

export interface BannersProps {
  banners: readonly Notice[];
  onDismiss: (id: string) => void;
  /** Adding or confirming one's contact (O-141). */
  onContact: () => void;
}

export function Banners({ banners, onDismiss, onContact }: BannersProps) {
  const t = useTexts();
  return banners.map((notice) => (
    <section key={notice.id} className={`banner${notice.urgent ? ' banner-care' : ''}`} role="status">
      <div>
        {notice.title !== '' && <h2>{notice.title}</h2>}
        {notice.body !== '' && <p>{notice.body}</p>}
      </div>
      <div className="row">
        {notice.type === 'notice.contact' && (
          <Button onClick={onContact}>{t('contact.leave_one')}</Button>
        )}
        <Button variant="default" onClick={() => onDismiss(notice.id)}>
          {t('banner.dismiss')}
        </Button>
      </div>
    </section>
  ));
}

export interface ServiceBannerProps {
  service: Conversation['service'];
  lines: readonly HelpLine[];
}

export function ServiceBanner({ service, lines }: ServiceBannerProps) {
  const t = useTexts();
  if (service.state === 'up') return null;
  const words = service.words || t(`${service.state}.body`);
  return (
    <section className="banner banner-service" aria-labelledby="service">
      <div>
        <h2 id="service">{t(`${service.state}.title`)}</h2>
        <p>{words}</p>
        <p className="numbers">
          {lines.slice(0, 4).map((line) => (
            <a key={line.number} href={`tel:${line.number.replace(/[^\d+]/g, '')}`}>
              {spoken(line.name)} {line.number}
            </a>
          ))}
        </p>
      </div>
    </section>
  );
}
