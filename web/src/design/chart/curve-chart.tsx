import { lazy, type ReactNode, Suspense, useId, useMemo, useState } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { useZone } from '../../shell/zones.tsx';
import { zoneText } from '../format/times.ts';
import { type Curve, summaryOf } from './curve.ts';
import { CurveTable } from './curve-table.tsx';

// Loaded when a chart is first shown: it is as heavy as the rest of the page.
const Canvas = lazy(() => import('./canvas.tsx'));

/** A chart with its name, its summary in words, its legend, and the same data as a table. */
export function CurveChart({ name, unit, curve }: { name: string; unit: string; curve: Curve }): ReactNode {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const zone = useZone();
  const id = useId();
  const summary = useMemo(() => summaryOf(curve), [curve]);
  return (
    <figure className="curve-chart" aria-labelledby={`${id}-name`} aria-describedby={`${id}-summary`}>
      <figcaption>
        <div>
          <h4 id={`${id}-name`}>{name}</h4>
          <p id={`${id}-summary`} className="muted small">
            {summary}
          </p>
        </div>
        <ToggleButtonGroup
          className="segments"
          aria-label={`${name}: show as`}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[view]}
          onSelectionChange={(keys) => setView(keys.has('table') ? 'table' : 'chart')}
        >
          <ToggleButton id="chart">Chart</ToggleButton>
          <ToggleButton id="table">Table</ToggleButton>
        </ToggleButtonGroup>
      </figcaption>
      {view === 'chart' ? (
        <>
          <Suspense fallback={<div className="chart-canvas skeleton" />}>
            <Canvas curve={curve} zone={zone} />
          </Suspense>
          <Legend curve={curve} zone={zone} unit={unit} />
        </>
      ) : (
        <CurveTable name={name} curve={curve} />
      )}
    </figure>
  );
}

function Legend({ curve, zone, unit }: { curve: Curve; zone: string; unit: string }): ReactNode {
  return (
    <p className="chart-legend small">
      <span>
        <i className="key actual" /> actual
      </span>
      <span>
        <i className="key band" /> expected, {Math.round(curve.level * 100)}% band
      </span>
      {curve.losses.length > 0 && (
        <span>
          <i className="key missing" /> missing
        </span>
      )}
      {curve.actual.includes(null) && (
        <span>
          <i className="key unknown" /> unknown
        </span>
      )}
      <span className="chart-axes">
        {unit} per {curve.stepMinutes === 1 ? 'minute' : `${curve.stepMinutes} minutes`} · {zoneText(curve.from, zone)}
      </span>
    </p>
  );
}
