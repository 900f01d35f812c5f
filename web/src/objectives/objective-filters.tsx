import { type ReactNode, useEffect, useState } from 'react';
import type { ObjectivesAnswer } from '../../../src/features/objectives/slo-contract.ts';
import type { ObjectivesAsked } from '../api/objectives.ts';
import { Choice } from '../design/choice.tsx';
import { countText } from '../design/format/numbers.ts';
import { Icon } from '../design/icons.tsx';
import { onlyChoices } from './objectives-asked.ts';

const words = {
  burning: 'Burning',
  missed: 'Missed',
  unmeasured: 'Nothing known',
  unsupported: 'Cannot be measured',
} as const;
/** Whoever types is not asked for after each letter. */
const patienceMs = 250;

/** The counts are the filters; beside them one finds by name. */
export function ObjectiveFilters({
  asked,
  counts,
  ask,
}: {
  asked: ObjectivesAsked;
  counts: ObjectivesAnswer['counts'];
  ask: (change: Record<string, string>) => void;
}): ReactNode {
  const [text, setText] = useState(asked.q ?? '');
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === (asked.q ?? '')) return;
    const timer = setTimeout(() => ask({ q: wanted }), patienceMs);
    return () => clearTimeout(timer);
  }, [text, asked.q, ask]);
  const choices = [
    { id: '', name: `All ${countText(counts.all)}` },
    ...onlyChoices.map((id) => ({ id, name: `${words[id]} ${countText(counts[id])}` })),
  ];
  const chosen = choices.find(({ id }) => id === (asked.only ?? '')) ?? choices[0]!;
  return (
    <div className="objective-filters">
      <Choice label="Which ones" choices={choices} chosen={chosen} onChoose={({ id }) => ask({ only: id })} />
      <label className="field wide">
        <span>Find</span>
        <input
          type="search"
          value={text}
          placeholder="Name or service"
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      {asked.service !== undefined && (
        <button type="button" className="button" onClick={() => ask({ service: '' })}>
          Service {asked.service}
          <Icon name="close" size={14} />
          <span className="visually-hidden">: show all services</span>
        </button>
      )}
    </div>
  );
}
