import { type ReactNode, useMemo } from 'react';
import type { EpochMs } from '../../../../src/maths/instants.ts';
import { type MinuteCurve, sparklinePaths } from './sparkline-paths.ts';

const width = 160;
const height = 34;

/** A small picture of the last hour: actual as a line, expected dashed, what is missing red, unknown hatched. */
export function Sparkline({
  curve,
  onset,
  label,
}: {
  curve: MinuteCurve;
  onset: EpochMs | null;
  label: string;
}): ReactNode {
  const paths = useMemo(() => sparklinePaths(curve, onset, width, height), [curve, onset]);
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {paths.unknown.map((gap) => (
        <g key={gap.x}>
          <rect className="unknown-ground" x={gap.x} y={0} width={gap.width} height={height} />
          <path className="unknown" d={hatch(gap.x, gap.width)} vectorEffect="non-scaling-stroke" />
        </g>
      ))}
      <path className="missing" d={paths.missing} />
      <path className="expected" d={paths.expected} vectorEffect="non-scaling-stroke" />
      <path className="actual" d={paths.actual} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

/** Slanted lines inside a box: a pattern would need an id, and there are hundreds of these pictures on a page. */
function hatch(x: number, boxWidth: number): string {
  let path = '';
  for (let offset = 0; offset < boxWidth + height; offset += 6) {
    const startX = Math.min(offset, boxWidth);
    const startY = offset - startX;
    const endY = Math.min(offset, height);
    const endX = offset - endY;
    path += `M${x + startX} ${startY}L${x + endX} ${endY}`;
  }
  return path;
}
