import type { ReactNode } from 'react';
import type { SourceDetail } from '../../../src/features/signals/source-contract.ts';
import { countText } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { Count, Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';

/** What came and what became of it. */
export function SourceNumbers({ source, asOf }: { source: SourceDetail; asOf: number }): ReactNode {
  const until = source.completeUntil === null ? null : Date.parse(source.completeUntil);
  return (
    <Panel title="What came">
      <dl className="number-row">
        <div>
          <dt>Complete until</dt>
          <dd>
            {until === null ? (
              <span className="muted">never</span>
            ) : (
              <>
                <Time at={until} near={asOf} />
                <small className="muted">{durationText(asOf - until)} behind</small>
              </>
            )}
          </dd>
        </div>
        <Figure
          name="Accepted"
          count={source.accepted}
          meaning="rows and points that were kept, since the first one"
          source={source}
        />
        <Figure
          name="Refused"
          count={source.refused}
          meaning="rows and points that were refused with a reason, since the first one"
          source={source}
        />
        <Figure
          name="Duplicates"
          count={source.duplicate}
          meaning="repeats that counted once; no error"
          source={source}
        />
        <Figure
          name="Dropped attributes"
          count={source.droppedAttributes}
          meaning="attributes that their process does not list, so they were not stored"
          source={source}
        />
      </dl>
    </Panel>
  );
}

function Figure({
  name,
  count,
  meaning,
  source,
}: {
  name: string;
  count: number;
  meaning: string;
  source: SourceDetail;
}): ReactNode {
  const lines = source.entrances.map((way) => ({
    label: way.entrance,
    value: `${countText(way.accepted)} kept, ${countText(way.refused.reduce((sum, one) => sum + one.count, 0))} refused`,
    note: 'since the server started',
  }));
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Count count={count} label={`${source.name}: ${name}`} made={{ title: name, formula: meaning, lines }} />
      </dd>
    </div>
  );
}
