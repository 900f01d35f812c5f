import { type ReactNode, useMemo } from 'react';
import type { ComponentRow } from '../../../src/features/criticality/page-contract.ts';
import { ownerText } from '../component/owner-text.ts';
import type { Asked } from './asked.ts';
import { componentOrders } from './component-order.ts';
import { levels } from './levels.ts';

type Change = Partial<Record<'text' | 'level' | 'area' | 'owner' | 'findings' | 'sort', string>>;

/** What one looks for among the components. Each choice holds at once and stands in the address. */
export function ComponentFilters({
  rows,
  asked,
  isNarrow,
  onAsk,
}: {
  rows: readonly ComponentRow[];
  asked: Asked;
  /** Without headings there is another way to sort. */
  isNarrow: boolean;
  onAsk: (change: Change) => void;
}): ReactNode {
  const areas = useMemo(() => sorted(rows.flatMap((row) => row.areas)), [rows]);
  const owners = useMemo(() => sorted(rows.flatMap(({ owner }) => owner ?? [])), [rows]);
  const sort = asked.sort === null ? '' : `${asked.sort.direction === 'descending' ? '-' : ''}${asked.sort.column}`;
  return (
    <div className="criticality-filters">
      <label className="field wide">
        <span>Find</span>
        <input
          type="search"
          value={asked.text}
          placeholder="Name, type or owner"
          onChange={(event) => onAsk({ text: event.currentTarget.value })}
        />
      </label>
      <Select label="Level" value={asked.level} onChange={(level) => onAsk({ level })}>
        <option value="">Any</option>
        {levels.map((level) => (
          <option key={level} value={level}>
            {level}
          </option>
        ))}
        <option value="none">not declared</option>
        <option value="differs">levels differ</option>
      </Select>
      <Select label="Business area" value={asked.area} onChange={(area) => onAsk({ area })}>
        <option value="">Any</option>
        <Options of={areas} chosen={asked.area} />
      </Select>
      <Select label="Owner" value={asked.owner} onChange={(owner) => onAsk({ owner })}>
        <option value="">Anybody</option>
        <Options of={owners} chosen={asked.owner} word={ownerText} />
      </Select>
      {isNarrow && (
        <Select label="Sort by" value={sort} onChange={(next) => onAsk({ sort: next })}>
          <option value="">As ranked</option>
          {componentOrders.map(({ id, name, first }) => (
            <option key={id} value={`${first === 'descending' ? '-' : ''}${id}`}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <label className="tick">
        <input
          type="checkbox"
          checked={asked.findings}
          onChange={(event) => onAsk({ findings: event.currentTarget.checked ? 'only' : '' })}
        />
        Only with findings
      </label>
    </div>
  );
}

function Select({
  label,
  value,
  onChange,
  children,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}): ReactNode {
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {children}
      </select>
    </label>
  );
}

/** What the address names stays to be chosen although nothing has it any more. */
function Options({
  of,
  chosen,
  word = (text) => text,
}: {
  of: readonly string[];
  chosen: string;
  word?: (text: string) => string;
}): ReactNode {
  const all = chosen === '' || of.includes(chosen) ? of : [...of, chosen];
  return all.map((one) => (
    <option key={one} value={one}>
      {word(one)}
    </option>
  ));
}

const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort((a, b) => a.localeCompare(b, 'en'));
