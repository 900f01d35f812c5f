import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { NewToken, type TokenMade } from '../../../src/features/access/contract.ts';
import type { MoneyView } from '../../../src/features/access/money-view.ts';
import { scopes as allScopes, type Scope } from '../../../src/features/access/rights.ts';
import { makeToken } from '../api/access.ts';
import { balanceNow } from '../api/balance.ts';
import { DialogFrame } from './form/dialog-frame.tsx';
import { Choice, FieldGroup, TextField } from './form/field.tsx';
import { FormProblem } from './form/form-problem.tsx';
import { NamesField } from './form/names-field.tsx';
import { useForm } from './form/use-form.ts';
import { MoneyField } from './money-field.tsx';
import { scopeMeanings, scopeNames } from './role-words.ts';
import { TokenSecret } from './token-secret.tsx';

/** The route asks for a source where data are sent; the form says so before. */
const FormToken = NewToken.refine(({ scopes, sources }) => !scopes.includes('ingest') || sources.length > 0, {
  path: ['sources'],
  message: 'to send data, a token needs at least one source',
});

/** A new token: its name, what it may do, of which sources; then the secret, which is shown this once. */
export function NewTokenDialog({ onClose }: { onClose: () => void }): ReactNode {
  const known = useQuery(balanceNow).data;
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<Scope[]>(['ingest']);
  const [sources, setSources] = useState<string[]>([]);
  const [processes, setProcesses] = useState<string[] | null>(null);
  const [money, setMoney] = useState<{ view: MoneyView; isSome: boolean }>({ view: [], isSome: false });
  const [days, setDays] = useState('365');
  const [made, setMade] = useState<z.infer<typeof TokenMade> | null>(null);
  const sends = scopes.includes('ingest');
  const values = {
    name,
    scopes,
    sources: sends ? sources : [],
    processes: sends ? processes : null,
    money: money.view,
    expiresInDays: Number(days),
  };
  const form = useForm(FormToken, values, async (body) => setMade(await makeToken(body)));
  if (made) {
    return (
      <DialogFrame title={`Token ${made.token.name}`} onClose={onClose}>
        <TokenSecret {...made} />
        <div className="form-ways">
          <button type="button" className="button main" onClick={onClose}>
            Done
          </button>
        </div>
      </DialogFrame>
    );
  }
  const { fields } = form.errors;
  return (
    <DialogFrame title="New token" onClose={onClose}>
      <form className="form" onSubmit={form.submit} noValidate>
        <FormProblem problem={form.errors.form} />
        <TextField
          label="Name"
          hint="What uses it: shop, grafana, catalogue-pipeline."
          name="name"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={name}
          error={fields.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextField
          label="Holds for, in days"
          hint="The list marks it two weeks before its end."
          name="expiresInDays"
          inputMode="numeric"
          autoComplete="off"
          value={days}
          error={fields.expiresInDays === undefined ? undefined : 'Expected whole days, 1 to 3660.'}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
        <FieldGroup label="What it may do" error={fields.scopes === undefined ? undefined : 'Choose at least one.'}>
          {allScopes.map((scope) => (
            <Choice
              key={scope}
              type="checkbox"
              name="scopes"
              value={scope}
              label={scopeNames[scope]}
              meaning={scopeMeanings[scope]}
              checked={scopes.includes(scope)}
              onChange={(isChecked) =>
                setScopes(allScopes.filter((one) => (one === scope ? isChecked : scopes.includes(one))))
              }
            />
          ))}
        </FieldGroup>
        {sends && (
          <>
            <NamesField
              label="Sources"
              known={known?.sources.map((source) => source.name) ?? []}
              value={sources}
              error={fields.sources}
              onChange={setSources}
            />
            <FieldGroup label="Processes">
              <Choice
                type="radio"
                name="processes"
                value="all"
                label="All that its sources may write"
                checked={processes === null}
                onChange={() => setProcesses(null)}
              />
              <Choice
                type="radio"
                name="processes"
                value="some"
                label="Only some"
                checked={processes !== null}
                onChange={() => setProcesses([])}
              />
              {processes !== null && (
                <NamesField
                  label="Processes it may write"
                  known={known?.processes.map((process) => process.name) ?? []}
                  value={processes}
                  onChange={setProcesses}
                />
              )}
            </FieldGroup>
          </>
        )}
        {(scopes.includes('read') || scopes.includes('metrics')) && (
          <MoneyField
            whom="it"
            value={money.view}
            isSome={money.isSome}
            onChange={(view, isSome) => setMoney({ view, isSome })}
          />
        )}
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button main" disabled={form.isSending}>
            {form.isSending ? 'Making…' : 'Make the token'}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}
