import type { ReactNode } from 'react';
import type { DutyAnswer } from '../../../src/features/duty/contract.ts';
import { Command } from '../design/command.tsx';
import { plural } from '../design/format/numbers.ts';

const example = `apiVersion: waga/v1
kind: Rotation
metadata: {name: pay, displayName: Pay on call}
spec:
  timeZone: Europe/Warsaw
  covers: {products: [pay]}
  layers:
    - {name: weeks, people: ["user:anna", "user:piotr"], since: "2026-01-05T09:00", turn: 1w}`;

/** No rotation yet: how one is written, and what it is good for. */
export function NoRotation({ uncovered }: { uncovered: DutyAnswer['uncovered'] }): ReactNode {
  return (
    <section className="lone-page on-call-none">
      <h1>Nobody is on call yet</h1>
      <p>
        A rotation says who answers for which processes, in turns. Write one in a file of the catalogue, and Waga knows
        whom to call at three in the morning, and whom to leave asleep.
      </p>
      <Command command={example} />
      <p>Then give it to this server:</p>
      <Command command="npm run waga -- apply rotation.yaml" />
      <p className="muted small">
        Nights, weekends, several layers, who is called when nobody answers, and in which channels: all fields stand in{' '}
        <code>docs/duty.md</code>.
        {uncovered.length > 0 && ` ${plural(uncovered.length, 'process waits', 'processes wait')} for one.`}
      </p>
    </section>
  );
}
