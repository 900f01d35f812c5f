import type { ReactNode } from 'react';
import type { ThresholdPair } from '../../../src/features/impact/threshold-contract.ts';

const width = 200;
const height = 64;

/** The share of the result that came, by reading, with its interval and the knee. The words beside it say the same. */
export function ThresholdCurve({ pair: { curve, knee } }: { pair: ThresholdPair }): ReactNode {
  const last = curve.at(-1);
  if (curve.length < 2 || last === undefined || last.x <= 0) return null;
  const x = (reading: number): string => ((Math.max(0, reading) / last.x) * width).toFixed(1);
  const top = Math.max(1.05, ...curve.map(({ response }) => response.value));
  const y = (share: number): string => ((1 - Math.min(top, Math.max(0, share)) / top) * height).toFixed(1);
  const line = curve.map((point) => `${x(point.x)},${y(point.response.value)}`).join(' ');
  const above = curve.map((point) => `${x(point.x)},${y(point.response.high)}`);
  const below = curve.map((point) => `${x(point.x)},${y(point.response.low)}`).reverse();
  return (
    <svg className="threshold-curve" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <polygon points={[...above, ...below].join(' ')} />
      {knee && <line x1={x(knee.value)} x2={x(knee.value)} y1="0" y2={height} />}
      <polyline points={line} />
    </svg>
  );
}
