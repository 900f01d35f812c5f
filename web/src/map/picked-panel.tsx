import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { MapNode } from '../../../src/features/criticality/map/map-contract.ts';
import type { WhatIfChange } from '../../../src/features/criticality/what-if/what-if-contract.ts';
import { componentCriticality } from '../api/criticality.ts';
import { ComparedLevel, LevelMark } from '../criticality/level-mark.tsx';
import { WorthAmount } from '../criticality/worth.tsx';
import { plural } from '../design/format/numbers.ts';
import type { Worth } from '../design/format/worth.ts';
import { Icon, State } from '../design/icons.tsx';
import type { Kind } from './asked.ts';
import { type MapGraph, reach } from './graph.ts';
import { type Reaching, reachedList } from './reached-list.ts';
import { firmWords, stateWords } from './state-words.ts';

const shownAtOnce = 12;
const kinds: { kind: Kind; name: string }[] = [
  { kind: 'down', name: 'is down' },
  { kind: 'replica', name: 'had a replica' },
  { kind: 'nine', name: 'had one more nine' },
  { kind: 'up', name: 'never failed' },
];

interface Picked {
  graph: MapGraph;
  node: number;
  areaName: string;
  /** Money at risk is known of now only. */
  isNow: boolean;
  changes: readonly WhatIfChange[];
  onPick: (node: number | null) => void;
  onChange: (component: string, kind: Kind | null) => void;
}

/** What is picked: of a component which processes and how much money go with it, of a process what it stands on. */
export function PickedPanel({ graph, node, areaName, isNow, changes, onPick, onChange }: Picked): ReactNode {
  const one = graph.nodes[node]!;
  const isComponent = one.kind === 'component';
  const path = `/${isComponent ? 'components' : 'processes'}/${encodeURIComponent(one.name)}`;
  const state = stateWords[one.state];
  return (
    <section className="map-picked" aria-label={`Picked: ${one.displayName}`}>
      <header>
        <div>
          <p className="muted small">
            {isComponent ? (one.type ?? 'component') : 'process'} · {areaName}
          </p>
          <h2>
            <Link href={path}>{one.displayName}</Link>
          </h2>
        </div>
        <button type="button" className="button quiet icon" aria-label="Let go" onClick={() => onPick(null)}>
          <Icon name="close" />
        </button>
      </header>
      <dl className="thing-facts">
        <div>
          <dt>State</dt>
          <dd>
            <State tone={state.tone} icon={state.icon}>
              {state.word}
            </State>
          </dd>
        </div>
        <div>
          <dt>{isComponent ? 'Declared' : 'Level'}</dt>
          <dd>{one.level === null ? 'no level' : <LevelMark level={one.level} />}</dd>
        </div>
        {isComponent && (
          <div>
            <dt>Derived</dt>
            <dd>
              <ComparedLevel level={one.derived} to={one.level} of="declared" />
            </dd>
          </div>
        )}
        {one.perHour && (
          <div>
            <dt>{isComponent ? 'At risk an hour' : 'Worth an hour'}</dt>
            <dd>
              <WorthAmount worth={one.perHour} />
            </dd>
          </div>
        )}
      </dl>
      {isComponent && <WhatIfButtons one={one} changes={changes} onChange={onChange} />}
      {isComponent && <GoesWithIt graph={graph} node={node} isNow={isNow} onPick={onPick} />}
      <StandsOn graph={graph} node={node} onPick={onPick} />
    </section>
  );
}

function WhatIfButtons({ one, changes, onChange }: { one: MapNode } & Pick<Picked, 'changes' | 'onChange'>): ReactNode {
  const chosen = changes.find(({ component }) => component === one.name)?.change ?? null;
  return (
    <fieldset className="what-if-kinds">
      <legend>What if it …</legend>
      {kinds.map(({ kind, name }) => (
        <button
          key={kind}
          type="button"
          className="button"
          aria-pressed={chosen === kind}
          onClick={() => onChange(one.name, chosen === kind ? null : kind)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}

function GoesWithIt({ graph, node, isNow, onPick }: Pick<Picked, 'graph' | 'node' | 'isNow' | 'onPick'>): ReactNode {
  const { name } = graph.nodes[node]!;
  const coupling = useQuery({ ...componentCriticality(name), enabled: isNow });
  const money = useMemo(
    () =>
      new Map<string, Worth | null>(
        isNow ? coupling.data?.processes.map((one) => [one.process, one.valueAtRiskPerHour]) : [],
      ),
    [coupling.data, isNow],
  );
  const list = useMemo(() => reachedList(graph, reach(graph, node, 'above'), 'process', money), [graph, node, money]);
  const throughs = useMemo(() => reachedList(graph, reach(graph, node, 'above'), 'component', null), [graph, node]);
  return (
    <>
      <h3>{list.length === 0 ? 'No process goes with it' : `${plural(list.length, 'process', 'processes')} on it`}</h3>
      {isNow && coupling.error !== null && (
        <p className="muted small">The money at risk of each is not known just now.</p>
      )}
      {!isNow && list.length > 0 && <p className="muted small">Shown is what each was worth an hour then.</p>}
      <ReachedNodes graph={graph} list={list} onPick={onPick} label="Processes that go with it" />
      {throughs.length > 0 && (
        <details>
          <summary>{plural(throughs.length, 'component')} on the way</summary>
          <ReachedNodes graph={graph} list={throughs} onPick={onPick} label="Components on the way" />
        </details>
      )}
    </>
  );
}

function StandsOn({ graph, node, onPick }: Pick<Picked, 'graph' | 'node' | 'onPick'>): ReactNode {
  const list = useMemo(() => reachedList(graph, reach(graph, node, 'below'), 'component', null), [graph, node]);
  return (
    <>
      <h3>{list.length === 0 ? 'It stands on nothing' : `It stands on ${plural(list.length, 'component')}`}</h3>
      <ReachedNodes graph={graph} list={list} onPick={onPick} label="What it stands on" />
    </>
  );
}

function ReachedNodes({
  graph,
  list,
  label,
  onPick,
}: {
  graph: MapGraph;
  list: readonly Reaching[];
  label: string;
  onPick: (node: number) => void;
}): ReactNode {
  const [isAll, setAll] = useState(false);
  const shown = isAll ? list : list.slice(0, shownAtOnce);
  return (
    <>
      <ul className="reached" aria-label={label}>
        {shown.map(({ node, firmness, worth }) => {
          const one = graph.nodes[node]!;
          const state = stateWords[one.state];
          return (
            <li key={one.id}>
              <div>
                <button type="button" className="link-button" onClick={() => onPick(node)}>
                  {one.displayName}
                </button>
                <small className="muted">{firmWords[firmness]}</small>
              </div>
              <div>
                <WorthAmount worth={worth} />
                {one.state !== 'ok' && (
                  <State tone={state.tone} icon={state.icon}>
                    {state.word}
                  </State>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {list.length > shown.length && (
        <button type="button" className="button" onClick={() => setAll(true)}>
          Show all {list.length}
        </button>
      )}
    </>
  );
}
