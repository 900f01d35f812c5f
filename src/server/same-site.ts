import type { IncomingHttpHeaders } from 'node:http';
import { ProductError } from '../errors.ts';

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];
const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** By which names the server is known to browsers. */
export interface Site {
  /** Origin of the public address, such as `https://waga.example.com`; null when the server is reached on loopback only. */
  origin: string | null;
  /** Whether the public address is https. */
  secure: boolean;
  /** Names that the header Host may hold, in lower case and without port. */
  hosts: ReadonlySet<string>;
}

/** The site that a configuration describes: the loopback names, that of the public address and the address listened on. */
export function siteOf(listen: { host: string; publicUrl?: string | undefined }): Site {
  const hosts = new Set([...loopbackNames, listen.host.includes(':') ? `[${listen.host}]` : listen.host]);
  if (listen.publicUrl === undefined) return { origin: null, secure: false, hosts };
  const url = new URL(listen.publicUrl);
  return { origin: url.origin, secure: url.protocol === 'https:', hosts: hosts.add(url.hostname) };
}

/**
 * Keeps other web sites out. A page elsewhere can make a browser send requests here: by a name of its own that points at
 * this machine (then Host is not a name of this server: ProductError `wrong_host`), or by posting across sites (then the
 * browser says so in Sec-Fetch-Site or Origin: ProductError `cross_site`). Programs send neither header and are not touched.
 */
export function refuseOtherSites(site: Site, method: string, headers: IncomingHttpHeaders): void {
  const name = (headers.host ?? '').replace(/:\d{1,5}$/, '').toLowerCase();
  if (!site.hosts.has(name)) {
    const own = site.origin === null ? '' : `${site.origin} and `;
    const message = `This server answers on ${own}the loopback names only: localhost, 127.0.0.1 or [::1].`;
    throw new ProductError('wrong_host', message);
  }
  if (isReading(method)) return;
  const from = headers['sec-fetch-site'];
  const foreign = from === 'cross-site' || from === 'same-site';
  if (foreign || (headers.origin !== undefined && !isOwnOrigin(site, headers))) throw crossSite();
}

/** Whether a request by this method changes nothing. */
export const isReading = (method: string): boolean => reading.has(method);

/**
 * For a write with a browser's session: the browser must say that it comes from a page of this server, since the cookie
 * alone does not. Throws ProductError `cross_site`.
 */
export function needOwnPage(site: Site, headers: IncomingHttpHeaders): void {
  if (headers['sec-fetch-site'] === 'same-origin') return;
  if (headers.origin === undefined || !isOwnOrigin(site, headers)) throw crossSite();
}

function isOwnOrigin(site: Site, { origin, host }: IncomingHttpHeaders): boolean {
  return origin === `http://${host}` || (site.origin !== null && origin === site.origin);
}

const crossSite = (): ProductError => new ProductError('cross_site', 'A page of another site may not write here.');
