import type { ReactNode } from 'react';
import type { BalanceMatrix } from '../../../src/features/balance/contract.ts';
import { minute } from '../../../src/maths/instants.ts';
import { amountText } from '../design/format/amounts.ts';
import { countText, shareText } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { Icon } from '../design/icons.tsx';
import { Count, EstimateValue } from '../design/numbers.tsx';
import { type CellName, cellContents, cellWords, shareOfKnown } from './matrix-cells.ts';

/** The 2×2: alarm across, drop down. Each cell is a choice that lists what it is made of. */
export function MatrixGrid({
  matrix,
  cell,
  onCell,
}: {
  matrix: BalanceMatrix;
  cell: CellName;
  onCell: (cell: CellName) => void;
}): ReactNode {
  const props = (name: CellName) => ({ matrix, name, isChosen: cell === name, onCell });
  return (
    <section className="matrix-grid" aria-label="Process-minutes by alarm and drop">
      <span className="matrix-axis across" aria-hidden="true">
        alarm
      </span>
      <span className="matrix-axis across" aria-hidden="true">
        no alarm
      </span>
      <span className="matrix-axis down" aria-hidden="true">
        drop
      </span>
      <MatrixCell {...props('alarmAndDrop')} />
      <MatrixCell {...props('dropNoAlarm')} />
      <span className="matrix-axis down" aria-hidden="true">
        no drop
      </span>
      <MatrixCell {...props('alarmNoDrop')} />
      <MatrixCell {...props('neither')} />
      <p className="matrix-unknown small muted">
        {matrix.unknownMinutes === 0 ? (
          'Every process-minute was measured.'
        ) : (
          <>
            <Count
              count={matrix.unknownMinutes}
              unit=" process-minutes"
              label="Unknown"
              made={{
                title: 'Not weighed',
                formula:
                  'process-minutes in which a source was silent or nothing was expected yet; they lie in no cell',
                lines: [],
              }}
            />{' '}
            are unknown and lie in no cell.
          </>
        )}
      </p>
    </section>
  );
}

function MatrixCell({
  matrix,
  name,
  isChosen,
  onCell,
}: {
  matrix: BalanceMatrix;
  name: CellName;
  isChosen: boolean;
  onCell: (cell: CellName) => void;
}): ReactNode {
  const words = cellWords[name];
  const { minutes, money } = matrix.cells[name];
  const tone = minutes === 0 ? 'none' : words.tone;
  return (
    <div className={`matrix-cell ${tone} ${isChosen ? 'chosen' : ''}`}>
      <button type="button" aria-pressed={isChosen} onClick={() => onCell(name)}>
        <span className={`state ${tone}`}>
          <Icon name={words.icon} />
          {words.name}
        </span>
        <span className="muted small">{words.meaning}</span>
      </button>
      <p className="matrix-minutes">
        <Count
          count={minutes}
          label={`${words.name}, process-minutes`}
          unit=" min"
          made={{
            title: 'Process-minutes',
            formula: 'one for each process and minute that was measured',
            lines: [
              { label: 'Together', value: durationText(minutes * minute), note: 'of process time' },
              { label: 'Share', value: shareText(shareOfKnown(matrix, name)), note: 'of the measured process-minutes' },
            ],
          }}
        />
      </p>
      {money.map((estimate) => (
        <EstimateValue
          key={estimate.unit}
          className={name === 'alarmAndDrop' || name === 'dropNoAlarm' ? 'money' : ''}
          estimate={estimate}
          label={`${words.name}, money lost`}
          made={{
            title: 'The drops it comes from',
            formula: 'money lost in the minutes of this cell; a drop that an alarm covers in part is split by minutes',
            lines: cellContents(matrix, name).drops.map(({ drop, minutes: lasted }) => ({
              label: drop.process,
              value: drop.money ? amountText(drop.money).value : `${amountText(drop.lost).value} events`,
              note: `whole drop, ${countText(lasted)} min`,
            })),
          }}
        />
      ))}
    </div>
  );
}
