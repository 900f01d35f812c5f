import { type ReactNode, useCallback, useMemo } from 'react';
import { useZone } from '../../shell/zones.tsx';
import { zoneText } from '../format/times.ts';
import type { Draw, Plot } from './canvas.tsx';
import { ChartFigure } from './chart-figure.tsx';
import { type Curve, summaryOf } from './curve.ts';
import { CurveTable } from './curve-table.tsx';
import { HappenedKeys } from './happened-keys.tsx';
import { chartOption } from './option.ts';

/** Actual against expected, with the band of the expectation, what is missing in drops, changes and alarms. */
export function CurveChart({
  name,
  unit,
  curve,
  over,
}: {
  name: string;
  unit: string;
  curve: Curve;
  over?: (plot: Plot) => ReactNode;
}): ReactNode {
  const zone = useZone();
  const summary = useMemo(() => summaryOf(curve), [curve]);
  const draw = useCallback<Draw>((colours, width) => chartOption(curve, zone, colours, width), [curve, zone]);
  return (
    <ChartFigure
      name={name}
      summary={summary}
      draw={draw}
      legend={<Legend curve={curve} zone={zone} unit={unit} />}
      table={() => <CurveTable name={name} curve={curve} />}
      over={over}
    />
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
      <HappenedKeys marks={curve.marks} alarms={curve.alarms} />
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
