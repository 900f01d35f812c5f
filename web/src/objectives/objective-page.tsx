import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useParams } from 'wouter';
import type { ObjectivePage as Page } from '../../../src/features/objectives/slo-contract.ts';
import { balanceNow } from '../api/balance.ts';
import { usePollEvery } from '../api/live.ts';
import { objectiveNamed } from '../api/objectives.ts';
import '../component/thing.css';
import { Loaded } from '../design/loaded.tsx';
import { wholeName } from '../shell/whole-name.ts';
import { ZoneOf } from '../shell/zones.tsx';
import { AlertPanel } from './alert-panel.tsx';
import { BudgetPanel } from './budget-panel.tsx';
import { BurnPanel } from './burn-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { ObjectiveHead } from './objective-head.tsx';
import { objectivePath } from './objective-words.ts';
import './objectives.css';
import { RulePanel } from './rule-panel.tsx';

/** Everything about one objective: what is promised, what was reached, what is left, and how fast it goes. */
export default function ObjectivePage(): ReactNode {
  const name = wholeName(useParams<{ name: string }>().name ?? '');
  const answer = useQuery({ ...objectiveNamed(name), refetchInterval: usePollEvery() });
  const title = answer.data?.displayName ?? name;
  useEffect(() => {
    document.title = `${title} · Objectives · Waga`;
  }, [title]);
  return (
    <Loaded answer={answer} name={name} missing={{ what: 'objective', name, hrefOf: objectivePath }}>
      {(page) => <Parts key={page.name} page={page} />}
    </Loaded>
  );
}

function Parts({ page }: { page: Page }): ReactNode {
  const processes = useQuery(balanceNow).data?.processes ?? [];
  // A rolling window has no zone: its times stand in that of its process, or the one that all share.
  const own = page.window.timeZone ?? processes.find(({ name }) => name === page.subject?.name)?.timeZone;
  return (
    <ZoneOf processZones={own === undefined ? processes.map(({ timeZone }) => timeZone) : [own]}>
      <ObjectiveHead page={page} />
      {page.state !== 'unsupported' && (
        <>
          <BudgetPanel page={page} />
          <BurnPanel burns={page.burns} asOf={page.asOf} />
          <HistoryPanel page={page} />
          <AlertPanel page={page} />
        </>
      )}
      <RulePanel page={page} />
    </ZoneOf>
  );
}
