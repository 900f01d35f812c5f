import type { ReactNode } from 'react';
import type { SubjectReport } from '../../../src/features/agreements/report-contract.ts';
import { Explained } from '../design/explain/explain.tsx';
import { compositeMade } from './report-made.ts';

/** Three places, and never a hundred where something is missing. */
export function roughText(share: number): string {
  const text = (share * 100).toFixed(3);
  return share < 1 && text === '100.000' ? 'above 99.999%' : `${text}%`;
}

/** What its components would make it, beside what was measured, and why they differ. */
export function CompositeNote({ composite, name }: { composite: SubjectReport['composite']; name: string }): ReactNode {
  if (composite === null) return null;
  const shown = roughText(composite.expected);
  return (
    <p className="small">
      Expected of what it stands on:{' '}
      <Explained
        label={`${name}: expected of its components`}
        made={{ title: 'Expected of its components', shown, local: compositeMade(composite) }}
      >
        {shown}
      </Explained>
      . {composite.why}
    </p>
  );
}
