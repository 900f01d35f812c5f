/**
 * What tests need beyond npm, installed from Debian when the caller allows it (`CI=true` or `WAGA_INSTALL=1`, root, apt).
 * Prints what it does; a failed installation is said and leaves the tests that need the program skipped by name.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { alertmanagerPath, chromiumPath, headlessPath, libreOfficePath, postgresBin, prometheusPath } from './needs.ts';

interface Program {
  package: string;
  variable: string;
  find(): string | undefined;
  /** What does the same where there is no such package; the tests take longer with it. */
  instead?: { package: string; find(): string | undefined };
}

const wanted: Program[] = [
  {
    package: 'chromium-headless-shell',
    variable: 'WAGA_CHROMIUM',
    find: () => process.env.WAGA_CHROMIUM ?? headlessPath(),
    instead: { package: 'chromium', find: chromiumPath },
  },
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

/** Where there is no way out, it says so soon. */
const impatient = ['-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::https::Timeout=20'];

function aptGet(...words: string[]): boolean {
  say(`apt-get ${words.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', ['-qq', ...impatient, ...words], { stdio: 'inherit', env }).status === 0;
}

const install = (names: readonly string[]): boolean => aptGet('install', '--yes', '--no-install-recommends', ...names);

/** One unknown package spoils an installation of many: then each is tried alone. */
function installAll(absent: readonly Program[]): void {
  if (!aptGet('update')) say('apt-get failed');
  else if (!install(absent.map((program) => program.package))) {
    for (const { package: name, instead } of absent) {
      if (install([name]) || instead?.find()) continue;
      if (!instead || !install([instead.package])) say(`apt-get failed to install ${name}`);
    }
  }
}

/** Installs what is missing and allowed, then exports the paths found as WAGA_CHROMIUM, WAGA_POSTGRES_BIN, WAGA_PROMETHEUS, WAGA_ALERTMANAGER and WAGA_LIBREOFFICE. */
export function prepareMachine(): void {
  const found = ({ find, instead }: Program): string | undefined => find() ?? instead?.find();
  const absent = wanted.filter((program) => program.find() === undefined);
  const lacking = absent.filter((program) => !found(program)).map((program) => program.package);
  const refused = whyNotInstall();
  if (lacking.length > 0 && refused)
    say(`without ${lacking.join(' and ')} (${refused}); tests that need it are skipped`);
  else if (absent.length > 0 && !refused) {
    say(`installing ${absent.map((program) => program.package).join(' and ')} from Debian`);
    installAll(absent);
  }
  for (const program of wanted) {
    const path = found(program);
    if (path) process.env[program.variable] = path;
  }
}
