import { REPORT_KINDS, REPORT_KIND_NAMES } from './reportKind';

const COLORS = REPORT_KIND_NAMES.map((kind) => `.${kind}{--c:${REPORT_KINDS[kind].color}}`).join('');

/** The report's style sheet: light and dark as the reader has it, and on paper. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--dim:#59636e;--line:#d1d9e0;--card:#f6f8fa;--on:#0969da}
@media (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--dim:#9198a1;--line:#3d444d;--card:#151b23;--on:#4493f8}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1600px;padding:16px 24px 64px;background:var(--bg);color:var(--fg);font:14px/1.5 system-ui,sans-serif}
h1{font-size:22px;margin:8px 0;overflow-wrap:anywhere}h2{font-size:16px;margin:0 0 8px;overflow-wrap:anywhere}
small,.note,caption,figcaption{color:var(--dim)}
.lead{font-size:16px;margin:4px 0 16px}
.legend{display:flex;flex-wrap:wrap;gap:4px 14px;margin:12px 0;padding:0;list-style:none}
.tables{display:flex;flex-wrap:wrap;gap:24px 48px;align-items:flex-start}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}caption{text-align:start;padding-bottom:4px}
th,td{padding:3px 8px;border-bottom:1px solid var(--line);text-align:end;vertical-align:top}
th[scope=row]{text-align:start;font-weight:600;overflow-wrap:anywhere;max-width:280px}thead th{font-weight:400;color:var(--dim)}
.bars .was{fill:var(--dim);opacity:.5}.bars .is{fill:var(--on)}
section{margin:28px 0 0;padding:16px;border:1px solid var(--line);border-radius:8px;background:var(--card)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(300px,100%),1fr));gap:12px}
figure{margin:0;min-width:0}figure svg{display:block;width:100%;height:auto;max-height:75vh;background:#0003;border-radius:4px}
.defs{position:absolute;width:0;height:0}.blank{fill:#8883}
ol{margin:12px 0 0;padding-inline-start:32px}li{overflow-wrap:anywhere}section li{padding:1px 6px;border-radius:4px;cursor:pointer}
section li.on{outline:2px solid var(--on);background:var(--bg)}
.mark{display:inline-block;padding:0 6px;border-radius:9px;background:var(--c);color:#111;font-size:12px;font-weight:600}
${COLORS}
svg path{fill:none;vector-effect:non-scaling-stroke;stroke-width:2px;stroke-linejoin:round;stroke-linecap:round}
svg g[data-c] path{stroke:var(--c)}svg g[data-c] path.area{fill:var(--c);fill-opacity:.14}
svg g path.dots{stroke-width:7px}svg g.was path,svg g.dashed path.area,svg g.dashed path.line{stroke-dasharray:6 5}
svg g.was path.area{fill-opacity:0}
svg .still path{stroke:#a3a3a3;stroke-width:1px}
svg text{fill:var(--c);stroke:#000b;stroke-width:3px;paint-order:stroke;vector-effect:non-scaling-stroke;font-weight:700;font-family:system-ui,sans-serif}
svg g[data-c]{cursor:pointer}svg g.on path{stroke-width:4px}svg g.on path.area{fill-opacity:.32}
code{font:12px ui-monospace,monospace;color:var(--dim)}
kbd{border:1px solid var(--line);border-radius:4px;padding:0 5px;background:var(--card)}
details{margin:24px 0}.problems li{color:#d1242f}
@media print{:root{--bg:#fff;--fg:#000;--dim:#444;--line:#bbb;--card:#fff}body{max-width:none;padding:0;font-size:11px}
.keys{display:none}section{break-inside:auto;border-width:1px 0 0;border-radius:0;padding:8px 0}figure,tr,li{break-inside:avoid}h2{break-after:avoid}
.figures{grid-template-columns:repeat(3,1fr)}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
