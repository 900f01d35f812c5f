import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { OutageCorrection, type OutagePage } from '../../../src/features/outages/outage-contract.ts';
import { TextField } from '../access/form/field.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { correctOutage } from '../api/ledger.ts';
import { Panel } from '../design/panel.tsx';
import { ConflictNote } from './conflict-note.tsx';
import {
  causeKinds,
  changedFacts,
  correctionOfFacts,
  type Facts,
  factsOf,
  factVersions,
  wrongFacts,
} from './facts-draft.ts';
import { FactsShown } from './facts-shown.tsx';
import { FaultFields } from './fault-fields.tsx';
import { ReasonField } from './reason-field.tsx';
import { type Change, changedMeanwhile } from './use-outage.ts';

interface Mine {
  facts: Facts;
  saw: Facts;
  revision: number;
}

/** Why it was, whose fault, and how much of it failed. Untouched it follows what is in force. */
export function FactsPanel({ page, change, isBusy }: { page: OutagePage; change: Change; isBusy: boolean }): ReactNode {
  const [mine, setMine] = useState<Mine | null>(null);
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failed, setFailed] = useState<string | null>(null);
  const id = useId();
  const inForce = factsOf(page);
  const facts = mine?.facts ?? inForce;
  // Another version with the same facts is as good: what else changed has nothing to do with them.
  const isBehind = mine !== null && changedFacts(inForce, mine.saw).length > 0;
  const isChanged = mine !== null && changedFacts(facts, inForce).length > 0;
  const set = (changed: Partial<Facts>): void =>
    setMine({ ...(mine ?? { saw: inForce, revision: page.revision }), facts: { ...facts, ...changed } });
  const drop = (): void => {
    setMine(null);
    setReason('');
    setErrors({});
    setFailed(null);
  };
  const save = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const why = OutageCorrection.shape.reason.safeParse(reason.trim() === '' ? undefined : reason);
    const isMissing = page.needsReason && reason.trim() === '';
    const wrong = {
      ...wrongFacts(facts, inForce),
      ...(isMissing || !why.success ? { reason: 'Say it in a few words.' } : {}),
    };
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) {
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const body = { ...correctionOfFacts(facts, inForce), ...(why.data === undefined ? {} : { reason: why.data }) };
    const saw = mine?.saw ?? inForce;
    const problem = await change((one, revision) => correctOutage(one, revision, body), {
      revision: isBehind ? mine.revision : page.revision,
      stillHolds: (next) => changedFacts(factsOf(next), saw).length === 0,
    });
    if (problem === null) drop();
    else setFailed(problem === changedMeanwhile ? null : problem);
  };
  if (!page.may.includes('correct')) {
    return (
      <Panel title="Cause">
        <FactsShown page={page} />
      </Panel>
    );
  }
  return (
    <Panel title="Cause" note="A report needs the cause and the summary.">
      <form className="form panel-body" onSubmit={(event) => void save(event)} noValidate>
        <FormProblem problem={failed} />
        {isBehind && (
          <ConflictNote
            page={page}
            versions={factVersions(mine.saw, inForce, facts)}
            onMine={() => setMine({ ...mine, revision: page.revision, saw: inForce })}
            onTheirs={drop}
          />
        )}
        <Area label="Cause" value={facts.cause} rows={2} onChange={(cause) => set({ cause })} />
        <datalist id={`${id}-kinds`}>
          {causeKinds.map((kind) => (
            <option key={kind} value={kind} />
          ))}
        </datalist>
        <Area label="Summary" value={facts.summary} rows={4} onChange={(summary) => set({ summary })} />
        <FaultFields
          kind={facts.kind}
          fault={facts.fault}
          vendor={facts.vendor}
          error={errors.vendor}
          onKind={(kind) => set({ kind })}
          onFault={(fault) => set({ fault })}
          onVendor={(vendor) => set({ vendor })}
        />
        <div className="fault-fields">
          <TextField
            label="Share that failed, in percent"
            hint="100 where nothing came any more."
            name="share"
            inputMode="decimal"
            autoComplete="off"
            value={facts.percent}
            error={errors.share}
            onChange={(event) => set({ percent: event.currentTarget.value })}
          />
          <TextField
            label="Kind of cause"
            hint="A word that agreements may exclude; left empty where none fits."
            name="causeKind"
            list={`${id}-kinds`}
            autoComplete="off"
            maxLength={63}
            value={facts.causeKind}
            onChange={(event) => set({ causeKind: event.currentTarget.value })}
          />
        </div>
        {isChanged && (
          <>
            <ReasonField isNeeded={page.needsReason} value={reason} error={errors.reason} onChange={setReason} />
            <div className="form-ways sticky-ways">
              <button type="button" className="button" onClick={drop}>
                Leave it as it was
              </button>
              <button type="submit" className="button main" disabled={isBusy || isBehind}>
                {isBusy ? 'Saving…' : 'Save what you wrote'}
              </button>
            </div>
          </>
        )}
      </form>
    </Panel>
  );
}

function Area({
  label,
  value,
  rows,
  onChange,
}: {
  label: string;
  value: string;
  rows: number;
  onChange: (value: string) => void;
}): ReactNode {
  const id = useId();
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={rows}
        maxLength={5_000}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}
