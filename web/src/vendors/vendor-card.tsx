import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { VendorRow } from '../../../src/features/unavailability/vendors/vendor-contract.ts';
import { Readings } from './readings.tsx';
import { VendorFigures } from './vendor-figures.tsx';

/** A vendor at a glance: what they cost us, what they say now, what of theirs cannot be read. */
export function VendorCard({ one, moneyHidden }: { one: VendorRow; moneyHidden: boolean }): ReactNode {
  const { name, displayName, components, saysNow, readings } = one;
  return (
    <article className="panel vendor-card" aria-label={displayName}>
      <header>
        <h2>
          <Link href={`/vendors/${encodeURIComponent(name)}`}>{displayName}</Link>
        </h2>
        <p className="muted small">
          {components.length === 0
            ? 'No component of the catalogue is theirs.'
            : components.map((component) => component.name).join(', ')}
        </p>
      </header>
      <VendorFigures one={one} moneyHidden={moneyHidden} />
      <p className="vendor-says">
        <span className="muted small">They say now</span>
        <span>
          {saysNow ?? (
            <span className="muted">
              {readings.length === 0 ? 'nothing that Waga reads: the catalogue names no page of theirs' : 'not known'}
            </span>
          )}
        </span>
      </p>
      <Readings readings={readings} onlyFailing />
    </article>
  );
}
