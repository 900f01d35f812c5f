/**
 * What a test may need beyond npm. A group of tests that needs something names it, and is skipped by name with the
 * reason when it is not there: `describeWith('chromium', 'the balance page', () => …)`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { noDataSet } from './data-sets.ts';

const headlessNames = ['chromium-headless-shell', 'chrome-headless-shell'];
const chromiumNames = [...headlessNames, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const debianPostgres = '/usr/lib/postgresql';

const executablesOnPath = (names: readonly string[]): string[] =>
  (process.env.PATH ?? '').split(':').flatMap((folder) => names.map((name) => join(folder, name)));

/** Path of a Chromium that has no windows, which takes a quarter less of the processor; undefined when there is none. */
export function headlessPath(): string | undefined {
  return executablesOnPath(headlessNames).find((path) => existsSync(path));
}

/** Path of a Chromium: `WAGA_CHROMIUM`, else the first on the search path, without windows if there is one; undefined when none. */
export function chromiumPath(): string | undefined {
  const named = process.env.WAGA_CHROMIUM;
  return (named ? [named] : executablesOnPath(chromiumNames)).find((path) => existsSync(path));
}

const holdsPostgres = (folder: string): boolean =>
  ['initdb', 'postgres', 'pg_ctl'].every((program) => existsSync(join(folder, program)));

/** Folder with `initdb`, `postgres` and `pg_ctl`: `WAGA_POSTGRES_BIN`, else Debian's newest, else one on the search path. */
export function postgresBin(): string | undefined {
  const named = process.env.WAGA_POSTGRES_BIN;
  if (named) return holdsPostgres(named) ? named : undefined;
  const versions = existsSync(debianPostgres) ? readdirSync(debianPostgres).map(Number).filter(Number.isFinite) : [];
  const folders = versions.sort((a, b) => b - a).map((version) => join(debianPostgres, String(version), 'bin'));
  return [...folders, ...(process.env.PATH ?? '').split(':')].find(holdsPostgres);
}

/** Path of a Prometheus: `WAGA_PROMETHEUS`, else the first on the search path; undefined when there is none. */
export function prometheusPath(): string | undefined {
  const named = process.env.WAGA_PROMETHEUS;
  return (named ? [named] : executablesOnPath(['prometheus'])).find((path) => existsSync(path));
}

/** Path of promtool, which comes with Prometheus: `WAGA_PROMTOOL`, else the first on the search path. */
export function promtoolPath(): string | undefined {
  const named = process.env.WAGA_PROMTOOL;
  return (named ? [named] : executablesOnPath(['promtool'])).find((path) => existsSync(path));
}

/** Path of an Alertmanager: `WAGA_ALERTMANAGER`, else the first on the search path; undefined when there is none. */
export function alertmanagerPath(): string | undefined {
  const named = process.env.WAGA_ALERTMANAGER;
  const names = ['prometheus-alertmanager', 'alertmanager'];
  return (named ? [named] : executablesOnPath(names)).find((path) => existsSync(path));
}

/** Path of a LibreOffice that converts spreadsheets: `WAGA_LIBREOFFICE`, else the first on the search path. */
export function libreOfficePath(): string | undefined {
  const named = process.env.WAGA_LIBREOFFICE;
  return (named ? [named] : executablesOnPath(['soffice', 'libreoffice'])).find((path) => existsSync(path));
}

/** Whether a process may have mounts of its own: as root, or where the system lets everyone have a user namespace. */
function mayMount(): boolean {
  const words = [...ownMounts, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'];
  return spawnSync(words[0]!, words.slice(1), { stdio: 'ignore' }).status === 0;
}

/** What is put in front of a command that is to have mounts of its own. */
export const ownMounts: readonly string[] = [
  'unshare',
  ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
  '--mount',
  '--propagation',
  'private',
];

/** Whether a file can be mounted as a file system of its own, which only root can. */
function mayMountFiles(): boolean {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return false;
  const folder = mkdtempSync(join(tmpdir(), 'waga-loop-'));
  const making = 'truncate -s 8M image && mkfs.ext4 -q image && mkdir at && mount -o loop image at && umount at';
  const words = [...ownMounts, 'bash', '-c', making];
  const made = spawnSync(words[0]!, words.slice(1), { cwd: folder, stdio: 'ignore' }).status === 0;
  rmSync(folder, { recursive: true, force: true });
  return made;
}

/** Why a need is not met, or undefined when it is: `chromium`, `postgres`, `prometheus`, `promtool`, `alertmanager`, `libreoffice`, `mounts` (of a process' own), `loop` (a file as a file system),
 * `long` (time), or `data:NAME` for a data set. */
export function missing(need: string): string | undefined {
  if (need.startsWith('data:')) return noDataSet(need.slice('data:'.length));
  if (need === 'chromium') return chromiumPath() ? undefined : 'no Chromium found; set WAGA_CHROMIUM or WAGA_INSTALL=1';
  if (need === 'postgres') {
    return postgresBin() ? undefined : 'no PostgreSQL programs found; set WAGA_POSTGRES_BIN or WAGA_INSTALL=1';
  }
  if (need === 'prometheus') {
    return prometheusPath() ? undefined : 'no Prometheus found; set WAGA_PROMETHEUS or WAGA_INSTALL=1';
  }
  if (need === 'promtool') return promtoolPath() ? undefined : 'no promtool found; set WAGA_PROMTOOL or WAGA_INSTALL=1';
  if (need === 'alertmanager') {
    return alertmanagerPath() ? undefined : 'no Alertmanager found; set WAGA_ALERTMANAGER or WAGA_INSTALL=1';
  }
  if (need === 'libreoffice') {
    return libreOfficePath() ? undefined : 'no LibreOffice found; set WAGA_LIBREOFFICE or WAGA_INSTALL=1';
  }
  if (need === 'mounts') return mayMount() ? undefined : 'a process may have no mounts of its own here';
  if (need === 'loop') return mayMountFiles() ? undefined : 'a file cannot be mounted as a file system here';
  if (need === 'long') return process.env.WAGA_LONG === '1' ? undefined : 'takes long in real time; set WAGA_LONG=1';
  throw new Error(`unknown need "${need}"`);
}

/** `describe`, skipped by name with its reason in brackets when the need is not met. Read files in hooks and tests only. */
export function describeWith(need: string, title: string, body: () => void): void {
  const reason = missing(need);
  if (reason === undefined) describe(title, body);
  else describe.skip(`${title} [skipped: ${reason}]`, body);
}
