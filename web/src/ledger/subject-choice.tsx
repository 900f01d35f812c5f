import { type ReactNode, useId } from 'react';
import type { BalanceNow } from '../../../src/features/balance/contract.ts';
import type { SubjectShown } from '../../../src/features/outages/outage-contract.ts';
import { subjectText } from './subject-text.ts';

/** A process or a component, or all of them. */
export function SubjectChoice({
  balance: { processes, components },
  subject,
  onChoose,
}: {
  balance: Pick<BalanceNow, 'processes' | 'components'>;
  subject: SubjectShown | null;
  onChoose: (text: string) => void;
}): ReactNode {
  const id = useId();
  const chosen = subject === null ? '' : subjectText(subject);
  const isKnown =
    subject === null || (subject.kind === 'process' ? processes : components).some(({ name }) => name === subject.name);
  return (
    <div className="field ledger-subject">
      <label htmlFor={id}>Process or component</label>
      <select id={id} value={chosen} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">All</option>
        {!isKnown && <option value={chosen}>{subject.name}</option>}
        <SubjectOptions processes={processes} components={components} />
      </select>
    </div>
  );
}

/** Every subject, by kind. */
export function SubjectOptions({ processes, components }: Pick<BalanceNow, 'processes' | 'components'>): ReactNode {
  const groups = [
    { kind: 'process' as const, name: 'Processes', of: processes },
    { kind: 'component' as const, name: 'Components', of: components },
  ];
  return groups.map(
    ({ kind, name: group, of }) =>
      of.length > 0 && (
        <optgroup key={kind} label={group}>
          {of.map(({ name, displayName }) => (
            <option key={name} value={subjectText({ kind, name })}>
              {displayName}
            </option>
          ))}
        </optgroup>
      ),
  );
}
