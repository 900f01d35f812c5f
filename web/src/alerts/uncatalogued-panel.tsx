import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { AlertRow } from '../../../src/features/balance/alert-contract.ts';
import { Command } from '../design/command.tsx';
import { countText, plural } from '../design/format/numbers.ts';
import { Panel } from '../design/panel.tsx';
import { alertPath } from './alert-words.ts';
import { alertYaml } from './alert-yaml.ts';

const shownAtFirst = 4;

/** Alerts that come in and that nobody has said anything about, with the lines that say it. */
export function UncataloguedPanel({ rows, onAll }: { rows: readonly AlertRow[]; onAll: () => void }): ReactNode {
  if (rows.length === 0) return null;
  return (
    <div className="uncatalogued-panel">
      <Panel
        title={
          rows.length === 1
            ? 'One alert is not in the catalogue'
            : `${countText(rows.length)} alerts are not in the catalogue`
        }
        note="Another tool sends them and nobody has said what they watch, whether they call and who wants them. Put these lines into a file of the catalogue and correct them."
      >
        <ul>
          {rows.slice(0, shownAtFirst).map((row) => (
            <li key={row.id}>
              <details>
                <summary>
                  <strong>{row.name}</strong>
                  <span className="muted small">
                    {row.componentName ?? row.component ?? 'no component'} · {plural(row.noise.fires, 'alarm')}
                  </span>
                </summary>
                <Command command={alertYaml(row)} />
                <p className="small">
                  <Link href={alertPath(row.id)}>Its times and what it was worth</Link>
                </p>
              </details>
            </li>
          ))}
        </ul>
        {rows.length > shownAtFirst && (
          <p className="uncatalogued-more">
            <button type="button" className="button" onClick={onAll}>
              Show all {countText(rows.length)} in the table
            </button>
          </p>
        )}
      </Panel>
    </div>
  );
}
