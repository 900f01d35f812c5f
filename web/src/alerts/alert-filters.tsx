import { type ReactNode, useMemo } from 'react';
import type { AlertRow } from '../../../src/features/balance/alert-contract.ts';
import { alertOrders } from './alert-order.ts';
import { origins, verdicts } from './alert-words.ts';
import { type Asked, states } from './asked.ts';

/** What one looks for among the alerts. Each choice holds at once and stands in the address. */
export function AlertFilters({
  rows,
  asked,
  isNarrow,
  onAsk,
}: {
  rows: readonly AlertRow[];
  asked: Asked;
  /** Without headings there is another way to sort. */
  isNarrow: boolean;
  onAsk: (change: Record<string, string>) => void;
}): ReactNode {
  const types = useMemo(() => [...new Set(rows.map(({ type }) => type))].sort(), [rows]);
  const components = useMemo(() => {
    const named = new Map(
      rows.flatMap((one) => (one.component === null ? [] : [[one.component, one.componentName ?? one.component]])),
    );
    return [...named].sort(([, a], [, b]) => a.localeCompare(b, 'en')).map(([id, word]) => ({ id, word }));
  }, [rows]);
  const sort = asked.sort === null ? '' : `${asked.sort.direction === 'descending' ? '-' : ''}${asked.sort.column}`;
  return (
    <div className="alert-filters">
      <label className="field wide">
        <span>Find</span>
        <input
          type="search"
          value={asked.text}
          placeholder="Alert, component or process"
          onChange={(event) => onAsk({ text: event.currentTarget.value })}
        />
      </label>
      <Select name="verdict" label="Verdict" any="Any" asked={asked.verdict} onAsk={onAsk} of={listed(verdicts)} />
      <Select name="class" label="Class" any="Both" asked={asked.class} onAsk={onAsk} of={classes} />
      <Select
        name="type"
        label="Kind"
        any="Any"
        asked={asked.type}
        onAsk={onAsk}
        of={types.map((id) => ({ id, word: id }))}
      />
      <Select name="origin" label="Comes from" any="Anywhere" asked={asked.origin} onAsk={onAsk} of={listed(origins)} />
      <Select name="calls" label="Calls somebody" any="Either" asked={asked.calls} onAsk={onAsk} of={calls} />
      <Select name="component" label="Component" any="Any" asked={asked.component} onAsk={onAsk} of={components} />
      <Select
        name="state"
        label="State"
        any="in use"
        asked={asked.state}
        onAsk={onAsk}
        of={Object.entries(states).map(([id, word]) => ({ id, word }))}
      />
      {isNarrow && (
        <Select
          name="sort"
          label="Sort by"
          any="Noisiest first"
          asked={sort}
          onAsk={onAsk}
          of={alertOrders.map(({ id, name, first }) => ({
            id: `${first === 'descending' ? '-' : ''}${id}`,
            word: name,
          }))}
        />
      )}
    </div>
  );
}

const classes = [
  { id: 'business', word: 'Business' },
  { id: 'technical', word: 'Technical' },
];
const calls = [
  { id: 'yes', word: 'Yes' },
  { id: 'no', word: 'No' },
];
const listed = (of: Record<string, { word: string }>): { id: string; word: string }[] =>
  Object.entries(of).map(([id, { word }]) => ({ id, word }));

function Select({
  name,
  label,
  any,
  asked,
  of,
  onAsk,
}: {
  name: string;
  label: string;
  any: string;
  asked: string;
  of: readonly { id: string; word: string }[];
  onAsk: (change: Record<string, string>) => void;
}): ReactNode {
  // What the address names stays to be chosen although nothing has it any more.
  const all = asked === '' || of.some(({ id }) => id === asked) ? of : [...of, { id: asked, word: asked }];
  return (
    <label className="field">
      <span>{label}</span>
      <select value={asked} onChange={(event) => onAsk({ [name]: event.currentTarget.value })}>
        <option value="">{any}</option>
        {all.map(({ id, word }) => (
          <option key={id} value={id}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
