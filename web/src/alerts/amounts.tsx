import type { ReactNode } from 'react';
import type { Estimate } from '../../../src/maths/estimate.ts';
import { amountText } from '../design/format/amounts.ts';
import './amounts.css';

/** Money, a line each currency: they are never added. */
export function Amounts({ of }: { of: readonly Estimate[] }): ReactNode {
  if (of.length === 0) return <span className="muted none">–</span>;
  return (
    <span className="stack amounts">
      {of.map((one) => {
        const text = amountText(one);
        return (
          <span key={one.unit} className="amount" title={text.full}>
            {text.value}
          </span>
        );
      })}
    </span>
  );
}
