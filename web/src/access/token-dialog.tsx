import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import type { TokenMade, TokenRow } from '../../../src/features/access/contract.ts';
import { revokeToken, rotateToken, tokens } from '../api/access.ts';
import { Time } from '../design/numbers.tsx';
import { Ago, Day } from './ago.tsx';
import { Confirmed } from './form/confirmed.tsx';
import { DialogFrame } from './form/dialog-frame.tsx';
import { moneyText } from './money-text.ts';
import { scopeNames } from './role-words.ts';
import { TokenSecret } from './token-secret.tsx';
import { limitsText } from './token-state.ts';

const graces = [
  { minutes: 0, name: 'not at all: at once' },
  { minutes: 60, name: 'for an hour' },
  { minutes: 24 * 60, name: 'for a day' },
  { minutes: 7 * 24 * 60, name: 'for a week' },
];

/** What a token may do, with all its names, and taking it back or giving it a new secret. */
export function TokenDialog({ token, onClose }: { token: TokenRow; onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const [grace, setGrace] = useState(60);
  const [made, setMade] = useState<z.infer<typeof TokenMade> | null>(null);
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: tokens.queryKey });
  if (made) {
    return (
      <DialogFrame title={`New secret of ${token.name}`} onClose={onClose}>
        <TokenSecret {...made} />
        <div className="form-ways">
          <button type="button" className="button main" onClick={onClose}>
            Done
          </button>
        </div>
      </DialogFrame>
    );
  }
  return (
    <DialogFrame title={token.name} onClose={onClose} isSafe>
      <Facts token={token} />
      {token.state === 'active' ? (
        <section className="account-actions" aria-label="Secret">
          <h3>Secret</h3>
          <Confirmed
            name="Rotate"
            question="The token gets a new secret. Programs have the time you give to change over."
            yes="Make a new secret"
            act={async () => {
              setMade(await rotateToken(token.id, grace));
              await again();
            }}
          >
            <label className="field">
              <span>The present secret holds on</span>
              <select value={grace} onChange={(event) => setGrace(Number(event.currentTarget.value))}>
                {graces.map(({ minutes, name }) => (
                  <option key={minutes} value={minutes}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          </Confirmed>
          <Confirmed
            name="Revoke"
            isGrave
            question="Whatever uses this token is refused from now on. This cannot be taken back."
            yes={`Revoke ${token.name}`}
            act={async () => {
              await revokeToken(token.id);
              await again();
            }}
          />
        </section>
      ) : (
        <p className="muted">A token that is {token.state} does not come back. Make a new one.</p>
      )}
    </DialogFrame>
  );
}

function Facts({ token }: { token: TokenRow }): ReactNode {
  const limits = limitsText(token);
  const at = (text: string): ReactNode => <Time at={Date.parse(text)} near={Date.now()} />;
  const facts: [string, ReactNode][] = [
    ['May', token.scopes.map((scope) => scopeNames[scope]).join(', ')],
    ['Sources', token.sources.join(', ') || 'none'],
    ...(limits === '' ? [] : [['Only', limits] as [string, ReactNode]]),
    ['Money', moneyText(token.money)],
    [
      'Made',
      <>
        {at(token.createdAt)} by {token.createdBy}
      </>,
    ],
    ['Holds until', <Day key="until" at={token.expiresAt} />],
    ['Last used', <Ago key="used" at={token.lastUsedAt} />],
  ];
  if (token.previousUntil !== null) facts.push(['Previous secret', <>holds until {at(token.previousUntil)}</>]);
  return (
    <dl className="explain-lines">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
