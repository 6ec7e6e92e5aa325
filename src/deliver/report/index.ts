export type * from './document.ts'
export * from './figures/index.ts'
export { reportHtml } from './html.ts'
export { reportHash, reportJson } from './report-json.ts'
