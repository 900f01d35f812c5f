import { type ReactNode, useId } from 'react';
import { faults, outageKinds, outageStates } from '../../../src/features/outages/outage.ts';
import type { OutagesAnswer } from '../../../src/features/outages/outage-contract.ts';
import { countText } from '../design/format/numbers.ts';
import type { Asked } from './asked.ts';
import { longDay } from './ledger-period.ts';
import { faultWords, kindWords, stateWords } from './outage-words.ts';

/** Two counts that are also filters, and what else one may look for. */
export function ListFilters({
  asked,
  counts,
  ask,
}: {
  asked: Asked;
  counts: OutagesAnswer['counts'] | null;
  ask: (changed: Record<string, string>) => void;
}): ReactNode {
  const toggle = (only: 'overdue' | 'waiting') => (): void => ask({ only: asked.only === only ? '' : only });
  return (
    <div className="ledger-filters">
      <div className="ledger-counts">
        <CountButton
          count={counts?.overdue ?? null}
          words="overdue"
          tone="loss"
          isOn={asked.only === 'overdue'}
          onPress={toggle('overdue')}
        />
        <CountButton
          count={counts?.waiting ?? null}
          words="waiting for a second person"
          tone="alarm"
          isOn={asked.only === 'waiting'}
          onPress={toggle('waiting')}
        />
        {asked.day !== '' && asked.only === '' && (
          <button type="button" className="button" onClick={() => ask({ day: '' })}>
            {longDay(asked.day)} <span aria-hidden="true">×</span>
            <span className="visually-hidden">: show the whole period</span>
          </button>
        )}
      </div>
      {asked.only === '' && (
        <div className="ledger-selects">
          <Select
            label="State"
            value={asked.state}
            any="All but removed"
            words={stateWords}
            of={outageStates}
            onChoose={(state) => ask({ state })}
          />
          <Select
            label="Kind"
            value={asked.kind}
            any="Any"
            words={kindWords}
            of={outageKinds}
            onChoose={(kind) => ask({ kind })}
          />
          <Select
            label="Fault"
            value={asked.fault}
            any="Anybody’s"
            words={faultWords}
            of={faults}
            onChoose={(fault) => ask({ fault })}
          />
        </div>
      )}
    </div>
  );
}

function CountButton({
  count,
  words,
  tone,
  isOn,
  onPress,
}: {
  count: number | null;
  words: string;
  tone: 'loss' | 'alarm';
  isOn: boolean;
  onPress: () => void;
}): ReactNode {
  return (
    <button type="button" className={`button ledger-count ${count ? tone : ''}`} aria-pressed={isOn} onClick={onPress}>
      <strong>{count === null ? '…' : countText(count)}</strong> {words}
    </button>
  );
}

function Select<T extends string>({
  label,
  value,
  any,
  words,
  of,
  onChoose,
}: {
  label: string;
  value: string;
  any: string;
  words: Record<T, { word: string }>;
  of: readonly T[];
  onChoose: (value: string) => void;
}): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">{any}</option>
        {of.map((one) => (
          <option key={one} value={one}>
            {words[one].word}
          </option>
        ))}
      </select>
    </div>
  );
}
