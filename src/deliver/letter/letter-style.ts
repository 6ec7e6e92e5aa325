/** The style sheet of the letter: large enough to read at a kitchen table, two printed pages at most. */
export const letterStyle = `
:root{color-scheme:light dark;--ground:light-dark(#fff,#14181b);--ink:light-dark(#16191c,#e8eaec);--soft:light-dark(#555c63,#a8b0b8);--line:light-dark(#d4d8dc,#3a4046);--act:light-dark(#b3201b,#ff8d84);--caution:light-dark(#8a5600,#f2bb5c);--fine:light-dark(#1a6b3b,#7fd69e)}
*{box-sizing:border-box}
body{margin:0 auto;max-width:680px;padding:24px 20px 48px;background:var(--ground);color:var(--ink);font:17px/26px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
h1{font-size:26px;line-height:1.25;margin:0}h2{font-size:18px;line-height:1.3;margin:24px 0 4px}p{margin:4px 0 8px}bdi{overflow-wrap:anywhere}
header{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:0 24px;border-bottom:1px solid var(--ink);padding-bottom:8px;margin-bottom:16px}
ul{padding-left:22px;margin:4px 0 8px}li{margin:4px 0}
.points{list-style:none;padding:0}.points>li{display:grid;grid-template-columns:26px minmax(0,1fr);margin:8px 0;break-inside:avoid}.points p{margin:0}
.sign{width:16px;height:16px;margin-top:5px}.act{color:var(--act)}.caution{color:var(--caution)}.fine{color:var(--fine)}.notKnown,.noQuestion,.soft{color:var(--soft)}
h2 .sign{margin:0 8px 0 0;vertical-align:-2px}.keep{border-left:3px solid var(--act);padding-left:14px;margin-top:24px;break-inside:avoid}.keep h2{margin-top:0}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
footer{border-top:1px solid var(--line);margin-top:24px;padding-top:8px;color:var(--soft);font-size:13px;line-height:18px}
@media (forced-colors:active){.sign{color:CanvasText}}
@page{margin:16mm 18mm}
@media print{:root{color-scheme:light}body{max-width:none;padding:0;font-size:10.5pt;line-height:14.4pt}h1{font-size:17pt}h2{font-size:11.5pt;margin:9pt 0 2pt;break-after:avoid}.points>li{margin:4pt 0}li{margin:2pt 0}footer{font-size:8pt;line-height:10.5pt;margin-top:10pt}}
`
