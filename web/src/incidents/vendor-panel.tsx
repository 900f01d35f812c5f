import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { IncidentPage, VendorShown } from '../../../src/features/unavailability/incident-contract.ts';
import { day, type EpochMs, minute } from '../../../src/maths/instants.ts';
import { ownerText } from '../component/owner-text.ts';
import { plural } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { Panel } from '../design/panel.tsx';

/** Of each vendor that it leads to: whom to ask, in the order of escalation, and how often theirs failed before. */
export function VendorPanels({ page }: { page: IncidentPage }): ReactNode {
  return page.vendors?.map((vendor) => <VendorCard key={vendor.name} vendor={vendor} onset={page.onset} />);
}

function VendorCard({ vendor, onset }: { vendor: VendorShown; onset: string }): ReactNode {
  const { displayName, owner, contacts, past } = vendor;
  return (
    <Panel title={`Ask ${displayName}`} note={throughText(vendor)}>
      <ol className="incident-lines vendor-contacts">
        {contacts.map((contact) => (
          <li key={`${contact.name} ${contact.phone} ${contact.email} ${contact.url}`}>
            <span className="vendor-who">
              <strong>{contact.name}</strong>
              {contact.role !== null && contact.role.toLowerCase() !== contact.name.toLowerCase() && (
                <span className="muted small">{contact.role}</span>
              )}
            </span>
            <span className="vendor-ways">
              <Ways contact={contact} />
            </span>
          </li>
        ))}
      </ol>
      <p className="incident-why small">
        <Past past={past} onset={onset} /> Here{' '}
        {owner === null ? 'nobody is named to deal' : `${ownerText(owner)} deals`} with them.
      </p>
    </Panel>
  );
}

/** One way of reaching somebody a line: large enough for a thumb. */
function Ways({ contact: { name, phone, email, url } }: { contact: VendorShown['contacts'][number] }): ReactNode {
  return (
    <>
      {phone !== null && (
        <a className="button" href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
          <span className="visually-hidden">Call {name}: </span>
          {phone}
        </a>
      )}
      {email !== null && (
        <a className="button quiet" href={`mailto:${email}`}>
          <span className="visually-hidden">Write to {name}: </span>
          {email}
        </a>
      )}
      {url !== null && (
        <a className="button quiet" href={url} target="_blank" rel="noreferrer">
          <span className="visually-hidden">{name}: </span>
          {url.replace(/^https?:\/\//, '')}
          <span className="visually-hidden"> (opens another page)</span>
        </a>
      )}
    </>
  );
}

function Past({ past, onset }: { past: VendorShown['past']; onset: string }): ReactNode {
  const before = `in the ${past.days} days before`;
  if (past.outages === 0) return <>The ledger has no outage of theirs {before}.</>;
  return (
    <>
      <Link href={theirLedger(past.days, Date.parse(onset))}>
        {plural(past.outages, 'outage', 'outages')} of theirs
      </Link>{' '}
      {before}, {durationText(past.minutes * minute)} in all.
    </>
  );
}

/** The ledger of those days, of all subjects: a failure of theirs stands there for each process and component that it hit. */
function theirLedger(days: number, onset: EpochMs): string {
  const dayOf = (at: EpochMs): string => new Date(at).toISOString().slice(0, 10);
  const asked = { period: 'range', from: dayOf(onset - days * day), to: dayOf(onset), fault: 'vendor' };
  return `/ledger?${new URLSearchParams(asked)}`;
}

function throughText({ through }: VendorShown): string {
  const named = (by: 'root' | 'alarm'): string =>
    through
      .filter((one) => one.by === by)
      .map(({ name }) => name)
      .join(', ');
  const [root, alarms] = [named('root'), named('alarm')];
  return [root && `${root} is the probable root.`, alarms && `In alarm: ${alarms}.`].filter(Boolean).join(' ');
}
