import { type FormEvent, type ReactNode, useState } from 'react';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import { NewSwitchAct, type SwitchShown } from '../../../src/features/unavailability/switches/switch-contract.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { TextField } from '../access/form/field.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { ReasonLine } from '../incidents/reason-line.tsx';
import { VerdictWays } from '../incidents/verdict-ways.tsx';
import { putWord, switchBody } from './switch-words.ts';
import type { ActOn } from './use-switch.ts';

/** Puts a switch another way: what customers will then see, the forecasts beside it, the reason. */
export function SwitchDialog({
  one,
  to,
  incident,
  act,
  isBusy,
  onClose,
}: {
  one: SwitchShown;
  to: SwitchShown['position'];
  /** For which it is done; its forecasts are kept with the reason. */
  incident: Pick<IncidentPage, 'id' | 'verdict' | 'processName' | 'moneyHidden'> | null;
  act: ActOn;
  isBusy: boolean;
  onClose: () => void;
}): ReactNode {
  const [reason, setReason] = useState('');
  const [percent, setPercent] = useState('25');
  const [errors, setErrors] = useState<{ reason?: string; share?: string }>({});
  const [failed, setFailed] = useState<string | null>(null);
  const asks = one.twoPeople && to === 'off';
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = NewSwitchAct.safeParse(switchBody(to, reason, Number(percent), incident?.id ?? null));
    const isShare = to !== 'half' || /^[1-9]\d?$/.test(percent.trim());
    const wrong = {
      ...(body.success ? {} : { reason: 'Say why in a few words: it stays with the switch.' }),
      ...(isShare ? {} : { share: 'Write a whole number from 1 to 99.' }),
    };
    setErrors(wrong);
    if (!body.success || !isShare) return;
    const problem = await act(body.data);
    problem === null ? onClose() : setFailed(problem);
  };
  return (
    <DialogFrame title={`${putWord(one, to)}: ${one.displayName}`} onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <FormProblem problem={failed} />
        <Consequence one={one} to={to} />
        {incident?.verdict && (
          <section className="switch-forecast" aria-label="Forecasts">
            <h3>
              What the next {incident.verdict.minutes === 60 ? 'hour' : `${incident.verdict.minutes} minutes`}{' '}
              {incident.verdict.minutes === 60 ? 'costs' : 'cost'}
            </h3>
            <VerdictWays
              verdict={incident.verdict}
              processName={incident.processName}
              moneyHidden={incident.moneyHidden}
            />
            <p className="muted">{incident.verdict.why}</p>
          </section>
        )}
        {to === 'half' && (
          <TextField
            label="Percent of customers let through"
            name="share"
            inputMode="numeric"
            maxLength={2}
            value={percent}
            error={errors.share}
            onChange={(event) => setPercent(event.currentTarget.value)}
          />
        )}
        <ReasonLine label="Why" value={reason} error={errors.reason} onChange={setReason} />
        {asks && (
          <p className="switch-two">
            Two people switch it off: you ask, and somebody else agrees. You cannot agree yourself.
          </p>
        )}
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Not now
          </button>
          <button type="submit" className="button main" disabled={isBusy}>
            {isBusy
              ? 'A moment…'
              : asks
                ? 'Ask a second person'
                : one.carriedOutBy === 'person'
                  ? 'Note it'
                  : putWord(one, to)}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}

function Consequence({ one, to }: { one: SwitchShown; to: SwitchShown['position'] }): ReactNode {
  return (
    <>
      {to !== 'on' && (
        <p>
          {to === 'half' ? 'That share has it as usual. ' : ''}
          {one.part === null ? '' : `Only ${one.part.attribute} ${one.part.value} of ${one.processName}. `}
          Switch it on again at any time; nothing comes back by itself
          {one.breaker?.policy === 'automatic' ? ', unless its breaker does it' : ''}.
        </p>
      )}
      {one.carriedOutBy === 'person' && (
        <p className="switch-how">
          <strong>Waga cannot reach this one.</strong> Flip it where it lives, then note it here:{' '}
          {one.how ?? 'the catalogue does not say where.'}
        </p>
      )}
    </>
  );
}
