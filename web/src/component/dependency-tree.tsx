import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { BalanceComponent } from '../../../src/features/balance/contract.ts';
import type { DependencyLine } from '../../../src/features/balance/dependency-contract.ts';
import { byName, healthWords } from '../balance/process-view.ts';
import { ratioText } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';
import { type DependencyNode, groupWords, linkWords, nested } from './dependency-words.ts';

/** What something stands on, as a tree: how each part is depended on, how it is now, and why. */
export function DependencyTree({
  lines,
  components,
  asOf,
}: {
  lines: readonly DependencyLine[];
  components: readonly BalanceComponent[];
  asOf: number;
}): ReactNode {
  const known = byName(components);
  return <Branches nodes={nested(lines)} known={known} asOf={asOf} />;
}

interface Known {
  known: ReadonlyMap<string, BalanceComponent>;
  asOf: number;
}

function Branches({ nodes, ...rest }: Known & { nodes: readonly DependencyNode[] }): ReactNode {
  return (
    <ul className="dependency-tree">
      {nodes.map(({ line, below }, index) => (
        // A component may stand twice among the parts of a line; the order never changes while the lines are the same.
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the tree is what makes a line
        <li key={`${index} ${line.component}`}>
          {line.group ? <p className="dependency-group">{groupWords(line.group)}:</p> : <Line line={line} {...rest} />}
          {below.length > 0 && <Branches nodes={below} {...rest} />}
        </li>
      ))}
    </ul>
  );
}

function Line({ line, known, asOf }: Known & { line: DependencyLine }): ReactNode {
  const component = known.get(line.component ?? '');
  const health = healthWords[component?.health.state ?? 'unmeasured'];
  const words = line.link && linkWords(line.link);
  return (
    <div className={`dependency-line ${component?.health.state ?? ''}`}>
      <div className="dependency-name">
        <Link href={`/components/${line.component}`}>{component?.displayName ?? line.component}</Link>
        <small className="muted">
          {[component?.type, component?.level].filter(Boolean).join(', ')}
          {line.repeated && ' · opened above'}
        </small>
      </div>
      <div className="dependency-how">
        {words && (
          <>
            <span>{words.word}</span> <small className="muted">{words.meaning}</small>
          </>
        )}
      </div>
      <div className="dependency-health">
        <State {...health}>{health.word}</State>
        {component?.health.indicators
          .filter(({ state }) => state === 'alarm' || state === 'unknown')
          .map((indicator) => (
            <small key={indicator.measure} className="muted">
              {indicator.type}{' '}
              {indicator.state === 'unknown'
                ? (indicator.notes[0] ?? 'is not known')
                : `${indicator.reached === null ? 'missed' : ratioText(indicator.reached)} of ≥ ${ratioText(indicator.objective)}`}
              {indicator.alarm && (
                <>
                  , since <Time at={Date.parse(indicator.alarm.startedAt)} near={asOf} />
                </>
              )}
            </small>
          ))}
      </div>
    </div>
  );
}
