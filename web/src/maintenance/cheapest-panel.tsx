import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import type { CheapestAnswer, WindowCost } from '../../../src/features/criticality/cheapest/cheapest-contract.ts';
import type { SubjectShown } from '../../../src/features/outages/outage-contract.ts';
import { balanceNow } from '../api/balance.ts';
import { cheapestOf } from '../api/maintenance.ts';
import { Loaded } from '../design/loaded.tsx';
import { EstimateValue } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { DayTime } from '../ledger/day-time.tsx';
import { SubjectOptions } from '../ledger/subject-choice.tsx';
import { subjectOf, subjectText } from '../ledger/subject-text.ts';

const lengths = [
  { minutes: 30, name: '30 minutes' },
  { minutes: 60, name: '1 hour' },
  { minutes: 120, name: '2 hours' },
  { minutes: 240, name: '4 hours' },
  { minutes: 480, name: '8 hours' },
];

/** When work on a thing costs least within two weeks. */
export function CheapestPanel({ suggested }: { suggested: SubjectShown | null }): ReactNode {
  const balance = useQuery(balanceNow);
  const [chosen, setChosen] = useState<SubjectShown | null>(null);
  const [minutes, setMinutes] = useState(120);
  const [subjectId, lengthId] = [useId(), useId()];
  const { processes = [], components = [] } = balance.data ?? {};
  const first = processes[0] && { kind: 'process' as const, name: processes[0].name };
  const isOffered = (suggested?.kind === 'process' ? processes : components).some(
    ({ name }) => name === suggested?.name,
  );
  const subject = chosen ?? (isOffered ? suggested : first) ?? null;
  return (
    <Panel
      title="The cheapest time"
      note="By what the usual week of the processes on it is worth. Campaigns and holidays are not in a usual week."
    >
      <div className="cheapest-asked">
        <div className="field">
          <label htmlFor={subjectId}>Work on</label>
          <select
            id={subjectId}
            value={subject === null ? '' : subjectText(subject)}
            onChange={(event) => setChosen(subjectOf(event.currentTarget.value))}
          >
            <SubjectOptions processes={processes} components={components} />
          </select>
        </div>
        <div className="field">
          <label htmlFor={lengthId}>For</label>
          <select id={lengthId} value={minutes} onChange={(event) => setMinutes(Number(event.currentTarget.value))}>
            {lengths.map((one) => (
              <option key={one.minutes} value={one.minutes}>
                {one.name}
              </option>
            ))}
          </select>
        </div>
      </div>
      {subject === null ? (
        <p className="panel-empty">The catalogue has no process yet.</p>
      ) : (
        <Proposed subject={subject} minutes={minutes} />
      )}
    </Panel>
  );
}

function Proposed({ subject, minutes }: { subject: SubjectShown; minutes: number }): ReactNode {
  const answer = useQuery(cheapestOf(subject, minutes));
  return (
    <Loaded answer={answer} name="The cheapest time">
      {(cheapest: CheapestAnswer) => (
        <div className="cheapest-found">
          {cheapest.starts.length === 0 ? (
            <p className="panel-empty">Nobody knows yet what an hour of it is worth.</p>
          ) : (
            <ol>
              {cheapest.starts.map((one) => (
                <li key={one.from}>
                  <Cost cost={one} label="Expected loss" />
                </li>
              ))}
            </ol>
          )}
          {cheapest.dearest && (
            <p className="cheapest-dearest muted small">
              For comparison, the dearest: <Cost cost={cheapest.dearest} label="Expected loss at the dearest time" />
            </p>
          )}
          {[...cheapest.notes, ...(cheapest.moneyHidden ? ['Money of some products is not shown to you.'] : [])].map(
            (note) => (
              <p key={note} className="muted small">
                {note}
              </p>
            ),
          )}
        </div>
      )}
    </Loaded>
  );
}

function Cost({ cost, label }: { cost: WindowCost; label: string }): ReactNode {
  return (
    <span className="cheapest-cost">
      <span className="window-time">
        <DayTime at={Date.parse(cost.from)} /> to <DayTime at={Date.parse(cost.to)} />
      </span>
      <EstimateValue estimate={cost.loss} label={label} />
    </span>
  );
}
