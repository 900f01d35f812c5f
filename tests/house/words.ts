/** What has no place in the texts of the project: machine paths, private hosts, credentials, things put off. */

interface Ban {
  what: string;
  pattern: RegExp;
}

const bans: Ban[] = [
  { what: 'a path of one machine', pattern: /(?<![\w.$}-])\/(work|home|root|Users|mnt)\/[\w.-]+/ },
  { what: 'a path of one machine', pattern: /(?<![\w.$}-])\/tmp\/[\w.-]+/ },
  { what: 'a path of one machine', pattern: /\b[A-Z]:\\\\?Users\b/ },
  { what: 'a package registry', pattern: /https?:\/\/[\w.:-]*(registry|artifactory|nexus|verdaccio|mirror)[\w.:-]*/i },
  { what: 'a package registry', pattern: /^\s*registry\s*=/m },
  // the ranges as such, which a rule must name, are no address of anybody
  {
    what: 'a private network',
    pattern:
      /\b(?!10\.0\.0\.0\/8\b|172\.16\.0\.0\/12\b|192\.168\.0\.0\/16\b)(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}\b/,
  },
  { what: 'a thing put off', pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/ },
  {
    what: 'a credential',
    pattern: /\b(?:ghp_[A-Za-z0-9]{30,}|npm_[A-Za-z0-9]{30,}|AKIA[A-Z0-9]{16}|-----BEGIN [A-Z ]*PRIVATE KEY)/,
  },
];

/** Each banned thing with its line, as `line: what`. */
export function bannedWords(text: string): string[] {
  return bans.flatMap(({ what, pattern }) => {
    const found = pattern.exec(text);
    return found ? [`${text.slice(0, found.index).split('\n').length}: ${what}: ${found[0].trim()}`] : [];
  });
}

const skipping = /\b(?:it|test|describe)\.(?:skip|skipIf|runIf|only|todo|fails)\b/;

/** Tests that are left out or singled out by hand, as `line: what`; `describeWith` of needs.ts skips with a reason instead. */
export function handSkips(text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const found = skipping.exec(line);
    return found ? [`${index + 1}: ${found[0]}`] : [];
  });
}
