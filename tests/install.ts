/**
 * What tests need beyond npm, installed from Debian when the caller allows it (`CI=true` or `WAGA_INSTALL=1`, root, apt).
 * Prints what it does; a failed installation is said and leaves the tests that need the program skipped by name.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { alertmanagerPath, chromiumPath, libreOfficePath, postgresBin, prometheusPath } from './needs.ts';

const wanted = [
  { package: 'chromium', variable: 'WAGA_CHROMIUM', find: chromiumPath },
  { package: 'postgresql', variable: 'WAGA_POSTGRES_BIN', find: postgresBin },
  { package: 'prometheus', variable: 'WAGA_PROMETHEUS', find: prometheusPath },
  { package: 'prometheus-alertmanager', variable: 'WAGA_ALERTMANAGER', find: alertmanagerPath },
  // The smallest of Debian that converts a spreadsheet: 57 packages, 88 MB, half a minute.
  { package: 'libreoffice-calc-nogui', variable: 'WAGA_LIBREOFFICE', find: libreOfficePath },
];

const say = (line: string): void => console.log(`tests: ${line}`);

function whyNotInstall(): string | undefined {
  if (process.env.CI !== 'true' && process.env.WAGA_INSTALL !== '1') return 'neither CI=true nor WAGA_INSTALL=1 is set';
  if (process.getuid?.() !== 0) return 'not root';
  if (!existsSync('/usr/bin/apt-get')) return 'no apt-get on this machine';
  return undefined;
}

function aptGet(...words: string[]): boolean {
  say(`apt-get ${words.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', ['-qq', ...words], { stdio: 'inherit', env }).status === 0;
}

/** Installs what is missing and allowed, then exports the paths found as WAGA_CHROMIUM, WAGA_POSTGRES_BIN, WAGA_PROMETHEUS, WAGA_ALERTMANAGER and WAGA_LIBREOFFICE. */
export function prepareMachine(): void {
  const absent = wanted.filter((program) => program.find() === undefined).map((program) => program.package);
  const refused = whyNotInstall();
  if (absent.length > 0 && refused) say(`without ${absent.join(' and ')} (${refused}); tests that need it are skipped`);
  else if (absent.length > 0) {
    say(`installing ${absent.join(' and ')} from Debian`);
    if (!aptGet('update') || !aptGet('install', '--yes', '--no-install-recommends', ...absent)) say('apt-get failed');
  }
  for (const { variable, find } of wanted) {
    const path = find();
    if (path) process.env[variable] = path;
  }
}
