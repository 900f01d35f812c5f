/** As much of a browser as signing in needs: it keeps cookies by host and port and follows redirects one by one. */
export interface Step {
  url: URL;
  status: number;
  headers: Headers;
  text: string;
  location: URL | null;
}

export class TestBrowser {
  readonly cookies = new Map<string, Map<string, string>>();

  async get(address: string | URL): Promise<Step> {
    const url = new URL(address);
    const jar = this.cookies.get(url.host) ?? new Map<string, string>();
    this.cookies.set(url.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    const location = answer.headers.get('location');
    const text = await answer.text();
    return {
      url,
      status: answer.status,
      headers: answer.headers,
      text,
      location: location === null ? null : new URL(location, url),
    };
  }

  /** Follows redirects until `stop` or until there are none, and returns the last step. */
  async follow(address: string | URL, stop: (next: URL) => boolean = () => false): Promise<Step> {
    let step = await this.get(address);
    for (let hops = 0; step.location !== null && hops < 20 && !stop(step.location); hops++)
      step = await this.get(step.location);
    return step;
  }
}
