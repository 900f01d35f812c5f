import type { ReactNode } from 'react';
import type { ProcessDecisions } from '../../../src/features/criticality/decisions/decision-contract.ts';
import type { EpochMs } from '../../../src/maths/instants.ts';
import { Choice, FieldGroup } from '../access/form/field.tsx';
import { ownerText } from '../component/owner-text.ts';
import { levelName } from '../decisions/level-words.ts';
import { byProduct, dueBecause } from './due.ts';

/** Which processes a workshop is about, by product; each with why it is due, or what holds. */
export function ProcessChoice({
  processes,
  now,
  value,
  error,
  onChange,
}: {
  processes: readonly ProcessDecisions[];
  now: EpochMs;
  value: readonly string[];
  error: string | undefined;
  onChange: (processes: string[]) => void;
}): ReactNode {
  /** In the catalogue's order, whatever the order of ticking. */
  const put = (names: readonly string[], isIn: boolean): void =>
    onChange(
      processes.map((one) => one.process).filter((name) => (names.includes(name) ? isIn : value.includes(name))),
    );
  return (
    <FieldGroup
      label="Which processes"
      hint="Those that were never decided, or over a year ago, are chosen already."
      error={error}
    >
      <div className="process-choice">
        {byProduct(processes).map(({ product, managers, processes: of }) => {
          const names = of.map(({ process }) => process);
          const isAll = names.every((name) => value.includes(name));
          return (
            <section key={product ?? ''} aria-label={product ?? 'No product'}>
              <header>
                <h3>{product ?? 'No product'}</h3>
                {managers.length > 0 && <span className="muted">{managers.map(ownerText).join(', ')}</span>}
                <button type="button" className="button quiet" onClick={() => put(names, !isAll)}>
                  {isAll ? 'None' : 'All'}
                  <span className="visually-hidden"> of {product ?? 'no product'}</span>
                </button>
              </header>
              <ul>
                {of.map((one) => (
                  <li key={one.process}>
                    <Choice
                      type="checkbox"
                      name="processes"
                      value={one.process}
                      label={one.displayName}
                      meaning={whyText(one, now)}
                      checked={value.includes(one.process)}
                      onChange={(isIn) => put([one.process], isIn)}
                    />
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </FieldGroup>
  );
}

function whyText(one: ProcessDecisions, now: EpochMs): string {
  const due = dueBecause(one, now);
  if (one.level === null) return due ?? 'a decision waits for signatures';
  const why = due ?? (one.waiting.length > 0 ? 'a decision waits for signatures' : 'decided');
  return `${levelName(one.level).toLowerCase()}, ${why}`;
}
