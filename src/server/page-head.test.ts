import { expect, it } from 'vitest';
import { linksAhead } from './page-head.ts';

const pages = [
  { path: '/incidents', files: ['assets/incidents-page.js'] },
  { path: '/incidents/:id', files: ['assets/incidents.css', 'assets/incident-page.js'] },
];
const hrefs = (path: string, asks: boolean): (string | undefined)[] =>
  [...linksAhead(pages, path, asks).matchAll(/href="([^"]*)"/g)].map(([, href]) => href);

it('names the files of the page at the address, and only of that one', () => {
  expect(hrefs('/incidents', false)).toEqual(['/assets/incidents-page.js']);
  expect(hrefs('/incidents/', false)).toEqual(['/assets/incidents-page.js']);
  expect(hrefs('/incidents/one', false)).toEqual(['/assets/incidents.css', '/assets/incident-page.js']);
  expect(hrefs('/incidents/one/review', false)).toEqual([]);
  expect(linksAhead(pages, '/incidents/one', false)).toContain('rel="preload" as="style"');
});

it('names what is asked first where somebody seems signed in, and the balance on the first page alone', () => {
  expect(hrefs('/', true)).toEqual(['/api/v1/me', '/api/v1/balance']);
  expect(hrefs('/incidents', true)).toEqual(['/api/v1/me', '/assets/incidents-page.js']);
  expect(hrefs('/', false)).toEqual([]);
});

it('repeats nothing of the address', () => {
  expect(linksAhead(pages, '/incidents/"><script>', true)).not.toContain('script>');
});
