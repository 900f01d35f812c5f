import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { agreementsNow, type ReportAsked } from '../api/agreements.ts';
import { balanceNow } from '../api/balance.ts';
import { localZone } from '../shell/zones.tsx';
import { lastPeriods, partsOf, periodText, reportHref } from './period-words.ts';
import { scopeKinds, scopeWords } from './report-asked.ts';

const offered = { month: 24, quarter: 8 } as const;
const periodWords = { month: 'A month', quarter: 'A quarter', range: 'Any days' } as const;
type Of = keyof typeof periodWords;

/** Of what, over which time, in which zone: leads to the report, whose address holds it all. */
export function ReportChooser({ asked }: { asked: ReportAsked | null }): ReactNode {
  const [, go] = useLocation();
  const processes = useQuery(balanceNow).data?.processes ?? [];
  const agreements = useQuery(agreementsNow).data?.agreements ?? [];
  const shared = [...new Set(processes.map(({ timeZone }) => timeZone))];
  const [kind, setKind] = useState<ReportAsked['kind']>(asked?.kind ?? 'organisation');
  const [name, setName] = useState(asked?.name ?? '');
  const [zone, setZone] = useState(asked?.timeZone ?? '');
  const parts = partsOf(asked?.period ?? '');
  const [of, setOf] = useState<Of>(parts.of);
  const [days, setDays] = useState({ from: parts.from, to: parts.to });
  const timeZone = zone !== '' ? zone : shared.length === 1 ? (shared[0] ?? 'UTC') : 'UTC';
  const periods = of === 'range' ? [] : lastPeriods(of, Date.now(), timeZone, offered[of]);
  const [period, setPeriod] = useState(asked?.period ?? '');
  const chosenPeriod = periods.includes(period) ? period : (periods[1] ?? '');

  const names = namesOf(kind, processes, agreements);
  const known = asked?.kind === kind && !names.some((one) => one.name === asked.name);
  const choices = known && asked.name !== 'all' ? [...names, { name: asked.name, displayName: asked.name }] : names;
  const chosenName = choices.some((one) => one.name === name) ? name : (choices[0]?.name ?? '');
  const isRangeWrong = of === 'range' && (days.from === '' || days.to === '' || days.to < days.from);
  const isNameless = kind !== 'organisation' && chosenName === '';

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isRangeWrong || isNameless) return;
    go(
      reportHref({
        kind,
        name: kind === 'organisation' ? 'all' : chosenName,
        period: of === 'range' ? `${days.from}..${days.to}` : chosenPeriod,
        // An agreement has a zone of its own.
        timeZone: kind === 'agreement' ? undefined : timeZone,
      }),
    );
    scrollTo({ top: 0 });
  };

  return (
    <form className="report-chooser" onSubmit={submit}>
      <Select
        label="Report on"
        value={kind}
        onChange={(next) => setKind(scopeKinds.find((one) => one === next) ?? kind)}
      >
        {scopeKinds.map((one) => (
          <option key={one} value={one}>
            {scopeWords[one]}
          </option>
        ))}
      </Select>
      {kind !== 'organisation' && (
        <Select label={scopeWords[kind]} value={chosenName} onChange={setName}>
          {choices.length === 0 && <option value="">there is none</option>}
          {choices.map((one) => (
            <option key={one.name} value={one.name}>
              {one.displayName}
            </option>
          ))}
        </Select>
      )}
      <Select label="Over" value={of} onChange={(next) => setOf(next as Of)}>
        {Object.entries(periodWords).map(([id, word]) => (
          <option key={id} value={id}>
            {word}
          </option>
        ))}
      </Select>
      {of === 'range' ? (
        <>
          <Day label="First day" value={days.from} onChange={(from) => setDays({ ...days, from })} />
          <Day label="Last day" value={days.to} onChange={(to) => setDays({ ...days, to })} />
        </>
      ) : (
        <Select label={of === 'month' ? 'Month' : 'Quarter'} value={chosenPeriod} onChange={setPeriod}>
          {periods.map((one, index) => (
            <option key={one} value={one}>
              {periodText(one)}
              {index === 0 ? ', not over yet' : ''}
            </option>
          ))}
        </Select>
      )}
      {kind !== 'agreement' && (
        <Select label="Days in" value={timeZone} onChange={setZone}>
          {[...new Set([timeZone, ...shared, localZone, 'UTC'])].map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </Select>
      )}
      <button type="submit" className="button main" disabled={isRangeWrong || isNameless}>
        Show the report
      </button>
      {isRangeWrong && days.from !== '' && days.to !== '' && (
        <p className="field-error small" role="alert">
          The last day lies before the first.
        </p>
      )}
    </form>
  );
}

type Named = { name: string; displayName: string };

function namesOf(
  kind: ReportAsked['kind'],
  processes: readonly (Named & { product: string | null })[],
  agreements: readonly Named[],
): readonly Named[] {
  if (kind === 'process') return processes;
  if (kind === 'agreement') return agreements;
  if (kind === 'organisation') return [];
  const products = [...new Set(processes.flatMap(({ product }) => product ?? []))].sort();
  return products.map((name) => ({ name, displayName: name }));
}

function Select({
  label,
  value,
  onChange,
  children,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}): ReactNode {
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {children}
      </select>
    </label>
  );
}

function Day({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}): ReactNode {
  return (
    <label className="field">
      <span>{label}</span>
      <input type="date" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </label>
  );
}
