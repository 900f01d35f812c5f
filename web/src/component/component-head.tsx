import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ComponentPage } from '../../../src/features/balance/component-page-contract.ts';
import { healthWords } from '../balance/process-view.ts';
import { plural, ratioText } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import { ledgerPath } from '../ledger/subject-text.ts';
import { ownerText } from './owner-text.ts';

/** Who answers for the component, and how it is now. */
export function ComponentHead({ page }: { page: ComponentPage }): ReactNode {
  const health = healthWords[page.health.state];
  const losing = page.carries.filter(({ state }) => state === 'losing').length;
  const facts: [string, string][] = [
    ['Type', page.type ?? 'not given'],
    ['Level', page.level ?? 'not given'],
    ['Owner', ownerText(page.owner)],
    ['Own availability', page.availability === null ? 'measured' : `${ratioText(page.availability)} declared`],
    ['Carries', plural(page.carries.length, 'process', 'processes')],
  ];
  return (
    <header className="thing-head">
      <div className="thing-title">
        <p className="muted small">
          <Link href="/">Balance</Link> / Component / <code>{page.name}</code>
        </p>
        <h1>{page.displayName}</h1>
        <p className="thing-state" role="status">
          <State tone={health.tone} icon={health.icon}>
            {health.word}
          </State>
          {losing > 0 && (
            <State tone="loss" icon="loss">
              {plural(losing, 'process', 'processes')} on it {losing === 1 ? 'is' : 'are'} losing
            </State>
          )}
        </p>
        {page.description !== null && <p>{page.description}</p>}
        <dl className="thing-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          <div>
            <dt>Outages</dt>
            <dd>
              <Link href={ledgerPath({ kind: 'component', name: page.name })}>Its ledger</Link>
            </dd>
          </div>
        </dl>
      </div>
    </header>
  );
}
