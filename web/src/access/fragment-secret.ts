import { useState } from 'react';

/**
 * The secret of a link, from the fragment of the address. Servers and proxies never see a fragment; here it is taken out
 * of the address at once, so that it stays in no history, bookmark or screenshot.
 */
export function useFragmentSecret(): string {
  const [secret] = useState(() => secretIn(location.hash));
  if (location.hash !== '') history.replaceState(history.state, '', `${location.pathname}${location.search}`);
  return secret;
}

/** `#SECRET` without its mark; what no link of ours holds is no secret. */
export function secretIn(hash: string): string {
  const text = hash.startsWith('#') ? hash.slice(1) : hash;
  return /^[\w.~-]{1,128}$/.test(text) ? text : '';
}
