import type { ReactNode } from 'react';
import type { TokenRow } from '../../../src/features/access/contract.ts';
import { CopyText } from './form/copy-text.tsx';
import { usageOf } from './token-usage.ts';

/** The secret of a token, shown this once, and how to use it. */
export function TokenSecret({ token, secret }: { token: TokenRow; secret: string }): ReactNode {
  return (
    <>
      <p>Copy the secret now: it is kept only as a hash and is never shown again.</p>
      <CopyText name="the secret" text={secret} />
      <details className="usage-details">
        <summary>How to use it</summary>
        <div className="usage">
          {usageOf(token, secret, location.origin).map(({ name, text }) => (
            <section key={name}>
              <h3>{name}</h3>
              <CopyText name={name} text={text} />
            </section>
          ))}
        </div>
      </details>
    </>
  );
}
