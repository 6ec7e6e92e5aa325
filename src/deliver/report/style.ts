/** The style sheet of report and letter: one column on a phone, two on a desk, ink on paper; light and dark; hues never alone. */
export const style = `
:root{color-scheme:light dark;--ground:light-dark(#fff,#14181b);--ink:light-dark(#16191c,#e8eaec);--soft:light-dark(#555c63,#a8b0b8);--line:light-dark(#d4d8dc,#3a4046);--wash:light-dark(#f4f6f7,#1d2327);--accent:light-dark(#0b6468,#6cc7c7);--act:light-dark(#b3201b,#ff8d84);--caution:light-dark(#8a5600,#f2bb5c);--fine:light-dark(#1a6b3b,#7fd69e);--notKnown:light-dark(#555c63,#a8b0b8);--noQuestion:light-dark(#555c63,#a8b0b8)}
*{box-sizing:border-box}
html{scroll-padding-top:16px;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:1168px;padding:16px 24px 48px;background:var(--ground);color:var(--ink);font:15px/22px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
h1,h2,h3,h4{font-weight:650;line-height:1.3;margin:0;text-wrap:balance}
h1{font-size:24px}h2{font-size:18px;margin:40px 0 8px;padding-bottom:4px;border-bottom:1px solid var(--ink)}h3{font-size:15px}h4{font-size:13px;margin:16px 0 4px;color:var(--soft);font-weight:600}
p,ul,ol,dl,table,pre{margin:4px 0 8px}ul,ol{padding-left:20px}li{margin:2px 0}
a{color:var(--accent);text-underline-offset:2px}a:hover{text-decoration-thickness:2px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-999px}.skip:focus{left:24px;background:var(--ground);padding:4px 8px}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.soft{color:var(--soft)}.small{font-size:13px;line-height:18px}.mono,pre,bdi{overflow-wrap:anywhere}.mono,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:12px;line-height:17px}
.nb{white-space:nowrap}.untested{font-weight:400;margin-left:4px}.untested .sign{margin-right:4px}
.sign{width:14px;height:14px;flex:none;vertical-align:-2px;margin-right:6px}
.act{color:var(--act)}.caution{color:var(--caution)}.fine{color:var(--fine)}.notKnown{color:var(--notKnown)}.noQuestion{color:var(--noQuestion)}
header.banner{border-bottom:1px solid var(--ink);padding-bottom:8px;margin-bottom:12px}
.banner .line{display:flex;flex-wrap:wrap;gap:0 24px;justify-content:space-between;align-items:baseline}
.banner p{margin:2px 0}.banner .what{color:var(--accent);font-weight:600;font-size:13px}
.alert{font-weight:600}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:4px 20px;padding:0;margin:8px 0 0}nav a{display:inline-block;padding:2px 0;min-height:24px}
.two{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:0 40px}
.group{margin:0 0 12px}.group>h2{display:flex;align-items:baseline;gap:8px;margin:0 0 4px;font-size:15px;border-bottom:1px solid var(--line);padding:0 0 2px}.group>h2 .n{margin-left:auto;font-weight:400;color:var(--soft)}
.item{display:grid;grid-template-columns:20px minmax(0,1fr);margin:8px 0}.item>.sign{margin-top:4px}.item p{margin:0}
.item .title{font-weight:600}.badge{color:var(--soft);font-size:13px;font-weight:400}
table{border-collapse:collapse;width:100%;font-size:14px;line-height:20px}caption{text-align:left;font-weight:600;padding:4px 0}
th,td{text-align:left;vertical-align:top;padding:4px 16px 4px 0;border-bottom:1px solid var(--line)}thead th{font-size:13px;font-weight:600;color:var(--soft)}tbody th{font-weight:600}td:last-child,th:last-child{padding-right:0}
.num{text-align:right}
.scroll{overflow-x:auto}
.genes2{display:grid;grid-template-columns:1fr 1fr;gap:0 32px;align-items:start}.genes2 table{table-layout:fixed;font-size:13px;line-height:18px}.genes2 td,.genes2 th{padding:2px 10px 2px 0}.genes2 :is(td,th){vertical-align:baseline}.genes2 th:nth-child(1){width:20%}.genes2 th:nth-child(2){width:21%}.genes2 th:nth-child(4){width:16%}.genes2 .num{white-space:nowrap}.genes2 :is(td,th):last-child{padding-right:0}.genes2 td{overflow-wrap:anywhere}.genes2 td:nth-child(3){overflow-wrap:break-word}
@media screen{.genes2 a{display:inline-block;padding:3px 0}}div.seal{display:grid;grid-template-columns:auto minmax(0,1fr);gap:16px;align-items:start;border-top:1px solid var(--ink);padding-top:8px;margin-top:12px}.seal p{margin:0 0 4px}
.qr{width:96px;height:96px;display:block}
article{border-bottom:1px solid var(--line);padding:16px 0 12px}article h3{font-size:17px}article .verdict{font-weight:600;margin:4px 0}
dl.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 16px}dl.facts dt{color:var(--soft)}dl.facts dd{margin:0}
#not-tested{margin-top:20px}details>summary{cursor:pointer;min-height:24px;padding:2px 0}details.row{border-bottom:1px solid var(--line)}details.row>summary{padding:6px 0}details.row>summary .what{display:inline;font-size:inherit;font-weight:600}details.row>div{padding:0 0 12px 20px}
details.prov{margin:8px 0 0}details.prov>summary{color:var(--accent);font-size:13px;width:max-content;max-width:100%}
.chain{list-style:none;padding:4px 0 4px 12px;margin:0;border-left:2px solid var(--accent);font-size:13px;line-height:19px}.chain li{margin:4px 0}.chain b{display:block;color:var(--soft);font-weight:600}
pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;background:var(--wash);padding:4px 8px}
button.copy{font:inherit;font-size:13px;min-height:24px;margin:4px 0 0 12px;padding:1px 8px;border:1px solid var(--line);border-radius:4px;background:var(--ground);color:var(--accent);cursor:pointer}
svg.positions{display:block;max-width:100%;height:auto;margin:8px 0 4px}.p-found{color:var(--accent)}.p-none{color:var(--soft)}
.legend{display:flex;flex-wrap:wrap;gap:4px 24px;font-size:13px}.legend svg{vertical-align:-3px;margin-right:4px}
.fit{white-space:nowrap}
@media screen and (max-width:720px){body{padding:12px 16px 32px}.two,.genes2{display:block}.genes2 th:nth-child(1){width:24%}.genes2 th:nth-child(2){width:24%}.genes2 th:nth-child(4){width:19%}h1{font-size:21px}.stack thead{position:absolute;clip-path:inset(50%)}.stack tr{display:block;border-bottom:1px solid var(--line);padding:6px 0}.stack td,.stack th{display:block;border:0;padding:0}.stack td[data-of]:not(:empty)::before{content:attr(data-of) ": ";color:var(--soft);font-size:13px}dl.facts{display:block}dl.facts dd{margin-bottom:4px}}
@media (forced-colors:active){.sign,svg.positions,.p-found,.p-none{forced-color-adjust:auto;color:CanvasText}.qr{forced-color-adjust:none}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@page{margin:11mm 12mm}
@media print{:root{color-scheme:light}html{scroll-behavior:auto}body{max-width:none;padding:0;font-size:9.2pt;line-height:12.2pt}nav,.skip,.screen,button.copy,details.prov:not([open]){display:none!important}a{color:inherit;text-decoration:none}h1{font-size:15pt}h2{font-size:11.5pt;margin-top:14pt;break-after:avoid}h3,article h3{font-size:10pt;break-after:avoid}h4{font-size:8.4pt;margin-top:6pt;break-after:avoid}.small,.badge,table,thead th,.legend,.chain,.genes2 table{font-size:8.2pt;line-height:10.6pt}.mono,pre{font-size:7.2pt;line-height:9.4pt}th,td{padding-top:1.4pt;padding-bottom:1.4pt}.genes2 td,.genes2 th{padding-top:.7pt;padding-bottom:.7pt}.group{margin-bottom:7pt}.group>h2{font-size:10pt}.item{margin:3.5pt 0}.item>.sign{margin-top:1.5pt}.sign{width:9.5pt;height:9.5pt}.two{display:grid;gap:0 20pt}.genes2{display:grid;gap:0 20pt}header.banner{padding-bottom:4pt;margin-bottom:6pt}.summary{break-after:page;break-inside:avoid}.qr{width:20mm;height:20mm}div.seal{margin-top:6pt;padding-top:4pt}article{padding:6pt 0;break-inside:avoid-page}tr,.item{break-inside:avoid}thead,caption{break-after:avoid}details.row>summary{list-style:none}}
`
