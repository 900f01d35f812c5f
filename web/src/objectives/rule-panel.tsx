import type { ReactNode } from 'react';
import type { ObjectivePage } from '../../../src/features/objectives/slo-contract.ts';
import { ratioText } from '../design/format/numbers.ts';
import { Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';

/** Each rule that held, newest first: an edit starts another, the past keeps its own. */
export function RulePanel({ page: { rules, asOf, window } }: { page: ObjectivePage }): ReactNode {
  const now = Date.parse(asOf ?? window.to);
  return (
    <Panel title="The rule" note="An edit starts another version. What was, stays judged by the rule of its time.">
      <ol className="rule-list" aria-label="Versions of the rule, newest first">
        {rules.map(({ from, to, target, window: length, indicator }) => (
          <li key={from}>
            <span>
              {to === null ? 'Since' : 'From'} <Time at={Date.parse(from)} near={now} />
              {to !== null && (
                <>
                  {' '}
                  to <Time at={Date.parse(to)} near={now} />
                </>
              )}
            </span>
            <span>
              <strong>at least {ratioText(target)}</strong>, {length}
              <small className="muted">{indicator}</small>
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
