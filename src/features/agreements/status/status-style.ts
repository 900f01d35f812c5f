import { createHash } from 'node:crypto';

/** The style of the page, light or dark, down to 360 px. One constant text, so that its hash stands for it. */
export const statusStyle = `
:root{color-scheme:light dark;--ink:#16191d;--soft:#4d555f;--line:#d4dae0;--paper:#fff;--sunken:#f4f6f8;--link:#0b57b0;--good:#0a6b3c;--bar:#5fb98b;--minor:#7a5200;--minor-bar:#dd9a1c;--major:#a8420d;--major-bar:#e0651f;--bad:#b3261e;--bad-bar:#c9342b;--work:#1f5fae;--work-bar:#4a86d0;--unknown:#d4dae0}
@media (prefers-color-scheme:dark){:root{--ink:#e9ecef;--soft:#aab3bd;--line:#363e47;--paper:#14171a;--sunken:#1d2226;--link:#8ab8ff;--good:#62d596;--bar:#33855c;--minor:#f0bf60;--minor-bar:#d79b2b;--major:#ff9a63;--major-bar:#e8722f;--bad:#ff8f86;--bad-bar:#e5554b;--work:#9cc3f7;--work-bar:#4f8ad1;--unknown:#363e47}}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);font:16px/1.5 Inter,system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;-webkit-text-size-adjust:100%}
body{max-width:54rem;margin:0 auto;padding:clamp(1rem,4vw,2.5rem) clamp(1rem,4vw,2rem) 3rem;overflow-wrap:break-word}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.top{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;gap:.25rem 1.5rem;margin-bottom:1.25rem}
h1{font-size:clamp(1.375rem,4vw,1.75rem);line-height:1.2;margin:0}
h2{font-size:1.1875rem;line-height:1.25;margin:2.5rem 0 .75rem}
h3,h4{font-size:1rem;line-height:1.4;margin:0}
p{margin:.25rem 0}
ul.plain{list-style:none;margin:0;padding:0}
.top ul,footer ul{display:flex;flex-wrap:wrap;align-items:baseline;gap:.25rem 1.25rem;list-style:none;margin:0;padding:0}
.top a,.top li span,footer li a{display:inline-block;padding:.25rem 0}.top li span{font-weight:600}
.soft,time,footer{color:var(--soft);font-size:.875rem}
time{white-space:normal}
.banner{border:1px solid currentColor;border-left-width:.5rem;border-radius:.5rem;padding:1rem 1.25rem;background:var(--sunken)}
.banner strong{display:block;font-size:clamp(1.25rem,4vw,1.5rem);line-height:1.25}
.banner p{color:var(--soft);font-size:.875rem;margin:.25rem 0 0}
.stale{margin-top:.75rem;border-left:.25rem solid var(--minor-bar);padding:.5rem .75rem;background:var(--sunken)}
.good{color:var(--good)}.minor{color:var(--minor)}.major{color:var(--major)}.bad{color:var(--bad)}.work{color:var(--work)}
.card{border:1px solid var(--line);border-radius:.5rem;padding:1rem 1.25rem;margin:0 0 .75rem}
.card.open{border-left:.25rem solid currentColor;padding-left:1.0625rem}.card>*{color:var(--ink)}.card>.soft{color:var(--soft)}
.head{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;gap:0 1rem}
.state{font-weight:600;white-space:nowrap}
.state::before{content:"";display:inline-block;width:.625em;height:.625em;margin-right:.4em;border-radius:50%;background:currentColor}
.state.bad::before,.state.major::before{border-radius:0}
.state.minor::before{clip-path:polygon(50% 0,100% 100%,0 100%);border-radius:0}
.state.work::before{background:none;border:2px solid currentColor}
.systems{border:1px solid var(--line);border-radius:.5rem;overflow:hidden}
.systems>li{padding:1rem 1.25rem}
.systems>li+li{border-top:1px solid var(--line)}
.group{margin:1.25rem 0 .5rem;font-size:.9375rem;color:var(--soft)}
.bars{display:block;width:100%;height:2.25rem;margin:.625rem 0 0}
.bars .ok{fill:var(--bar)}.bars .unknown{fill:var(--unknown)}.bars .rest{fill:var(--unknown)}
.bars .degraded{fill:var(--minor-bar)}.bars .partial{fill:var(--major-bar)}.bars .major{fill:var(--bad-bar)}.bars .maintenance{fill:var(--work-bar)}
.scale{display:flex;justify-content:space-between;gap:1rem;color:var(--soft);font-size:.8125rem}
details{font-size:.875rem;color:var(--soft)}
summary{cursor:pointer;padding:.25rem 0;width:fit-content;max-width:100%}
details ul{margin:.25rem 0 0;padding-left:1.25rem}
.posts{list-style:none;margin:.75rem 0 0;padding:0}
.posts>li{border-left:2px solid var(--line);padding:0 0 .75rem 1rem}
.posts>li:last-child{padding-bottom:0}
.posts p,.posts ul,.posts ol{margin:.25rem 0}
.posts pre{overflow-x:auto;padding:.5rem;background:var(--sunken);border-radius:.25rem;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.875rem}
.day{margin:1.5rem 0 .5rem;font-size:.9375rem;font-weight:600;color:var(--soft)}.day::first-letter{text-transform:uppercase}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line)}
@media (forced-colors:active){.bars{forced-color-adjust:none}}
@media print{nav,footer ul{display:none}}
`;

/** The content policy of the page: no script, no request, its own style alone. It may be framed by nobody. */
export const statusPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(statusStyle).digest('base64')}'; base-uri 'none'; form-action 'none'`;
