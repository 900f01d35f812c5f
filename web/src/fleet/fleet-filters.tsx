import { type ReactNode, useEffect, useState } from 'react';
import { fleetSorts } from '../../../src/features/agreements/fleet-contract.ts';
import { bucketStart, day, hour, minute, toRfc3339 } from '../../../src/maths/instants.ts';
import { CustomPeriod } from '../balance/custom-period.tsx';
import { Choice } from '../design/choice.tsx';
import { fleetWindows, kindChoices, sortWords, windowIdIn } from './fleet-asked.ts';

/** Whoever types is not asked for after each letter. */
const patienceMs = 250;
const windowChoices = [...fleetWindows, { id: 'custom', name: 'Own' } as const];

/** Window, kind, name and order. They stand in the address, so that they can be sent on. */
export function FleetFilters({
  search,
  ask,
}: {
  search: URLSearchParams;
  ask: (change: Record<string, string>) => void;
}): ReactNode {
  const asked = search.get('q') ?? '';
  const [text, setText] = useState(asked);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === asked) return;
    const timer = setTimeout(() => ask({ q: wanted }), patienceMs);
    return () => clearTimeout(timer);
  }, [text, asked, ask]);
  const window = windowIdIn(search);
  const kind = kindChoices.find(({ id }) => id === search.get('kind')) ?? kindChoices[0];
  const sort = fleetSorts.find((one) => one === search.get('sort')) ?? 'worst';
  const own = { from: Date.parse(search.get('from') ?? ''), to: Date.parse(search.get('to') ?? '') };
  const now = bucketStart(Date.now(), minute);
  return (
    <>
      <div className="fleet-filters">
        <Choice
          label="Window"
          choices={windowChoices}
          chosen={windowChoices.find(({ id }) => id === window)!}
          onChoose={({ id }) => ask({ window: id === '30d' ? '' : id, from: '', to: '' })}
        />
        <Choice label="Which ones" choices={kindChoices} chosen={kind} onChoose={({ id }) => ask({ kind: id })} />
        <label className="field wide">
          <span>Find</span>
          <input
            type="search"
            value={text}
            placeholder="Name or product"
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <label className="field">
          <span>First</span>
          <select
            value={sort}
            onChange={(event) => ask({ sort: event.currentTarget.value === 'worst' ? '' : event.currentTarget.value })}
          >
            {fleetSorts.map((one) => (
              <option key={one} value={one}>
                {sortWords[one]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {window === 'custom' && (
        <CustomPeriod
          now={own.from < own.to ? own : { from: bucketStart(now - day, hour), to: bucketStart(now, hour) }}
          onChoose={({ from, to }) => ask({ from: toRfc3339(from), to: toRfc3339(to) })}
        />
      )}
    </>
  );
}
