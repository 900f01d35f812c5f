import type { ReactNode } from 'react';
import type { HealthAnswer } from '../../../src/features/signals/health-contract.ts';
import { countText } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import { Panel } from '../design/panel.tsx';
import { bytesText, millisecondsText } from './health-words.ts';

/** Where Waga keeps what it knows. */
export function Stores({ health }: { health: HealthAnswer }): ReactNode {
  return (
    <Panel title="Stores">
      <ul className="source-lines">
        {health.stores.map(({ name, engine, reachable, milliseconds, problem, queue, bytes }) => (
          <li key={name}>
            <span>
              {name === 'records' ? 'What people write' : 'What machines write'}{' '}
              <small className="muted">{engine}</small>
            </span>
            {reachable ? (
              <State tone="calm" icon="calm">
                Answers
              </State>
            ) : (
              <State tone="loss" icon="loss">
                Does not answer
              </State>
            )}
            <span className="muted small">
              {[
                milliseconds === null ? null : `in ${millisecondsText(milliseconds)}`,
                bytes === null ? 'lies elsewhere' : `${bytesText(bytes)} on this disk`,
                queue === null ? null : `${countText(queue.rows)} of ${countText(queue.most)} rows wait`,
                problem,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The machine that it runs on, as far as Waga needs it. */
export function Machine({ health }: { health: HealthAnswer }): ReactNode {
  const { disk, memory } = health;
  const used = disk.totalBytes - disk.freeBytes;
  return (
    <Panel title="Disk and memory">
      <div className="meters">
        <Meter
          name="Disk of the data folder"
          used={used}
          total={disk.totalBytes}
          isHigh={disk.freeBytes < disk.lowBelowBytes}
          note={`${bytesText(disk.freeBytes)} free; a word is said below ${bytesText(disk.lowBelowBytes)}`}
        />
        <Meter
          name="Memory of the process"
          used={memory.heapUsedBytes}
          total={memory.heapLimitBytes}
          isHigh={memory.heapUsedBytes > 0.9 * memory.heapLimitBytes}
          note={`${bytesText(memory.rssBytes)} taken from the machine in all; measurements may take ${bytesText(memory.measurementsLimitBytes)} of it`}
        />
      </div>
    </Panel>
  );
}

function Meter({
  name,
  used,
  total,
  isHigh,
  note,
}: {
  name: string;
  used: number;
  total: number;
  isHigh: boolean;
  note: string;
}): ReactNode {
  const share = total === 0 ? 0 : Math.min(1, used / total);
  const text = `${bytesText(used)} of ${bytesText(total)}`;
  return (
    <div className="meter">
      <p className="small">
        <strong>{name}</strong> {text}
        {isHigh && (
          <>
            {' '}
            <State tone="alarm" icon="alarm">
              Nearly full
            </State>
          </>
        )}
      </p>
      <div className={`meter-track ${isHigh ? 'high' : ''}`} role="img" aria-label={`${name}: ${text}`}>
        <div style={{ width: `${share * 100}%` }} />
      </div>
      <p className="muted small">{note}</p>
    </div>
  );
}
