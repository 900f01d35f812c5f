import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/cli/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';

const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const process = `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: UTC, steps: [paid], kpi: paid, thresholds: {partial: "0.20", total: "0.40"}}
---
`;
const of = (kind: string, spec: string) =>
  `${process}apiVersion: waga/v1\nkind: ${kind}\nmetadata: {name: one}\nspec: ${spec}\n`;
const switched = (more: string) =>
  of('Switch', `{process: payment, customersSee: {off: Nothing.}, carriedOut: {by: webhook, ${more}}}`);
const run = (step: string) =>
  of('Runbook', `{processes: [payment], steps: [{id: a, title: A step, do: http, ${step}}]}`);
const vendor = (more: string) => of('Vendor', `{contacts: [{name: Desk, phone: "+48 22 123 45 67"}], ${more}}`);
const source = (more: string) =>
  of('Source', `{type: prometheus, processes: [payment], queries: [{query: up}], ${more}}`);

describe('a secret that stands in a file of the catalogue', () => {
  it.each([
    ['as the name of a signing secret', switched(`url: "https://flags.example.com", secrets: ["${secret}"]`)],
    ['in the address of a switch', switched(`url: "https://waga:${secret}@flags.example.com/", secrets: [flags]`)],
    ['as the bearer of a step', run(`url: "https://shop.example.com", bearerFrom: "${secret}"`)],
    ['in the address of a step', run(`url: "https://waga:${secret}@shop.example.com/"`)],
    ['in the address of a status page', vendor(`statusPage: {url: "https://waga:${secret}@status.example.com/"}`)],
    ['in the address of a Prometheus', source(`url: "https://waga:${secret}@prometheus.example.com"`)],
    ['as the bearer of a Prometheus', source(`url: "https://prometheus.example.com", auth: {bearerFrom: "${secret}"}`)],
  ])('%s is refused and not repeated', (_, text) => {
    const { findings } = readFiles([{ path: 'a.yaml', text }], kinds);
    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(errors).not.toEqual([]);
    expect(JSON.stringify(findings)).not.toContain(secret);
  });
});
