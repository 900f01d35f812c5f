import type { ReactNode } from 'react';
import type { MapAnswer } from '../../../src/features/criticality/map/map-contract.ts';
import { countText, plural } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import type { MapGraph } from './graph.ts';
import { stateOrder, stateWords } from './state-words.ts';

const shownAtOnce = 8;

/** While nothing is picked: how all of it is, what is not well, and how to read the picture. */
export function OverviewPanel({
  answer,
  graph,
  onPick,
}: {
  answer: MapAnswer;
  graph: MapGraph;
  onPick: (node: number) => void;
}): ReactNode {
  const processes = graph.nodes.filter(({ kind }) => kind === 'process').length;
  const counts = stateOrder.map((state) => ({ state, count: graph.nodes.filter((one) => one.state === state).length }));
  const ill = [...graph.nodes.keys()].filter((node) => ['down', 'partial', 'alarm'].includes(graph.nodes[node]!.state));
  ill.sort((a, b) => stateOrder.indexOf(graph.nodes[a]!.state) - stateOrder.indexOf(graph.nodes[b]!.state));
  return (
    <section className="map-overview" aria-label="Overview">
      <h2>
        {plural(processes, 'process', 'processes')}, {plural(graph.nodes.length - processes, 'component')}
      </h2>
      <p className="small muted">Pick one to see what hangs on it and what it stands on.</p>
      <ul className="state-counts" aria-label="States">
        {counts
          .filter(({ count }) => count > 0)
          .map(({ state, count }) => (
            <li key={state}>
              <State tone={stateWords[state].tone} icon={stateWords[state].icon}>
                {stateWords[state].word}
              </State>
              <span>{countText(count)}</span>
            </li>
          ))}
      </ul>
      {ill.length > 0 && (
        <>
          <h3>Not well</h3>
          <ul className="reached" aria-label="Not well">
            {ill.slice(0, shownAtOnce).map((node) => {
              const { id, displayName, kind, state } = graph.nodes[node]!;
              return (
                <li key={id}>
                  <div>
                    <button type="button" className="link-button" onClick={() => onPick(node)}>
                      {displayName}
                    </button>
                    <small className="muted">{kind}</small>
                  </div>
                  <State tone={stateWords[state].tone} icon={stateWords[state].icon}>
                    {stateWords[state].word}
                  </State>
                </li>
              );
            })}
          </ul>
          {ill.length > shownAtOnce && <p className="muted small">and {ill.length - shownAtOnce} more</p>}
        </>
      )}
      <h3>How to read it</h3>
      <dl className="map-legend small">
        <div>
          <dt>Columns</dt>
          <dd>business areas</dd>
        </div>
        <div>
          <dt>From above</dt>
          <dd>processes, then what each layer stands on</dd>
        </div>
        <div>
          <dt>Round</dt>
          <dd>a process; square, a component</dd>
        </div>
        <div>
          <dt>Bars</dt>
          <dd>its level: four for critical; hollow where it only follows</dd>
        </div>
        {(
          [
            ['line-hard', 'cannot do without it'],
            ['line-group', 'one of several'],
            ['line-soft', 'loses a part'],
            ['line-async', 'later, when a buffer is full'],
            ['line-discovered', 'seen, not declared'],
          ] as const
        ).map(([line, words]) => (
          <div key={line}>
            <dt>
              <i className={line} />
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {answer.moneyHidden && <p className="muted small">Money of some products is not shown to you.</p>}
      {answer.notes.map((note) => (
        <p key={note} className="muted small">
          {note}
        </p>
      ))}
    </section>
  );
}
