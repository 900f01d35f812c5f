import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { IncidentPage, VendorShown } from '../../../src/features/unavailability/incident-contract.ts';
import type { IncidentVendors, VendorCall } from '../../../src/features/unavailability/vendors/vendor-contract.ts';
import { day, type EpochMs, minute } from '../../../src/maths/instants.ts';
import { usePollEvery } from '../api/live.ts';
import { vendorsOfIncident } from '../api/vendors.ts';
import { ownerText } from '../component/owner-text.ts';
import { plural } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { Panel } from '../design/panel.tsx';
import { ToldList } from '../vendors/told-list.tsx';
import { PartProblem } from './part-state.tsx';
import { VendorAsking } from './vendor-asking.tsx';

/** Of each vendor that it leads to, or that was asked: how long they are silent, whom to ask, what they say themselves. */
export function VendorPanels({ page }: { page: IncidentPage }): ReactNode {
  const answer = useQuery({ ...vendorsOfIncident(page.id), refetchInterval: usePollEvery() });
  const shown = page.vendors ?? [];
  const calls = answer.data?.calls ?? [];
  const others = calls.filter(({ vendor }) => !shown.some(({ name }) => name === vendor));
  return (
    <>
      {shown.map((vendor) => (
        <VendorCard key={vendor.name} vendor={vendor} page={page} answer={answer} />
      ))}
      {others.map((call) => (
        <Panel key={call.id} title={`Ask ${call.vendorName}`}>
          <VendorAsking page={page} vendor={call.vendor} contacts={call.contacts} call={call} />
          <Told told={answer.data?.told ?? []} of={call.vendor} />
        </Panel>
      ))}
    </>
  );
}

function VendorCard({
  vendor,
  page,
  answer,
}: {
  vendor: VendorShown;
  page: IncidentPage;
  answer: { data: IncidentVendors | undefined; error: Error | null; refetch: () => unknown };
}): ReactNode {
  const { name, displayName, owner, contacts, past } = vendor;
  return (
    <Panel title={`Ask ${displayName}`} note={throughText(vendor)}>
      <VendorAsking
        page={page}
        vendor={name}
        contacts={contacts.map((contact, index) => ({ ...contact, number: index + 1 }))}
        call={newestCall(answer.data?.calls ?? [], name)}
        isKnown={answer.data !== undefined}
      />
      {answer.data === undefined && answer.error !== null && (
        <PartProblem what="Who was asked" problem={answer.error} onRetry={() => void answer.refetch()} />
      )}
      <Told told={answer.data?.told ?? []} of={name} />
      <p className="incident-why small">
        <Past past={past} onset={page.onset} /> Here{' '}
        {owner === null ? 'nobody is named to deal' : `${ownerText(owner)} deals`} with them.{' '}
        <Link href={`/vendors/${encodeURIComponent(name)}`}>All about {displayName}</Link>
      </p>
    </Panel>
  );
}

const newestCall = (calls: readonly VendorCall[], vendor: string): VendorCall | null =>
  calls
    .filter((call) => call.vendor === vendor)
    .reduce<VendorCall | null>((last, call) => (last === null || call.startedAt >= last.startedAt ? call : last), null);

/** What they say of themselves in that time. */
function Told({ told, of }: { told: IncidentVendors['told']; of: string }): ReactNode {
  const theirs = told.filter(({ vendor }) => vendor === of);
  if (theirs.length === 0) return null;
  return (
    <div className="vendor-said">
      <h3>What they say</h3>
      <ToldList told={theirs} label="What they say" />
    </div>
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
