import { useSyncExternalStore } from 'react'
import type { Trace } from '../provenance/trace.ts'
import { whenForgotten } from '../session/forgetting.ts'
import type { GenomeCard, VariantRow } from './genome-answers.ts'

const traces = new Map<string, ReadonlyMap<string, Trace>>()
const listeners = new Set<() => void>()

whenForgotten(() => {
  for (const base of traces.keys()) if (base.startsWith('/people/')) traces.delete(base)
})

const traceOfRow = (row: VariantRow, card: GenomeCard): Trace => ({
  title: row.names.coding ?? row.names.genomic,
  value: `${row.zygosity}. ${row.consequence}.`,
  because: [
    [row.names.genomic, row.names.coding, row.names.protein].filter(Boolean).join(', '),
    [row.depth, row.quality, row.filter].filter(Boolean).join(', '),
    ...row.notes,
    row.otherTranscript ?? '',
    row.referenceCheck,
    `The row below is as the archive of this genome keeps it; INFO and further FORMAT fields stand in line ${row.lineNumber} of the file.`,
  ].filter((b) => b !== ''),
  rules: [
    {
      name: 'Name and consequence',
      text:
        row.gene === undefined
          ? 'HGVS on the genome; in no gene whose model is held'
          : `HGVS and Sequence Ontology terms on the transcript of ${row.gene}`,
      where: card.release,
    },
  ],
  evidence: [],
  inputs: [{ kind: 'variantRow', source: card.source, line: row.lineNumber, text: row.line, sample: card.sample }],
})

/** Keeps what stands behind rows that are shown, so that the drawer can tell it by `variant:KEY`. */
export const rememberVariants = (base: string, rows: readonly VariantRow[], card: GenomeCard): void => {
  const held = traces.get(base) ?? new Map<string, Trace>()
  if (rows.every((r) => held.has(r.key))) return
  traces.set(base, new Map([...held, ...rows.map((r) => [r.key, traceOfRow(r, card)] as const)]))
  for (const changed of listeners) changed()
}

const subscribe = (changed: () => void): (() => void) => {
  listeners.add(changed)
  return () => void listeners.delete(changed)
}

/** What stands behind a variant that is shown on one of the person's pages; undefined for other keys. */
export const useVariantTrace = (base: string, key: string | null): Trace | undefined => {
  const held = useSyncExternalStore(subscribe, () => traces.get(base))
  return key?.startsWith('variant:') ? held?.get(key.slice('variant:'.length)) : undefined
}
