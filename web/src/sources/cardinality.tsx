import type { ReactNode } from 'react';
import type { SourceDetail } from '../../../src/features/signals/source-contract.ts';
import { countText, plural } from '../design/format/numbers.ts';
import { Panel } from '../design/panel.tsx';

/** How near the source is to its limit of series, and what makes them. */
export function Cardinality({ source }: { source: SourceDetail }): ReactNode {
  const { series, seriesLimit, cardinality } = source;
  const share = Math.min(1, series / seriesLimit);
  const isPart = cardinality.lookedAt < series;
  return (
    <Panel
      title="Cardinality"
      note="Each combination of a metric and its labels is a series. Beyond the limit new ones are refused, known ones go on."
    >
      <div className="cardinality">
        <div
          className={`fill ${share >= 0.9 ? 'full' : ''}`}
          role="img"
          aria-label={`${countText(series)} of ${countText(seriesLimit)} series`}
        >
          <div style={{ width: `${share * 100}%` }} />
        </div>
        <p className="small">
          <strong>{countText(series)}</strong> of {plural(seriesLimit, 'series', 'series')}
          {share >= 0.9 && <span className="near-limit"> · nearly full</span>}
          {isPart && <span className="muted"> · the lists below are of {countText(cardinality.lookedAt)} of them</span>}
        </p>
        <div className="cardinality-lists">
          <Shares
            title="Metrics with the most series"
            rows={cardinality.metrics.map((one) => ({ name: one.name, count: one.series, of: 'series' }))}
          />
          <Shares
            title="Labels with the most values"
            rows={cardinality.labels.map((one) => ({
              name: one.key,
              count: one.values,
              of: one.values === 1 ? 'value' : 'values',
            }))}
          />
        </div>
      </div>
    </Panel>
  );
}

function Shares({
  title,
  rows,
}: {
  title: string;
  rows: readonly { name: string; count: number; of: string }[];
}): ReactNode {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <section>
      <h3>{title}</h3>
      {rows.length === 0 && <p className="muted small">none yet</p>}
      <ol>
        {rows.map(({ name, count, of }) => (
          <li key={name}>
            <span className="share-name">{name}</span>
            <span className="share-count">
              {countText(count)} <span className="muted">{of}</span>
            </span>
            <span className="share-bar" aria-hidden="true" style={{ width: `${(count / most) * 100}%` }} />
          </li>
        ))}
      </ol>
    </section>
  );
}
