/** The parameter of the sign-in page that says where one was going. */
const parameter = 'to';
const entrances = ['/sign-in', '/welcome', '/invitation', '/api', '/v1'];

/** The address of the sign-in page that leads back to where one is now (path with query and fragment). */
export function signInAddress(now: string): string {
  const to = safeDestination(now);
  return to === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ [parameter]: to })}`;
}

/** Where to go after the sign-in, from the query of its page. */
export const destinationIn = (search: string): string =>
  safeDestination(new URLSearchParams(search).get(parameter) ?? '/');

/**
 * A path of this site that shows a page, or `/`: whoever sends a link to the sign-in page must not be able to send the
 * reader on to another site or back into an entrance.
 */
export function safeDestination(text: string): string {
  const here = 'https://here.invalid';
  // Browsers drop tabs and line ends from addresses and take a backslash for a slash; nothing of that belongs in a path.
  if (!text.startsWith('/') || /[\\\p{Cc}]/u.test(text) || !URL.canParse(text, here)) return '/';
  const url = new URL(text, here);
  if (url.origin !== here || url.pathname.startsWith('//')) return '/';
  if (entrances.some((path) => url.pathname === path || url.pathname.startsWith(`${path}/`))) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}
