import type { Problem } from '../shared/problem.ts'
import { placeText } from '../shared/problem.ts'

/** Every problem on stderr, one a line: severity, place, what is wrong, what to do. */
export const tellProblems = (problems: readonly Problem[]): void => {
  for (const p of problems) {
    const place = placeText(p.at)
    process.stderr.write(`${p.severity}: ${place === '' ? '' : `${place}: `}${p.message} ${p.remedy} [${p.code}]\n`)
  }
}

/** JSON with a final newline on stdout. */
export const printJson = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

/** A plain table: columns padded to their widest cell. */
export const tableText = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = head.map((h, i) => Math.max(h.length, ...rows.map((r) => (r[i] ?? '').length)))
  const line = (cells: readonly string[]): string =>
    cells
      .map((c, i) => (i === cells.length - 1 ? c : c.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  return `${[head, ...rows].map(line).join('\n')}\n`
}

/** A plain table on stdout. */
export const printTable = (head: readonly string[], rows: readonly (readonly string[])[]): void => {
  process.stdout.write(tableText(head, rows))
}
