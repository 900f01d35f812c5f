import type { ReactNode } from 'react';
import type { TestPageShown } from '../../../src/features/notifications/test-page-contract.ts';
import { deliveryStates } from '../channels/channel-words.ts';
import { plural } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';

/** How each channel of a test page was told. */
export function TestDelivery({ test }: { test: TestPageShown }): ReactNode {
  return (
    <ul className="test-deliveries" aria-label={`How the test page went, ${test.rotationName}`}>
      {test.deliveries.map(({ id, channel, state, tries, reason, endedAt }) => {
        const { tone, icon, word } = deliveryStates[state];
        return (
          <li key={id}>
            <strong>{channel}</strong>{' '}
            <State tone={tone} icon={icon}>
              {word}
              {tries > 1 && ` after ${plural(tries, 'try', 'tries')}`}
            </State>
            {state === 'sent' && endedAt !== null && (
              <span className="muted small">
                {' '}
                at <Time at={Date.parse(endedAt)} near={Date.parse(test.at)} />
              </span>
            )}
            {reason !== null && <span className="muted small"> {reason}</span>}
          </li>
        );
      })}
    </ul>
  );
}
