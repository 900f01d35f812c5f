import { type ReactNode, useEffect } from 'react';
import { State } from '../design/icons.tsx';

/** How to read the balance: the words, the colours and where the numbers come from. */
export default function GuidePage(): ReactNode {
  useEffect(() => {
    document.title = 'How to read the balance · Waga';
  }, []);
  return (
    <article className="lone-page guide">
      <h1>How to read the balance</h1>
      <p>
        The left pan holds what the machines say: components and whether they keep their objectives. The right pan holds
        what the business says: events that were expected and did not come, in money. The beam tilts to the heavier
        side.
      </p>
      <h2>Four verdicts</h2>
      <dl>
        <div>
          <dt>All calm</dt>
          <dd>No alarm, no proven drop.</dd>
        </div>
        <div>
          <dt>Alarm and loss</dt>
          <dd>A component misses its objective while a process that stands on it loses money. The alarm is right.</dd>
        </div>
        <div>
          <dt>Noise</dt>
          <dd>
            An alarm, and nobody buys less. The threshold may be too tight, or the part matters less than thought.
          </dd>
        </div>
        <div>
          <dt>Blind spot</dt>
          <dd>Money is missing and no alarm says so. A technical measure is missing.</dd>
        </div>
      </dl>
      <h2>Three colours, each with its word</h2>
      <dl>
        <div>
          <dt>
            <State tone="loss" icon="loss">
              Losing
            </State>
          </dt>
          <dd>Money is being lost: a drop is proven, not merely a low minute.</dd>
        </div>
        <div>
          <dt>
            <State tone="alarm" icon="alarm">
              Alarm
            </State>
          </dt>
          <dd>A component misses its objective. That alone says nothing about money.</dd>
        </div>
        <div>
          <dt>
            <State tone="unknown" icon="unknown">
              Unknown
            </State>
          </dt>
          <dd>A source is silent. Silence is never taken for zero, and never for health.</dd>
        </div>
      </dl>
      <h2>Numbers</h2>
      <p>
        <strong>Expected</strong> is what would have come without an outage, from the same time of earlier weeks,
        adjusted to how the day runs. It is an estimate, so it has an interval: 90% means that the true value lies
        inside in nine of ten cases.
      </p>
      <p>
        <strong>Impact share</strong> is the part of the expected result that is missing. At the first mark of its gauge
        it is a partial outage (P2), at the second a total one (P1).
      </p>
      <p>
        <strong>Missing per hour</strong> is the money that does not come at the present rate. <strong>Lost</strong> is
        reckoned from the onset, the estimated beginning of the drop, not from when it was noticed.
      </p>
      <p>
        Every dotted number opens to what it is made of: the formula, its parts, the method, the evidence and its grade.
        Different currencies are never added.
      </p>
    </article>
  );
}
