import { useEffect, useState } from 'react';

/** The secret that this page was opened with, and the path it belongs to: a form that is mounted again goes on with it. */
let opened = { path: '', secret: '' };

/**
 * The secret of a link, from the fragment of the address. Servers and proxies never see a fragment; here it is taken out
 * of the address as soon as the page stands, so that it stays in no history, bookmark or screenshot. Not earlier: what React begins to
 * show and gives up, because something else came first, would leave the next attempt without it.
 */
export function useFragmentSecret(): string {
  const [secret] = useState(() => {
    const path = location.pathname;
    const given = secretIn(location.hash);
    if (given !== '') opened = { path, secret: given };
    return opened.path === path ? opened.secret : '';
  });
  useEffect(() => {
    if (location.hash !== '') history.replaceState(history.state, '', `${location.pathname}${location.search}`);
  }, []);
  return secret;
}

/** `#SECRET` without its mark; what no link of ours holds is no secret. */
export function secretIn(hash: string): string {
  const text = hash.startsWith('#') ? hash.slice(1) : hash;
  return /^[\w.~-]{1,128}$/.test(text) ? text : '';
}
