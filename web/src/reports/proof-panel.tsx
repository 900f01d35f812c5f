import type { ReactNode } from 'react';
import type { Report } from '../../../src/features/agreements/report-contract.ts';
import { Command } from '../design/command.tsx';
import { countText } from '../design/format/numbers.ts';
import { Panel } from '../design/panel.tsx';
import { policyWords } from '../ledger/figure-made.ts';

/** By which rules it was counted, and how anybody can check that the ledger behind it was never quietly changed. */
export function ProofPanel({ report: { policy, rules, head, catalogVersion, period } }: { report: Report }): ReactNode {
  return (
    <Panel title="Rules and proof">
      <div className="panel-body report-proof">
        <section>
          <h3>Counted by these rules</h3>
          <ul className="report-rules">
            {[...policyWords(policy), ...rules].map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
            <li>
              Catalogue version {countText(catalogVersion)}; days begin at midnight in {period.timeZone}.
            </li>
          </ul>
        </section>
        <section>
          <h3>The ledger behind it</h3>
          <p className="small">
            Its trail stood at line {countText(head.line)} with this hash. On the machine of Waga this proves that the
            ledger only went on from there:
          </p>
          <Command command={`waga doctor --head ${head.hash}`} />
        </section>
      </div>
    </Panel>
  );
}
