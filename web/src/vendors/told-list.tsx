import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { VendorTold } from '../../../src/features/unavailability/vendors/vendor-contract.ts';
import { State } from '../design/icons.tsx';
import { Said } from '../design/said.tsx';
import { DayTime } from '../ledger/day-time.tsx';
import { isTold } from './vendor-words.ts';
import './vendors.css';

/** What a vendor tells of itself, in its own words, and what of ours it is matched to. */
export function ToldList({ told, label }: { told: readonly VendorTold[]; label: string }): ReactNode {
  const now = Date.now();
  return (
    <ul className="vendor-told" aria-label={label}>
      {told.map((one) => {
        const goesOn = isTold(one, now);
        return (
          <li key={one.id}>
            <p className="told-head">
              <State
                tone={!goesOn ? 'calm' : one.kind === 'maintenance' ? 'unknown' : 'alarm'}
                icon={!goesOn ? 'calm' : one.kind === 'maintenance' ? 'learning' : 'alarm'}
              >
                {one.kind === 'maintenance' ? 'Maintenance' : 'Incident'}, {one.status}
              </State>
              <span className="muted">
                {one.impact !== null && `${one.impact} · `}
                <DayTime at={Date.parse(one.from)} />
                {one.to === null ? (
                  ', goes on'
                ) : (
                  <>
                    {' '}
                    to <DayTime at={Date.parse(one.to)} />
                  </>
                )}
              </span>
            </p>
            <p>
              {one.url === null ? (
                <strong>{one.title}</strong>
              ) : (
                <a href={one.url} target="_blank" rel="noreferrer">
                  <strong>{one.title}</strong>
                  <span className="visually-hidden"> (opens another page)</span>
                </a>
              )}
              {one.components.length > 0 && <span className="muted"> {one.components.join(', ')}</span>}
            </p>
            {one.matched.map((ours, nth) => (
              <p key={`${ours.kind} ${ours.id}`} className="told-match">
                Ours:{' '}
                <Link href={pathOf(ours)}>
                  {ours.kind === 'incident' ? 'the incident' : 'the outage in the ledger'} of {ours.name}
                </Link>
                .{' '}
                {ours.why !== one.matched[nth - 1]?.why && (
                  <span className="muted">
                    <Said text={ours.why} />
                  </span>
                )}
              </p>
            ))}
            {one.kind === 'incident' && one.matched.length === 0 && (
              <p className="muted">Matched to nothing of ours.</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const pathOf = ({ kind, id }: VendorTold['matched'][number]): string =>
  `/${kind === 'incident' ? 'incidents' : 'ledger'}/${encodeURIComponent(id)}`;
