import { createHash } from 'node:crypto';

/** The style of a report on a screen, light or dark, down to 360 px, and on A4. One constant text, so that its hash stands for it. */
export const reportStyle = `
:root{color-scheme:light dark;--ink:#16191d;--soft:#4d555f;--line:#cfd5dc;--paper:#fff;--sunken:#f4f6f8;--link:#0b57b0;--good:#0a6b3c;--bad:#b3261e;--open:#7a5200}
@media (prefers-color-scheme:dark){:root{--ink:#e9ecef;--soft:#aab3bd;--line:#3a424b;--paper:#14171a;--sunken:#1d2226;--link:#8ab8ff;--good:#62d596;--bad:#ff8f86;--open:#f0bf60}}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);font:16px/1.5 Inter,system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;-webkit-text-size-adjust:100%}
body{max-width:72rem;margin:0 auto;padding:2rem clamp(1rem,4vw,3rem) 4rem;overflow-wrap:break-word}
h1{font-size:clamp(1.5rem,4vw,2rem);line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.375rem;line-height:1.25;margin:3rem 0 .75rem;padding-top:.75rem;border-top:2px solid var(--line)}
h3{font-size:1.0625rem;margin:2rem 0 .5rem}
header p,footer,.note,caption{color:var(--soft)}
a{color:var(--link)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:1.25rem 0 0;padding:0;list-style:none}
nav a{display:inline-block;padding:.125rem 0}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(18rem,100%),1fr));gap:.75rem 2rem;margin:1rem 0}
dt{color:var(--soft);font-size:.875rem}
dd{margin:0;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.table{overflow-x:auto;margin:1.25rem 0 .5rem}
table{width:100%;border-collapse:collapse;font-size:.9375rem}
caption{text-align:left;font-weight:600;padding-bottom:.5rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line)}
thead th{color:var(--soft);font-size:.8125rem;vertical-align:bottom}
tbody th{font-weight:600;min-width:9rem}
td{white-space:pre-line}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.digits{font-variant-numeric:tabular-nums}
td.digits{min-width:8rem}
td .written{display:block;min-width:10rem}
.note{font-size:.875rem;margin:.25rem 0 1rem}
.number small,dd small{display:block;color:var(--soft);white-space:normal}
.none{color:var(--soft)}
.verdict{font-weight:700;white-space:nowrap}
.verdict::before{content:"";display:inline-block;width:.6em;height:.6em;margin-right:.4em;border:2px solid currentColor;border-radius:50%}
.met{color:var(--good)}.met::before{background:currentColor}
.missed{color:var(--bad)}.missed::before{border-radius:0;background:currentColor}
.undecided,.unmeasured{color:var(--open)}
.warning{border-left:4px solid var(--open);padding:.5rem .75rem;background:var(--sunken)}
pre{overflow-x:auto;padding:.75rem;background:var(--sunken);border-radius:4px;font-size:.875rem;white-space:pre-wrap;overflow-wrap:anywhere}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
@page{size:A4;margin:16mm 14mm}
@media print{:root{--ink:#000;--soft:#3d444c;--line:#b9c0c7;--paper:#fff;--sunken:#f4f6f8;--good:#0a6b3c;--bad:#b3261e;--open:#7a5200}html{font-size:10px}body{max-width:none;padding:0}nav{display:none}h2{margin-top:1.5rem}h2,h3,caption{break-after:avoid}tr,dl>div{break-inside:avoid}.table{overflow:visible}thead{display:table-header-group}table{font-size:.875rem}tbody th,td.digits,td .written{min-width:0}.number{white-space:normal}}
`;

/** What the route lets pass in \`style-src\`: this one style by its hash, nothing else inline. */
export const reportStyleSource = `'sha256-${createHash('sha256').update(reportStyle).digest('base64')}'`;

/** The content policy of a report: no script, no request, its own style alone; it may not be framed. */
export const reportPolicy = `default-src 'none'; style-src ${reportStyleSource}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
