import type { IncomingHttpHeaders } from 'node:http';
import { ProductError } from '../errors.ts';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);
const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Keeps other web sites out of a server that has no sign-in yet. A page elsewhere can make a browser send requests here:
 * by a name of its own that points at this machine (then Host is not a loopback name: ProductError `wrong_host`), or by
 * posting across sites (then the browser says so in Sec-Fetch-Site or Origin: ProductError `cross_site`). Programs send
 * neither header and are not touched.
 */
export function refuseOtherSites(method: string, headers: IncomingHttpHeaders): void {
  const host = headers.host ?? '';
  if (!loopbackNames.has(host.replace(/:\d{1,5}$/, '').toLowerCase())) {
    throw new ProductError('wrong_host', 'This server answers on loopback names only: localhost, 127.0.0.1 or [::1].');
  }
  if (reading.has(method)) return;
  const site = headers['sec-fetch-site'];
  const foreign = site === 'cross-site' || site === 'same-site';
  if (foreign || (headers.origin !== undefined && headers.origin !== `http://${host}`)) {
    throw new ProductError('cross_site', 'A page of another site may not write here.');
  }
}
