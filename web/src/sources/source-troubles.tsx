import type { ReactNode } from 'react';
import type { SourceDetail } from '../../../src/features/signals/source-contract.ts';
import { countText } from '../design/format/numbers.ts';
import { Icon } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';

/** Of a source that Waga asks: why it gets no answer now, in the words of the client. */
export function PullTrouble({ source, asOf }: { source: SourceDetail; asOf: number }): ReactNode {
  const problem = source.pull?.problem;
  if (!problem) return null;
  return (
    <div className="problem" role="status">
      <Icon name="unknown" size={20} />
      <div>
        <h2>Waga asks it, and gets no answer</h2>
        <p>{problem.message}</p>
        <p className="muted small">
          <code>{problem.code}</code> · <Time at={Date.parse(problem.at)} near={asOf} /> · {source.pull?.failures} in
          vain since the server started. It is asked again each minute; the minutes in between are unknown until then.
        </p>
      </div>
    </div>
  );
}

/** Of a source of traces: what became of the calls between services. */
export function Edges({ source }: { source: SourceDetail }): ReactNode {
  const { edges } = source;
  if (edges === undefined) return null;
  const rows: [string, number][] = [
    ['both sides were seen', edges.paired],
    ['the caller names who sends no traces', edges.named],
    ['wait for their other side, three minutes at most', edges.waiting],
    ['the other side never came', edges.unpaired],
    ['found no room to wait', edges.overflowed],
    ['waited when Waga stopped', edges.lost],
    ['beyond the limit of series', edges.overLimit],
  ];
  return (
    <Panel title="Calls between services" note="What became of spans that are one side of a call.">
      <dl className="number-row">
        {rows
          .filter(([, count], nth) => nth < 4 || count > 0)
          .map(([what, count]) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>{countText(count)}</dd>
            </div>
          ))}
      </dl>
    </Panel>
  );
}
