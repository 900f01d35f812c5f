import type { ReactNode } from 'react';
import type { BalanceNow } from '../../../src/features/balance/contract.ts';
import { alarmWeights, beamAngle, lossWeight, scalesBox } from './scales-shape.ts';
import { healthTally, processTally } from './verdict.ts';

/** The needle turns further than the beam, so that small tilts can be read. */
const needleGain = 2.4;
const { width, height, pivotX, pivotY, arm, hang, pan } = scalesBox;

/** The pair of scales: technical on the left, business on the right. A picture of numbers that stand beside it. */
export function Scales({ balance }: { balance: BalanceNow }): ReactNode {
  const isUnknown = balance.verdict === 'unknown';
  const angle = isUnknown ? 0 : beamAngle(balance.tilt);
  const alarms = alarmWeights(healthTally(balance.components).alarm);
  const loss = lossWeight(balance.tilt, processTally(balance.processes).losing);
  const spread = alarms > 1 ? 30 : 0;
  return (
    <svg className="scales" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path className="scales-dial" d={dial()} />
      <path className="scales-stand" d={`M${pivotX} ${pivotY}V${height - 14}`} />
      <path
        className="scales-foot"
        d={`M${pivotX - 62} ${height - 4}c0-9 22-10 38-12c12-1.500 18-6 24-18c6 12 12 16.500 24 18c16 2 38 3 38 12Z`}
      />
      <g className="scales-beam" style={{ transform: `rotate(${angle * needleGain}deg)` }}>
        <path className="scales-needle" d={`M${pivotX} ${pivotY}V${pivotY - 36}`} />
      </g>
      <g className="scales-beam" style={{ transform: `rotate(${angle}deg)` }}>
        <path
          className="scales-arm"
          d={`M${pivotX - arm} ${pivotY - 2}Q${pivotX - 60} ${pivotY - 7} ${pivotX} ${pivotY - 8}Q${pivotX + 60} ${pivotY - 7} ${pivotX + arm} ${pivotY - 2}V${pivotY + 2}Q${pivotX + 60} ${pivotY + 7} ${pivotX} ${pivotY + 8}Q${pivotX - 60} ${pivotY + 7} ${pivotX - arm} ${pivotY + 2}Z`}
        />
        <Pan x={pivotX - arm} angle={angle} isUnknown={isUnknown}>
          {Array.from({ length: alarms }, (_, index) => (
            <Weight
              // biome-ignore lint/suspicious/noArrayIndexKey: the weights are alike
              key={index}
              tone="alarm"
              size={0.72}
              x={alarms > 1 ? (index - (alarms - 1) / 2) * spread : 0}
            />
          ))}
        </Pan>
        <Pan x={pivotX + arm} angle={angle} isUnknown={isUnknown}>
          {loss > 0 && <Weight tone="loss" size={loss} x={0} />}
        </Pan>
        <circle className="scales-pivot" cx={pivotX} cy={pivotY} r="6" />
      </g>
    </svg>
  );
}

function Pan({
  x,
  angle,
  isUnknown,
  children,
}: {
  x: number;
  angle: number;
  isUnknown: boolean;
  children: ReactNode;
}): ReactNode {
  const y = pivotY + hang;
  const style = { transform: `rotate(${-angle}deg)`, transformOrigin: `${x}px ${pivotY}px` };
  return (
    <g className="scales-pan" style={style}>
      <path className="scales-string" d={`M${x - pan} ${y}L${x} ${pivotY}L${x + pan} ${y}`} />
      <g style={{ transform: `translate(${x}px, ${y}px)` }}>{children}</g>
      <path
        className={isUnknown ? 'scales-dish unknown' : 'scales-dish'}
        d={`M${x - pan - 5} ${y}H${x + pan + 5}C${x + pan - 4} ${y + 17} ${x + 32} ${y + 21} ${x} ${y + 21}S${x - pan + 4} ${y + 17} ${x - pan - 5} ${y}Z`}
      />
      <circle className="scales-hook" cx={x} cy={pivotY} r="3.500" />
    </g>
  );
}

/** A cast weight with its knob, standing on y = 0. */
function Weight({ tone, size, x }: { tone: 'alarm' | 'loss'; size: number; x: number }): ReactNode {
  return (
    <g className={`scales-weight ${tone}`} style={{ transform: `translate(${x}px, 0) scale(${size})` }}>
      <path d="M-24 0q-3 0-2.600-3l4.600-33q.500-4 4.500-4H-6q-1.500-2-1.500-5a7.500 7.500 0 0 1 15 0q0 3-1.500 5h9.500q4 0 4.500 4l4.600 33q.400 3-2.600 3Z" />
    </g>
  );
}

/** The dial above the pivot: a long mark for level, short ones on both sides. */
function dial(): string {
  return [-30, -20, -10, 0, 10, 20, 30]
    .map((degrees) => {
      const sin = Math.sin((degrees * Math.PI) / 180);
      const cos = Math.cos((degrees * Math.PI) / 180);
      const from = 40;
      const to = degrees === 0 ? 52 : 46;
      const at = (radius: number): string =>
        `${(pivotX + sin * radius).toFixed(1)} ${(pivotY - cos * radius).toFixed(1)}`;
      return `M${at(from)}L${at(to)}`;
    })
    .join('');
}
