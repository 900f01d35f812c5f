import { lazy, type ReactNode, useId, useState } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { AfterPaint } from '../after-paint.tsx';
import type { Draw, Plot } from './canvas.tsx';

// Loaded when a chart is first shown, after what is around it: it is heavier than all of the rest.
const Canvas = lazy(() => import('./canvas.tsx'));

/** What every chart has: its name, its summary in words, a legend, and the same data as a table. */
export function ChartFigure({
  name,
  summary,
  draw,
  legend,
  table,
  over,
}: {
  name: string;
  summary: string;
  draw: Draw;
  legend: ReactNode;
  table: () => ReactNode;
  /** What lies over the drawn curve, such as handles. */
  over?: ((plot: Plot) => ReactNode) | undefined;
}): ReactNode {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const [plot, setPlot] = useState<Plot | null>(null);
  const id = useId();
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
          <div className="chart-holder">
            <AfterPaint fallback={<div className="chart-canvas skeleton" />}>
              <Canvas draw={draw} {...(over ? { onPlot: setPlot } : {})} />
            </AfterPaint>
            {plot !== null && over?.(plot)}
          </div>
          {legend}
        </>
      ) : (
        table()
      )}
    </figure>
  );
}
