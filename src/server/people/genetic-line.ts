import type { GenomicResults, Named } from '../../record/index.ts'

type Result =
  | GenomicResults['genotypes'][number]
  | GenomicResults['variants'][number]
  | GenomicResults['diagnostic'][number]
  | GenomicResults['therapeutic'][number]
  | GenomicResults['biomarkers'][number]

const words = (all: readonly (Named | undefined)[] | undefined): string =>
  [...new Set((all ?? []).flatMap((n) => (n === undefined || n.text === '' ? [] : [n.text])))].join(', ')

const valueText = (r: Result): string => {
  const { value } = r
  if (value === undefined) return ''
  if ('named' in value) return value.named.text
  if ('text' in value) return value.text
  if ('amount' in value)
    return [value.amount.comparator, value.amount.value, value.amount.unit].filter((x) => x !== undefined).join(' ')
  return 'absent' in value ? `no result: ${value.absent.text}` : ''
}

/** A genetic result in one line: genes and names as the laboratory wrote them, then its value and what it says they mean. */
export const geneticLine = (r: Result): { readonly title: string; readonly detail: string } => {
  const genes = words(r.genes)
  const fields = r as Readonly<Record<string, unknown>>
  const all = (field: string): readonly Named[] => {
    const x = fields[field]
    return x === undefined ? [] : Array.isArray(x) ? (x as readonly Named[]) : [x as Named]
  }
  const names = words([...all('c').slice(0, 1), ...all('g').slice(0, 1), ...all('p').slice(0, 1)])
  const about = words([...all('medicines'), ...all('phenotypes')])
  const value = valueText(r)
  const title = [genes, names || about].filter((t) => t !== '').join(' ')
  const meaning = words([...all('significance'), ...all('implications'), ...all('allelicState'), ...all('sourceClass')])
  return {
    title: title === '' ? (value === '' ? r.code.text : value) : title,
    detail: [title === '' ? '' : value, meaning].filter((t) => t !== '').join(', '),
  }
}
